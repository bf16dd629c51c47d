package dev.supercargo.access;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Which channels still show that a grant is missing: those of whose own needs it is none. Derived from [Grants], so
/// that a grant taken from a teller also takes its channel from the table.
public final class Channels {
    private static final String KARGO = "kargo.akuity.io";

    private Channels() {}

    /// How an installation runs.
    public enum Place {
        /// All components in one process, whose REST API knows what each audit found and has one user.
        LAPTOP,
        /// Each component in a process of its own with a health port; the REST API asks the API server who its callers
        /// are.
        CLUSTER
    }

    /// The condition that a refusal of this permission becomes.
    ///
    /// @param plural of the kind that bears it
    /// @param type of the condition
    public record Shown(String plural, String type) {}

    /// Something that a channel needs: one verb on one resource, by the component that tells.
    private record Need(Component teller, String verb, String group, String resource) {}

    private record Way(Channel channel, List<Need> needs) {}

    /// The channels that show it when this grant, and no other, is missing.
    public static Set<Channel> of(Grant missing, Place place) {
        Set<Channel> channels = EnumSet.noneOf(Channel.class);
        for (Way way : ways(missing, place)) {
            if (way.needs().stream().allMatch(need -> isHeldWithout(missing, need))) {
                channels.add(way.channel());
            }
        }
        return channels;
    }

    /// The condition that tells of it, where the refused request belongs to the turn of one object and its status names
    /// the refusal.
    public static Optional<Shown> condition(Grant missing) {
        if (missing.component() != Component.CONTROLLER || !missing.group().equals(KARGO)) {
            return Optional.empty();
        }
        if (isOn(missing, "create", "promotions")) {
            return Optional.of(new Shown("stages", "AutoPromotion"));
        }
        return isOn(missing, "create", "freights") ? Optional.of(new Shown("warehouses", "Ready")) : Optional.empty();
    }

    private static boolean isOn(Grant grant, String verb, String resource) {
        return grant.verbs().contains(verb) && grant.resources().contains(resource);
    }

    private static List<Way> ways(Grant missing, Place place) {
        Component component = missing.component();
        var ways = new ArrayList<Way>();
        condition(missing)
                .ifPresent(shown -> ways.add(new Way(
                        Channel.CONDITION, List.of(new Need(component, "patch", KARGO, shown.plural() + "/status")))));
        ways.add(new Way(Channel.EVENT, List.of(tells(component))));
        switch (place) {
            case LAPTOP -> {
                ways.add(new Way(Channel.EVENT, List.of(tells(Component.API))));
                ways.add(new Way(Channel.REST, List.of()));
                ways.add(new Way(Channel.COMMAND, List.of()));
                ways.add(new Way(Channel.METRIC, List.of()));
            }
            case CLUSTER -> {
                seenByTheApi(missing).ifPresent(needs -> {
                    ways.add(new Way(Channel.REST, needs));
                    ways.add(new Way(Channel.COMMAND, needs));
                });
                ways.add(new Way(Channel.METRIC, List.of()));
                ways.add(new Way(Channel.HEALTH, List.of()));
            }
        }
        return ways;
    }

    private static Need tells(Component teller) {
        return new Need(teller, "create", "", "events");
    }

    /// What the REST API of a cluster needs to show it: it knows what it lacks itself, and what conditions say.
    private static Optional<List<Need>> seenByTheApi(Grant missing) {
        var needs = new ArrayList<Need>();
        needs.add(new Need(Component.API, "create", "authentication.k8s.io", "tokenreviews"));
        needs.add(new Need(Component.API, "create", "authorization.k8s.io", "subjectaccessreviews"));
        if (missing.component() == Component.API) {
            return Optional.of(needs);
        }
        return condition(missing).map(shown -> {
            needs.add(new Need(missing.component(), "patch", KARGO, shown.plural() + "/status"));
            needs.add(new Need(Component.API, "list", KARGO, shown.plural()));
            needs.add(new Need(Component.API, "watch", KARGO, shown.plural()));
            return needs;
        });
    }

    private static boolean isHeldWithout(Grant missing, Need need) {
        return Grants.of(need.teller()).stream()
                .filter(grant -> !grant.equals(missing))
                .filter(grant -> grant.scope() instanceof Scope.Everywhere
                        && grant.names().isEmpty()
                        && grant.group().equals(need.group()))
                .anyMatch(grant -> isOn(grant, need.verb(), need.resource()));
    }
}
