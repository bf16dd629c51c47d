package dev.supercargo.kube.apiserver.access;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.GroupResource;
import java.util.LinkedHashMap;
import java.util.Map;

/// The words for a refused request (`kubernetes-api.md` 7.5).
public final class Denials {
    private Denials() {}

    /// 403 for what was asked and denied. Answers of this form carry `X-Content-Type-Options: nosniff`.
    public static ApiError of(Identity who, AccessQuestion question, String reason) {
        String why = reason.isEmpty() ? "" : ": " + reason;
        return switch (question) {
            case AccessQuestion.OnPath asked ->
                ApiError.of(status("forbidden: "
                        + escaped("User \"" + who.username() + "\" cannot " + asked.verb() + " path \"" + asked.path()
                                + "\"")
                        + why));
            case AccessQuestion.OnResource asked ->
                ApiError.forbidden(
                        new GroupResource(asked.group(), asked.resource()),
                        asked.name(),
                        escaped(words(who, asked)) + why);
        };
    }

    /// A denial about a path has details, but nothing in them.
    private static Map<String, Object> status(String message) {
        var status = new LinkedHashMap<String, Object>();
        status.put("kind", "Status");
        status.put("apiVersion", "v1");
        status.put("metadata", new LinkedHashMap<String, Object>());
        status.put("status", "Failure");
        status.put("message", message);
        status.put("reason", "Forbidden");
        status.put("details", new LinkedHashMap<String, Object>());
        status.put("code", 403L);
        return status;
    }

    private static String words(Identity who, AccessQuestion.OnResource asked) {
        String where = asked.namespace().isEmpty()
                ? " at the cluster scope"
                : " in the namespace \"" + asked.namespace() + "\"";
        return "User \"" + who.username() + "\" cannot " + asked.verb() + " resource \"" + asked.combined()
                + "\" in API group \"" + asked.group() + "\"" + where;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
