package dev.supercargo.kube.apiserver.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// The shapes of names in Kubernetes. Each check answers what is wrong, in Kubernetes' words; empty when nothing is.
public final class Names {
    private static final String SUBDOMAIN_FORM = "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";
    private static final String LABEL_FORM = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
    private static final String LABEL_1035_FORM = "[a-z]([-a-z0-9]*[a-z0-9])?";
    private static final String NAME_PART_FORM = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
    private static final String LABEL_VALUE_FORM = "(" + NAME_PART_FORM + ")?";
    private static final String CONFIG_KEY_FORM = "[-._a-zA-Z0-9]+";

    // Possessive and unambiguous forms of the expressions that the messages show, so that matching cannot back-track.
    private static final Pattern LABEL = Pattern.compile("[a-z0-9]++(?:-++[a-z0-9]++)*+");
    private static final Pattern SUBDOMAIN = Pattern.compile(LABEL.pattern() + "(?:\\." + LABEL.pattern() + ")*+");
    private static final Pattern LABEL_1035 = Pattern.compile("[a-z][a-z0-9]*+(?:-++[a-z0-9]++)*+");
    private static final Pattern NAME_PART = Pattern.compile("[A-Za-z0-9]++(?:[-_.]++[A-Za-z0-9]++)*+");
    private static final Pattern CONFIG_KEY = Pattern.compile(CONFIG_KEY_FORM);

    private static final String ALPHANUMERIC =
            "must consist of alphanumeric characters, '-', '_' or '.', and must start "
                    + "and end with an alphanumeric character ";
    private static final String NAME_PART_TEXT = ALPHANUMERIC
            + "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '" + NAME_PART_FORM + "')";

    private Names() {}

    /// A DNS subdomain (RFC 1123) of at most 253 characters.
    public static List<String> subdomain(String name) {
        var problems = new ArrayList<String>();
        if (name.length() > 253) {
            problems.add("must be no more than 253 characters");
        }
        if (!SUBDOMAIN.matcher(name).matches()) {
            problems.add(
                    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', "
                            + "and must start and end with an alphanumeric character (e.g. 'example.com', regex used for "
                            + "validation is '" + SUBDOMAIN_FORM + "')");
        }
        return problems;
    }

    /// A DNS label (RFC 1123) of at most 63 characters.
    public static List<String> label(String name) {
        var problems = new ArrayList<String>();
        if (name.length() > 63) {
            problems.add("must be no more than 63 characters");
        }
        if (!LABEL.matcher(name).matches()) {
            problems.add(
                    SUBDOMAIN.matcher(name).matches()
                            ? "must not contain dots"
                            : "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and "
                                    + "must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', "
                                    + "regex used for validation is '" + LABEL_FORM + "')");
        }
        return problems;
    }

    /// A DNS label as in RFC 1035: it starts with a letter.
    public static List<String> label1035(String name) {
        var problems = new ArrayList<String>();
        if (name.length() > 63) {
            problems.add("must be no more than 63 characters");
        }
        if (!LABEL_1035.matcher(name).matches()) {
            problems.add("a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an "
                    + "alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', "
                    + "regex used for validation is '" + LABEL_1035_FORM + "')");
        }
        return problems;
    }

    /// A name that may stand as one segment of a URL's path.
    public static List<String> pathSegment(String name) {
        if (name.equals(".") || name.equals("..")) {
            return List.of("may not be '" + name + "'");
        }
        var problems = new ArrayList<String>();
        for (String sign : List.of("/", "%")) {
            if (name.contains(sign)) {
                problems.add("may not contain '" + sign + "'");
            }
        }
        return problems;
    }

    /// A qualified name: up to 63 characters, optionally after a DNS subdomain and a slash.
    public static List<String> qualified(String name) {
        String[] parts = name.split("/", -1);
        if (parts.length > 2) {
            return List.of("a valid label key " + NAME_PART_TEXT
                    + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
        }
        var problems = new ArrayList<String>();
        if (parts.length == 2) {
            if (parts[0].isEmpty()) {
                problems.add("prefix part must be non-empty");
            } else {
                subdomain(parts[0]).forEach(problem -> problems.add("prefix part " + problem));
            }
        }
        String last = parts[parts.length - 1];
        if (last.isEmpty()) {
            problems.add("name part must be non-empty");
        } else if (last.length() > 63) {
            problems.add("name part must be no more than 63 bytes");
        }
        if (!NAME_PART.matcher(last).matches()) {
            problems.add("name part " + NAME_PART_TEXT);
        }
        return problems;
    }

    /// The value of a label.
    public static List<String> labelValue(String value) {
        var problems = new ArrayList<String>();
        if (value.length() > 63) {
            problems.add("must be no more than 63 bytes");
        }
        if (!value.isEmpty() && !NAME_PART.matcher(value).matches()) {
            problems.add("a valid label must be an empty string or consist of"
                    + ALPHANUMERIC.substring("must consist of".length())
                    + "(e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '"
                    + LABEL_VALUE_FORM
                    + "')");
        }
        return problems;
    }

    /// The key of an entry of a Secret or ConfigMap.
    public static List<String> configKey(String key) {
        var problems = new ArrayList<String>();
        if (key.length() > 253) {
            problems.add("must be no more than 253 characters");
        }
        if (!CONFIG_KEY.matcher(key).matches()) {
            problems.add(
                    "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name', "
                            + " or 'KEY_NAME',  or 'key-name', regex used for validation is '" + CONFIG_KEY_FORM
                            + "')");
        }
        if (key.equals(".")) {
            problems.add("must not be '.'");
        } else if (key.equals("..")) {
            problems.add("must not be '..'");
        } else if (key.startsWith("..")) {
            problems.add("must not start with '..'");
        }
        return problems;
    }
}
