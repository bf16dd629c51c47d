package dev.supercargo.kube.apiserver.admission;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.GroupResource;
import dev.supercargo.kube.apiserver.admission.AdmissionRequest.Change;
import dev.supercargo.kube.apiserver.admission.AdmissionRequest.Target;
import dev.supercargo.kube.apiserver.admission.WebhookClient.CallFailed;
import dev.supercargo.kube.apiserver.cel.AdmissionExpression.Budget;
import dev.supercargo.kube.apiserver.patch.Patch;
import dev.supercargo.kube.apiserver.schema.StructuralSchema;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/// Admission webhooks, as their configurations in the API say (kubernetes-api.md 8.4).
public final class Webhooks implements AutoCloseable {
    private static final long BUDGET = 2_500_000;

    private final MatchRules rules;
    private final Conditions conditions = new Conditions();
    private final WebhookClient client = new WebhookClient();

    public Webhooks(
            Function<String, Optional<Map<String, Object>>> namespaces, Function<Target, List<String>> versions) {
        this.rules = new MatchRules(namespaces, versions);
    }

    /// The hook that calls the mutating webhooks one after the other, and again those that want to see what others
    /// changed after them. `configurations` are in order of name.
    public AdmissionHook mutating(Supplier<List<Map<String, Object>>> configurations) {
        return request -> {
            List<Webhook> webhooks = webhooks(configurations.get());
            return webhooks.isEmpty() ? AdmissionAnswer.allowed() : mutate(webhooks, request);
        };
    }

    /// The hook that calls the validating webhooks, all at once.
    public AdmissionHook validating(Supplier<List<Map<String, Object>>> configurations) {
        return request -> {
            List<Webhook> webhooks = webhooks(configurations.get());
            return webhooks.isEmpty() ? AdmissionAnswer.allowed() : validate(webhooks, request);
        };
    }

    private static List<Webhook> webhooks(List<Map<String, Object>> configurations) {
        return configurations.stream()
                .flatMap(configuration -> Json.list(configuration, "webhooks").stream())
                .map(tree -> new Webhook(Json.asObject(tree)))
                .toList();
    }

    private AdmissionAnswer mutate(List<Webhook> webhooks, AdmissionRequest request) {
        var warnings = new ArrayList<String>();
        AdmissionRequest current = request;
        boolean changed = false;
        Set<Webhook> again = new LinkedHashSet<>();
        for (int round = 0; round < 2; round++) {
            List<Webhook> called = round == 0 ? webhooks : List.copyOf(again);
            Set<Webhook> ran = new LinkedHashSet<>();
            for (Webhook webhook : called) {
                switch (ask(webhook, current, true)) {
                    case AdmissionAnswer.Refused refused -> {
                        warnings.addAll(refused.warnings());
                        return new AdmissionAnswer.Refused(refused.why(), warnings);
                    }
                    case AdmissionAnswer.Allowed allowed -> {
                        warnings.addAll(allowed.warnings());
                        if (allowed.changed().isPresent()) {
                            current = with(current, allowed.changed().get());
                            changed = true;
                            again.addAll(ran);
                        }
                        if (webhook.mayRunAgain()) {
                            ran.add(webhook);
                        }
                    }
                }
            }
        }
        Optional<Map<String, Object>> result =
                changed ? current.change().object().map(Json::copy) : Optional.empty();
        return new AdmissionAnswer.Allowed(result, warnings);
    }

    private static AdmissionRequest with(AdmissionRequest request, Map<String, Object> object) {
        Change change = switch (request.change()) {
            case Change.Create _ -> new Change.Create(object);
            case Change.Update update -> new Change.Update(object, update.stored());
            case Change.Delete delete -> delete;
        };
        return new AdmissionRequest(
                request.uid(),
                request.target(),
                change,
                request.who(),
                request.dryRun(),
                request.options(),
                request.access());
    }

