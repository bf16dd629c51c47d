package dev.supercargo.kube.apiserver.admission;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.admission.AdmissionRequest.Change;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Hooks in the order in which they are asked: first all that may change the object, later all that may refuse it.
public final class AdmissionChain {
    private final List<AdmissionHook> mutating;
    private final List<AdmissionHook> validating;

    public AdmissionChain(List<AdmissionHook> mutating, List<AdmissionHook> validating) {
        this.mutating = List.copyOf(mutating);
        this.validating = List.copyOf(validating);
    }

    /// Asks the mutating hooks, each about what the one before made of the object; the object as changed, or empty
    /// where nobody changed it.
    ///
    /// @throws ApiError when a hook refuses
    public Optional<Map<String, Object>> mutate(AdmissionRequest request, Consumer<String> warn) {
        AdmissionRequest current = request;
        Optional<Map<String, Object>> changed = Optional.empty();
        for (AdmissionHook hook : mutating) {
            Optional<Map<String, Object>> here = ask(hook, current, warn);
            if (here.isPresent()) {
                changed = here;
                current = with(current, here.get());
            }
        }
        return changed;
    }

    /// Asks the validating hooks.
    ///
    /// @throws ApiError when a hook refuses
    public void validate(AdmissionRequest request, Consumer<String> warn) {
        validating.forEach(hook -> ask(hook, request, warn));
    }

    private static Optional<Map<String, Object>> ask(
            AdmissionHook hook, AdmissionRequest request, Consumer<String> warn) {
        AdmissionAnswer answer = hook.admit(request);
        answer.warnings().forEach(warn);
        return switch (answer) {
            case AdmissionAnswer.Allowed allowed -> allowed.changed();
            case AdmissionAnswer.Refused refused -> throw refused.why();
        };
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
}
