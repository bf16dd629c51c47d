package dev.supercargo.access;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Which channels still show that a grant is missing: those of whose own needs it is none. Derived from [Grants], so
/// that a grant taken from a teller also takes its channel from the table.
public final class Channels {
    private static final String KARGO = "kargo.akuity.io";
    private static final String REVIEWS = "authorization.k8s.io";
    private static final String PERMISSIONS = "Permissions";
    /// What the REST API of a cluster needs to know who asks, whether they may, and what every component lacks.
    private static final List<Need> ASKING = List.of(
            new Need(Component.API, "create", "authentication.k8s.io", "tokenreviews"),
            new Need(Component.API, "create", REVIEWS, "subjectaccessreviews"));

    private Channels() {}

    /// How an installation runs.
    public enum Place {
        /// All components in one process, whose REST API knows what each audit found and has one user.
        LAPTOP,
        /// Each component in a process of its own with a health port; the REST API asks the API server who its callers
        /// are, and what every component may.
        CLUSTER
    }

    /// A condition that tells of a missing permission.
    ///
    /// @param plural of the kind that bears it
    /// @param type of the condition
    public record Shown(String plural, String type) {
        /// As the documentation puts it.
        String words() {
            return "condition `" + type + "` of `" + plural + "`";
        }
    }

    /// Something that a channel needs: one verb on one resource, by the component that tells.
    private record Need(Component teller, String verb, String group, String resource) {}

    private record Way(Channel channel, List<Need> needs) {}

    /// The channels that show it when this grant, and no other, is missing.
    public static Set<Channel> of(Grant missing, Place place) {
        Set<Channel> channels = EnumSet.noneOf(Channel.class);
        for (Way way : ways(missing, place)) {
            if (areHeldWithout(missing, way.needs())) {
                channels.add(way.channel());
            }
        }
        return channels;
    }

    /// The conditions that tell of it, the one of the object concerned first: where the refused request
    /// belongs to the turn of one object, that object's own; and of what any component lacks, what the
    /// management controller writes on the Project or the ClusterConfig (on every Project where there is
    /// no ClusterConfig, or it cannot be written).
    public static List<Shown> conditions(Grant missing) {
        return told(missing).entrySet().stream()
                .filter(told -> areHeldWithout(missing, told.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /// Every condition that might tell of it, with what writing it needs.
    private static Map<Shown, List<Need>> told(Grant missing) {
        var told = new LinkedHashMap<Shown, List<Need>>();
        if (missing.component() == Component.CONTROLLER && missing.group().equals(KARGO)) {
            if (isOn(missing, "create", "promotions")) {
                told.put(new Shown("stages", "AutoPromotion"), List.of(status(Component.CONTROLLER, "stages")));
            }
            if (isOn(missing, "get", "promotions") || isOn(missing, "patch", "promotions/status")) {
                told.put(new Shown("stages", PERMISSIONS), List.of(status(Component.CONTROLLER, "stages")));
            }
            if (isOn(missing, "promote", "stages")) {
                told.put(new Shown("stages", "Ready"), List.of(status(Component.CONTROLLER, "stages")));
            }
            if (isOn(missing, "create", "freights")) {
                told.put(new Shown("warehouses", "Ready"), List.of(status(Component.CONTROLLER, "warehouses")));
            }
        }
        if (!(missing.scope() instanceof Scope.EachProject)) {
            told.put(new Shown("clusterconfigs", PERMISSIONS), written(missing, "clusterconfigs"));
        }
        told.put(new Shown("projects", PERMISSIONS), written(missing, "projects"));
        return told;
    }

    /// What the management controller needs to find out that another component lacks something (of itself
    /// it knows), and to write it.
    private static List<Need> written(Grant missing, String plural) {
        var needs = new ArrayList<Need>();
        needs.add(new Need(Component.MANAGEMENT, "get", KARGO, plural));
        needs.add(status(Component.MANAGEMENT, plural));
        if (missing.component() != Component.MANAGEMENT) {
            needs.add(new Need(Component.MANAGEMENT, "create", REVIEWS, "subjectaccessreviews"));
            needs.add(new Need(Component.MANAGEMENT, "watch", "rbac.authorization.k8s.io", "clusterroles"));
        }
        return needs;
    }

    private static Need status(Component teller, String plural) {
        return new Need(teller, "patch", KARGO, plural + "/status");
    }

    private static boolean isOn(Grant grant, String verb, String resource) {
        return grant.verbs().contains(verb) && grant.resources().contains(resource);
    }

    private static List<Way> ways(Grant missing, Place place) {
        Component component = missing.component();
        var ways = new ArrayList<Way>();
        told(missing).values().forEach(needs -> ways.add(new Way(Channel.CONDITION, needs)));
        ways.add(new Way(Channel.EVENT, List.of(tells(component))));
        switch (place) {
            case LAPTOP -> {
                ways.add(new Way(Channel.EVENT, List.of(tells(Component.API))));
                ways.add(new Way(Channel.REST, List.of()));
                ways.add(new Way(Channel.COMMAND, List.of()));
                ways.add(new Way(Channel.METRIC, List.of()));
            }
            case CLUSTER -> {
                ways.add(new Way(Channel.REST, ASKING));
                ways.add(new Way(Channel.COMMAND, ASKING));
                ways.add(new Way(Channel.METRIC, List.of()));
                ways.add(new Way(Channel.HEALTH, List.of()));
            }
        }
        return ways;
    }

    private static Need tells(Component teller) {
        return new Need(teller, "create", "", "events");
    }

    private static boolean areHeldWithout(Grant missing, List<Need> needs) {
        return needs.stream().allMatch(need -> isHeldWithout(missing, need));
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