    private AdmissionAnswer validate(List<Webhook> webhooks, AdmissionRequest request) {
        var warnings = new ArrayList<String>();
        try (var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<AdmissionAnswer>> calls = webhooks.stream()
                    .<Callable<AdmissionAnswer>>map(webhook -> () -> ask(webhook, request, false))
                    .toList();
            Optional<ApiError> refusal = Optional.empty();
            for (Future<AdmissionAnswer> answer : tasks.invokeAll(calls)) {
                warnings.addAll(answer.get().warnings());
                if (refusal.isEmpty() && answer.get() instanceof AdmissionAnswer.Refused refused) {
                    refusal = Optional.of(refused.why());
                }
            }
            return refusal.<AdmissionAnswer>map(why -> new AdmissionAnswer.Refused(why, warnings))
                    .orElseGet(() -> new AdmissionAnswer.Allowed(Optional.empty(), warnings));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return AdmissionAnswer.refused(ApiError.timeout("interrupted while webhooks were asked"));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private AdmissionAnswer ask(Webhook webhook, AdmissionRequest request, boolean mayChange) {
        Optional<String> version = rules.version(Json.list(webhook.tree(), "rules"), webhook.matchPolicy(), request);
        if (version.isEmpty() || !rules.selected(webhook.tree(), request)) {
            return AdmissionAnswer.allowed();
        }
        Conditions.Verdict verdict = conditions.matchConditions(
                Json.list(webhook.tree(), "matchConditions"),
                Conditions.variables(request, version.get()),
                new Budget(BUDGET));
        return switch (verdict) {
            case Conditions.Verdict.Skip _ -> AdmissionAnswer.allowed();
            case Conditions.Verdict.Failed _ when webhook.ignoresFailure() -> AdmissionAnswer.allowed();
            case Conditions.Verdict.Failed failed ->
                AdmissionAnswer.refused(ApiError.forbidden(
                        GroupResource.of(request.target().type()),
                        request.target().name(),
                        String.join(", ", failed.why())));
            case Conditions.Verdict.Hold _ -> call(webhook, request, version.get(), mayChange);
        };
    }

    private AdmissionAnswer call(Webhook webhook, AdmissionRequest request, String version, boolean mayChange) {
        if (request.dryRun() && !webhook.allowsDryRun()) {
            return AdmissionAnswer.refused(
                    ApiError.badRequest("admission webhook \"" + webhook.name() + "\" does not support dry run"));
        }
        try {
            Map<String, Object> response = client.call(webhook, ReviewRequest.tree(request, version));
            if (!mayChange && response.get("patch") instanceof String patch && !patch.isEmpty()) {
                throw new CallFailed(
                        "received invalid webhook response: validating webhook may not return response.patch");
            }
            return read(webhook, request, response, mayChange);
        } catch (CallFailed e) {
            return webhook.ignoresFailure()
                    ? AdmissionAnswer.allowed()
                    : AdmissionAnswer.refused(
                            ApiError.internal("failed calling webhook \"" + webhook.name() + "\": " + e.getMessage()));
        }
    }

    private static AdmissionAnswer read(
            Webhook webhook, AdmissionRequest request, Map<String, Object> response, boolean mayChange)
            throws CallFailed {
        List<String> warnings =
                Json.list(response, "warnings").stream().map(String::valueOf).toList();
        if (!Boolean.TRUE.equals(response.get("allowed"))) {
            return new AdmissionAnswer.Refused(denial(webhook, Json.object(response, "status")), warnings);
        }
        String patch = Json.text(response, "patch").orElse("");
        if (!mayChange || patch.isEmpty() || request.change().object().isEmpty()) {
            return new AdmissionAnswer.Allowed(Optional.empty(), warnings);
        }
        Object operations;
        try {
            operations = Json.parse(new String(Base64.getMimeDecoder().decode(patch), StandardCharsets.UTF_8));
        } catch (JsonException e) {
            throw new CallFailed("received undecodable patch in webhook response: " + e.getMessage());
        }
        try {
            Map<String, Object> changed = Patch.of(Patch.Type.JSON, operations, StructuralSchema.any())
                    .apply(request.change().object().get());
            return new AdmissionAnswer.Allowed(
                    Json.same(changed, request.change().object().get()) ? Optional.empty() : Optional.of(changed),
                    warnings);
        } catch (ApiError e) {
            return new AdmissionAnswer.Refused(ApiError.internal(String.valueOf(e.getMessage())), warnings);
        }
    }

    private static ApiError denial(Webhook webhook, Map<String, Object> status) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("kind", "Status");
        tree.put("apiVersion", "v1");
        tree.put("metadata", new LinkedHashMap<String, Object>());
        tree.put("status", "Failure");
        String who = "admission webhook \"" + webhook.name() + "\" denied the request";
        String reason = Json.text(status, "reason").orElse("");
        String message = Json.text(status, "message").orElse("");
        if (!message.isEmpty()) {
            tree.put("message", who + ": " + message);
        } else {
            tree.put("message", reason.isEmpty() ? who + " without explanation" : who + ": " + reason);
        }
        if (!reason.isEmpty()) {
            tree.put("reason", reason);
        }
        Json.at(status, "details").ifPresent(details -> tree.put("details", details));
        long code = Json.at(status, "code").orElse(0L) instanceof Number number ? number.longValue() : 0;
        tree.put("code", code < 400 ? 400L : code);
        return ApiError.of(tree);
    }

    @Override
    public void close() {
        client.close();
    }
}
