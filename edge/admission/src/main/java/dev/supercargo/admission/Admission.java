package dev.supercargo.admission;

import dev.supercargo.controllers.events.Announcer;
import dev.supercargo.controllers.events.Event;
import dev.supercargo.decisions.admission.AdmissionEvent;
import dev.supercargo.decisions.admission.AdmissionReview;
import dev.supercargo.decisions.admission.AdmissionRules;
import dev.supercargo.decisions.admission.AdmissionSettings;
import dev.supercargo.decisions.admission.AdmissionVerdict;
import dev.supercargo.decisions.admission.FirstObject;
import dev.supercargo.decisions.admission.Lookups;
import dev.supercargo.kube.client.Kube;
import dev.supercargo.meta.Failure;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.meta.WorldException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// The rules of admission over a Kubernetes API. Blocks on the caller's thread, may be called many times at once.
public final class Admission implements AutoCloseable {
    private final Kube kube;
    private final AdmissionRules rules;
    private final Lookups lookups;
    private final InstantSource clock;
    private final Map<String, Announcer> announcers = new ConcurrentHashMap<>();
    private final ExecutorService announcing = Executors.newVirtualThreadPerTaskExecutor();

    /// @param kube the API under the identity of the admission component
    public Admission(Kube kube, AdmissionSettings settings, InstantSource clock) {
        this.kube = kube;
        this.rules = new AdmissionRules(settings, new RandomNames());
        this.lookups = new KubeLookups(kube);
        this.clock = clock;
    }

    /// Whether there are rules for a kind; others need not ask.
    public boolean concerns(ResourceType type, String subresource) {
        return rules.concerns(type, subresource);
    }

    /// Sets defaults; to be asked before the schema is applied.
    public AdmissionVerdict mutate(AdmissionReview review) {
        return rules.mutate(review, lookups, clock.instant());
    }

    /// Accepts or refuses; to be asked after the schema was applied. On acceptance makes what must exist first and
    /// announces Events (in the background).
    public AdmissionVerdict validate(AdmissionReview review) {
        AdmissionVerdict verdict = rules.validate(review, lookups, clock.instant());
        if (!(verdict instanceof AdmissionVerdict.Accepted accepted)) {
            return verdict;
        }
        for (FirstObject first : accepted.first()) {
            Optional<String> failure = make(first);
            if (failure.isPresent()) {
                return new AdmissionVerdict.Rejected(first.failure(failure.get()));
            }
        }
        announce(accepted.events());
        return verdict;
    }

    /// Makes the object unless it exists; why that failed.
    private Optional<String> make(FirstObject first) {
        try {
            kube.create(first.type(), first.object());
            return Optional.empty();
        } catch (WorldException e) {
            boolean exists = e.failure() instanceof Failure.Conflict conflict && conflict.alreadyExists();
            return exists ? Optional.empty() : Optional.of(e.failure().what());
        }
    }

    private void announce(List<AdmissionEvent> events) {
        for (AdmissionEvent event : events) {
            Announcer announcer =
                    announcers.computeIfAbsent(event.component(), name -> new Announcer(kube, name, clock));
            announcing.execute(() -> announcer.announce(
                    Event.normal(event.reason(), event.message(), event.kind(), event.subject(), event.annotations())));
        }
    }

    /// Waits for Events that are on their way.
    @Override
    public void close() {
        announcing.close();
    }
}
