package dev.supercargo.kube.apiserver.serve;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.meta.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The types of the members of DeleteOptions.
final class OptionTypes {
    private OptionTypes() {}

    /// One member: the Go names of its place and type, and the class of its values here.
    private record Member(List<String> path, String place, String type, Class<?> values) {}

    private static final List<Member> MEMBERS = List.of(
            new Member(List.of("gracePeriodSeconds"), "DeleteOptions.gracePeriodSeconds", "int64", Long.class),
            new Member(List.of("preconditions"), "DeleteOptions.preconditions", "v1.Preconditions", Map.class),
            new Member(List.of("preconditions", "uid"), "Preconditions.preconditions.uid", "types.UID", String.class),
            new Member(
                    List.of("preconditions", "resourceVersion"),
                    "Preconditions.preconditions.resourceVersion",
                    "string",
                    String.class),
            new Member(List.of("orphanDependents"), "DeleteOptions.orphanDependents", "bool", Boolean.class),
            new Member(
                    List.of("propagationPolicy"),
                    "DeleteOptions.propagationPolicy",
                    "v1.DeletionPropagation",
                    String.class),
            new Member(List.of("dryRun"), "DeleteOptions.dryRun", "[]string", List.class));

    /// @throws ApiError 400 for the first member of a wrong type
    static void check(Map<String, Object> options) {
        for (Member member : MEMBERS) {
            @Nullable
            Object value =
                    Json.at(options, member.path().toArray(String[]::new)).orElse(null);
            if (value != null && !member.values().isInstance(value)) {
                throw ApiError.badRequest("json: cannot unmarshal " + Bodies.goName(value) + " into Go struct field "
                        + member.place() + " of type " + member.type());
            }
        }
    }
}
