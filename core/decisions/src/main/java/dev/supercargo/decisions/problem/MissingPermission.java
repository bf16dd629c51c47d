package dev.supercargo.decisions.problem;

import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.Yaml;
import dev.supercargo.model.Kinds;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A permission that somebody lacks.
///
/// @param user the user name as the API server knows it, such as `system:serviceaccount:kargo:kargo-controller`
/// @param verb such as `create`
/// @param group API group, empty for the core group
/// @param resource plural, with its subresource, such as `stages/finalizers`
/// @param namespace where it is missing, empty for everywhere
/// @param names of the only objects that it is about, empty for all
public record MissingPermission(
        String user, String verb, String group, String resource, String namespace, List<String> names) {
    public MissingPermission {
        names = List.copyOf(names);
    }

    /// About all objects.
    public MissingPermission(String user, String verb, String group, String resource, String namespace) {
        this(user, verb, group, resource, namespace, List.of());
    }

    private static final String ACCOUNT = "system:serviceaccount:";
    /// How API servers put it: `User "u" cannot create resource "promotions" in API group "g" in the namespace "n"`.
    private static final Pattern RBAC =
            Pattern.compile("(?:User \"(?<user>[^\"]+)\" )?cannot (?<verb>\\S+) resource \"(?<resource>[^\"]+)\""
                    + "(?: in API group \"(?<group>[^\"]*)\")?(?: in the namespace \"(?<namespace>[^\"]+)\")?");
    /// How admission puts it when somebody may not promote.
    private static final Pattern PROMOTE = Pattern.compile("subject \"([^\"]+)\" is not permitted to ");

    /// How the audit puts it ([#sentence]).
    private static final Pattern LACKS = Pattern.compile(
            "(?<user>[A-Za-z0-9:._@-]+) lacks (?<verb>[a-z]+) on (?<plural>[a-z]+)(?:\\.(?<group>[a-z0-9.-]+))?"
                    + "(?<sub>/[a-z]+)?(?<names> \"[^\"]+\"(?:, \"[^\"]+\")*)?"
                    + " \\((?:cluster-wide|in namespace (?<namespace>[a-z0-9-]+))\\)");

    private static final String COMPONENTS = "system:serviceaccount:kargo:";
    private static final String FINALIZERS = "cannot set blockOwnerDeletion";

    /// Every missing permission that a text tells of, none twice: the words of API servers, of admission, and
    /// [#sentence].
    ///
    /// @param actor user name of whoever was refused, where the text does not say
    /// @param namespace where it happened, where the text does not say
    public static List<MissingPermission> in(String text, String actor, String namespace) {
        var found = new LinkedHashSet<MissingPermission>();
        Matcher rbac = RBAC.matcher(text);
        while (rbac.find()) {
            found.add(new MissingPermission(
                    orElse(rbac.group("user"), actor),
                    rbac.group("verb"),
                    orElse(rbac.group("group"), ""),
                    rbac.group("resource"),
                    orElse(rbac.group("namespace"), "")));
        }
        Matcher promote = PROMOTE.matcher(text);
        while (promote.find()) {
            found.add(new MissingPermission(promote.group(1), "promote", Kinds.GROUP, "stages", namespace));
        }
        lacking(text).forEach(told -> found.add(told.missing()));
        if (text.contains(FINALIZERS)) {
            found.add(new MissingPermission(actor, "update", Kinds.GROUP, "stages/finalizers", namespace));
        }
        return List.copyOf(found);
    }

    /// A missing permission and the words that tell of it.
    public record Told(MissingPermission missing, String words) {}

    /// The missing permissions of a text of several [#sentence]s, each followed by its reason.
    public static List<Told> lacking(String text) {
        var found = new ArrayList<Told>();
        Matcher lacks = LACKS.matcher(text);
        boolean more = lacks.find();
        while (more) {
            int begin = lacks.start();
            MissingPermission missing = lacking(lacks);
            more = lacks.find();
            String words = text.substring(begin, more ? lacks.start() : text.length());
            found.add(new Told(missing, words.strip().replaceAll(";$", "")));
        }
        return List.copyOf(found);
    }

    private static MissingPermission lacking(Matcher lacks) {
        String user = lacks.group("user");
        String names = orElse(lacks.group("names"), "");
        return new MissingPermission(
                user.contains(":") || user.contains("@") ? user : COMPONENTS + user,
                lacks.group("verb"),
                orElse(lacks.group("group"), ""),
                lacks.group("plural") + orElse(lacks.group("sub"), ""),
                orElse(lacks.group("namespace"), ""),
                names.isEmpty()
                        ? List.of()
                        : List.of(names.strip().replace("\"", "").split(", ", -1)));
    }

    private static String orElse(@Nullable String text, String otherwise) {
        return text == null ? otherwise : text;
    }

    /// The rule as RBAC objects write it.
    public Map<String, Object> rule() {
        var rule = new LinkedHashMap<String, Object>();
        rule.put("apiGroups", List.<Object>of(group));
        rule.put("resources", List.<Object>of(resource));
        if (!names.isEmpty()) {
            rule.put("resourceNames", List.<Object>copyOf(names));
        }
        rule.put("verbs", List.<Object>of(verb));
        return rule;
    }

    /// The rule as an item of the `rules` of a role, in YAML.
    public String ruleYaml() {
        return Yaml.print(List.of(rule()));
    }

    /// A role and its binding that grant exactly this, ready for `kubectl apply -f -`: in the namespace where
    /// it is missing, else everywhere.
    public List<KubeObject> grants() {
        boolean everywhere = namespace.isEmpty();
        ObjectKey key = new ObjectKey(namespace, name());
        KubeObject role = KubeObject.named(everywhere ? Kinds.CLUSTER_ROLE : Kinds.ROLE, key)
                .with(new ArrayList<Object>(List.of(rule())), "rules");
        var reference = new LinkedHashMap<String, Object>();
        reference.put("apiGroup", Kinds.RBAC_GROUP);
        reference.put("kind", role.kind());
        reference.put("name", key.name());
        KubeObject binding = KubeObject.named(everywhere ? Kinds.CLUSTER_ROLE_BINDING : Kinds.ROLE_BINDING, key)
                .with(reference, "roleRef")
                .with(new ArrayList<Object>(List.of(subject())), "subjects");
        return List.of(role, binding);
    }

    /// The same objects as a YAML stream.
    public String grantsYaml() {
        return String.join(
                "---\n",
                grants().stream().map(object -> Yaml.print(object.view())).toList());
    }

    /// What is missing, in words.
    public String sentence() {
        String of = group.isEmpty() ? resource : plural() + "." + group + subresource();
        String where = namespace.isEmpty() ? "cluster-wide" : "in namespace " + namespace;
        String which = names.isEmpty() ? "" : " \"" + String.join("\", \"", names) + "\"";
        return shortUser() + " lacks " + verb + " on " + of + which + " (" + where + ")";
    }

    /// The same with the user's whole name, where the short one would be read as that of another
    /// installation's.
    public String unmistakably() {
        return (user.startsWith(ACCOUNT) && !user.startsWith(COMPONENTS) ? user : shortUser())
                + sentence().substring(shortUser().length());
    }

    private String name() {
        String about = ("supercargo-fix-" + shortUser() + "-" + verb + "-" + resource).toLowerCase(Locale.ROOT);
        String name = about.replaceAll("[^a-z0-9-]+", "-");
        return name.length() > 253 ? name.substring(0, 253) : name;
    }

    private String plural() {
        int slash = resource.indexOf('/');
        return slash < 0 ? resource : resource.substring(0, slash);
    }

    private String subresource() {
        int slash = resource.indexOf('/');
        return slash < 0 ? "" : resource.substring(slash);
    }

    private String shortUser() {
        return user.startsWith(ACCOUNT) ? user.substring(user.lastIndexOf(':') + 1) : user;
    }

    private Map<String, Object> subject() {
        var subject = new LinkedHashMap<String, Object>();
        String[] account = user.split(":", -1);
        if (user.startsWith(ACCOUNT) && account.length == 4) {
            subject.put("kind", "ServiceAccount");
            subject.put("name", account[3]);
            subject.put("namespace", account[2]);
        } else {
            subject.put("apiGroup", Kinds.RBAC_GROUP);
            subject.put("kind", "User");
            subject.put("name", user);
        }
        return subject;
    }
}
