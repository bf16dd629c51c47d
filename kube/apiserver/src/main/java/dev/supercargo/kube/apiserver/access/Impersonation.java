package dev.supercargo.kube.apiserver.access;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.schema.FieldError;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Acting as somebody else, by request headers (`kubernetes-api.md` 7.2).
public final class Impersonation {
    private static final String USER = "impersonate-user";
    private static final String GROUP = "impersonate-group";
    private static final String UID = "impersonate-uid";
    private static final String EXTRA = "impersonate-extra-";
    private static final String AUTHENTICATION = "authentication.k8s.io";

    private Impersonation() {}

    /// Whom the headers (names in any case) ask to act as; empty where they do not ask.
    ///
    /// @throws ApiError 400 when a user name is missing, 403 when the real user may not impersonate some
    ///     part
    public static Optional<Identity> wanted(Map<String, List<String>> headers, Identity real, Authorizer authorizer) {
        Identity asked = asked(headers);
        if (asked.username().isEmpty()) {
            if (asked.groups().isEmpty()
                    && asked.uid().isEmpty()
                    && asked.extra().isEmpty()) {
                return Optional.empty();
            }
            throw ApiError.badRequest("requested " + shown(asked) + " without impersonating a user name");
        }
        for (AccessQuestion question : questions(asked)) {
            AccessAnswer answer = authorizer.answer(real, question);
            if (!answer.isAllowed()) {
                throw Denials.of(real, question, answer.reason());
            }
        }
        return Optional.of(completed(asked));
    }

    /// Whether the header (in any case) belongs to impersonation; such headers are dropped once read.
    public static boolean isHeader(String name) {
        return name.toLowerCase(Locale.ROOT).startsWith("impersonate-");
    }

    private static Identity asked(Map<String, List<String>> headers) {
        var users = new ArrayList<String>();
        var uids = new ArrayList<String>();
        var groups = new ArrayList<String>();
        var extra = new LinkedHashMap<String, List<String>>();
        headers.forEach((header, values) -> {
            String name = header.toLowerCase(Locale.ROOT);
            switch (name) {
                case USER -> users.addAll(values);
                case UID -> uids.addAll(values);
                case GROUP -> groups.addAll(values);
                default -> {
                    if (name.startsWith(EXTRA)) {
                        extra.computeIfAbsent(decoded(name.substring(EXTRA.length())), _ -> new ArrayList<>())
                                .addAll(values);
                    }
                }
            }
        });
        return new Identity(first(users), first(uids), groups, extra);
    }

    private static String first(List<String> values) {
        return values.isEmpty() ? "" : values.getFirst();
    }

    private static String decoded(String key) {
        try {
            return URLDecoder.decode(key.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return key; // not percent-encoded: the key as it is
        }
    }

    /// One question for each part of the identity that is asked for, each to be answered for the real user.
    private static List<AccessQuestion> questions(Identity asked) {
        var questions = new ArrayList<AccessQuestion>();
        Identity.serviceAccountOf(asked.username())
                .ifPresentOrElse(
                        account -> questions.add(core("serviceaccounts", account.namespace(), account.name())),
                        () -> questions.add(core("users", "", asked.username())));
        asked.groups().forEach(group -> questions.add(core("groups", "", group)));
        asked.extra()
                .forEach((key, values) ->
                        values.forEach(value -> questions.add(authentication("userextras", key, value))));
        if (!asked.uid().isEmpty()) {
            questions.add(authentication("uids", "", asked.uid()));
        }
        return questions;
    }

    private static AccessQuestion core(String resource, String namespace, String name) {
        return AccessQuestion.resource("impersonate", "", resource, "", namespace, name);
    }

    private static AccessQuestion authentication(String resource, String subresource, String name) {
        return AccessQuestion.resource("impersonate", AUTHENTICATION, resource, subresource, "", name);
    }

    /// The identity with the groups that log-in would have given it.
    private static Identity completed(Identity asked) {
        var groups = new ArrayList<>(asked.groups());
        if (groups.isEmpty()) {
            Identity.serviceAccountOf(asked.username())
                    .ifPresent(account -> groups.addAll(Identity.serviceAccountGroups(account.namespace())));
        }
        if (asked.username().equals(Identity.ANONYMOUS_NAME)) {
            if (!groups.contains(Identity.UNAUTHENTICATED)) {
                groups.add(Identity.UNAUTHENTICATED);
            }
        } else if (!groups.contains(Identity.AUTHENTICATED) && !groups.contains(Identity.UNAUTHENTICATED)) {
            groups.add(Identity.AUTHENTICATED);
        }
        return new Identity(asked.username(), asked.uid(), groups, asked.extra());
    }

    private static String shown(Identity asked) {
        String extra = asked.extra().isEmpty()
                ? "(nil)"
                : asked.extra().entrySet().stream()
                        .map(entry -> FieldError.quote(entry.getKey()) + ":" + list(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
        return "&user.DefaultInfo{Name:\"\", UID:" + FieldError.quote(asked.uid()) + ", Groups:" + list(asked.groups())
                + ", Extra:map[string][]string" + extra + "}";
    }

    private static String list(List<String> values) {
        return values.isEmpty()
                ? "[]string(nil)"
                : values.stream().map(FieldError::quote).collect(Collectors.joining(", ", "[]string{", "}"));
    }
}
