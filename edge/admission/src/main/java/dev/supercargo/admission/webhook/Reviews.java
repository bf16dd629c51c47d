package dev.supercargo.admission.webhook;

import dev.supercargo.admission.Admission;
import dev.supercargo.decisions.admission.AdmissionReview;
import dev.supercargo.decisions.admission.AdmissionVerdict;
import dev.supercargo.decisions.admission.Caller;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Kinds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// From the tree of an `AdmissionReview` request to that of its response.
final class Reviews {
    private Reviews() {}

    /// The response of the rules.
    ///
    /// @param mutating whether defaults are to be set; else the object is judged
    static Map<String, Object> answer(Admission admission, boolean mutating, Map<String, Object> body) {
        Map<String, Object> request = Json.object(body, "request");
        var response = new LinkedHashMap<String, Object>();
        response.put("uid", Json.text(request, "uid").orElse(""));
        Optional<AdmissionReview> review = review(request);
        if (review.isEmpty()) {
            response.put("allowed", true); // a kind without rules
        } else {
            AdmissionVerdict verdict = mutating ? admission.mutate(review.get()) : admission.validate(review.get());
            put(response, review.get(), verdict, mutating);
        }
        var answer = new LinkedHashMap<String, Object>();
        answer.put("apiVersion", Json.text(body, "apiVersion").orElse("admission.k8s.io/v1"));
        answer.put("kind", "AdmissionReview");
        answer.put("response", response);
        return answer;
    }

    private static void put(
            Map<String, Object> response, AdmissionReview review, AdmissionVerdict verdict, boolean mutating) {
        switch (verdict) {
            case AdmissionVerdict.Accepted accepted -> {
                response.put("allowed", true);
                if (!accepted.warnings().isEmpty()) {
                    response.put("warnings", accepted.warnings());
                }
                List<Object> patch = mutating
                        ? patch(review.object().view(), accepted.object().view())
                        : List.of();
                if (!patch.isEmpty()) {
                    response.put("patchType", "JSONPatch");
                    byte[] text = Json.print(patch).getBytes(StandardCharsets.UTF_8);
                    response.put("patch", Base64.getEncoder().encodeToString(text));
                }
            }
            case AdmissionVerdict.Rejected rejected -> {
                response.put("allowed", false);
                response.put("status", rejected.refusal().status());
            }
        }
    }

    private static Optional<AdmissionReview> review(Map<String, Object> request) {
        Optional<ResourceType> type = type(request);
        Optional<Map<String, Object>> object = tree(request, "object").or(() -> tree(request, "oldObject"));
        if (type.isEmpty() || object.isEmpty()) {
            return Optional.empty();
        }
        AdmissionReview.Operation operation = AdmissionReview.Operation.valueOf(
                Json.text(request, "operation").orElse(""));
        Optional<KubeObject> old = operation == AdmissionReview.Operation.UPDATE
                ? tree(request, "oldObject").map(KubeObject::of)
                : Optional.empty();
        return Optional.of(new AdmissionReview(
                type.get(),
                Json.text(request, "subResource").orElse(""),
                operation,
                KubeObject.of(object.get()),
                old,
                caller(request),
                Json.at(request, "dryRun").filter(Boolean.TRUE::equals).isPresent()));
    }

    private static Caller caller(Map<String, Object> request) {
        return new Caller(
                Json.text(request, "userInfo", "username").orElse(""),
                Json.list(request, "userInfo", "groups").stream()
                        .map(String::valueOf)
                        .toList());
    }

    private static Optional<Map<String, Object>> tree(Map<String, Object> request, String member) {
        return Json.at(request, member).filter(Map.class::isInstance).map(Json::asObject);
    }

    private static Optional<ResourceType> type(Map<String, Object> request) {
        String group = Json.text(request, "resource", "group").orElse("");
        String plural = Json.text(request, "resource", "resource").orElse("");
        return Stream.concat(Kinds.KARGO.stream(), Stream.of(Kinds.SECRET, Kinds.CONFIG_MAP))
                .filter(type -> type.group().equals(group) && type.plural().equals(plural))
                .findFirst();
    }

    /// A JSON patch that replaces each member of the object that differs.
    static List<Object> patch(Map<String, Object> from, Map<String, Object> to) {
        var operations = new ArrayList<Object>();
        to.forEach((member, value) -> {
            if (!from.containsKey(member) || !Json.same(from.get(member), value)) {
                Map<String, Object> operation = operation("add", member);
                Json.putNullable(operation, "value", value);
                operations.add(operation);
            }
        });
        from.keySet().stream()
                .filter(member -> !to.containsKey(member))
                .forEach(member -> operations.add(operation("remove", Objects.requireNonNull(member))));
        return operations;
    }

    private static Map<String, Object> operation(String op, String member) {
        var operation = new LinkedHashMap<String, Object>();
        operation.put("op", op);
        operation.put("path", "/" + member.replace("~", "~0").replace("/", "~1"));
        return operation;
    }
}
