package dev.supercargo.kube.apiserver.cel;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.OptionalType;
import dev.cel.common.types.SimpleType;
import dev.supercargo.kube.apiserver.schema.Formats;
import dev.supercargo.kube.apiserver.schema.Names;
import java.util.List;
import java.util.Optional;

/// Named formats of strings: `format.dns1123Label().validate(self)` is empty where the text fits.
final class FormatFunctions {
    private static final CelType FORMAT = OpaqueType.create("kubernetes.NamedFormat");

    private static final List<String> NAMES = List.of(
            "dns1123Label",
            "dns1123Subdomain",
            "dns1035Label",
            "qualifiedName",
            "labelValue",
            "dns1123LabelPrefix",
            "dns1123SubdomainPrefix",
            "dns1035LabelPrefix",
            "uri",
            "uuid",
            "byte",
            "date",
            "datetime");

    /// A format that has a name.
    record NamedFormat(String name) {
        List<String> problems(String text) {
            return switch (name) {
                case "dns1123Label" -> Names.label(text);
                case "dns1123Subdomain" -> Names.subdomain(text);
                case "dns1035Label" -> Names.label1035(text);
                case "qualifiedName" -> Names.qualified(text);
                case "labelValue" -> Names.labelValue(text);
                case "dns1123LabelPrefix" -> Names.label(prefix(text));
                case "dns1123SubdomainPrefix" -> Names.subdomain(prefix(text));
                case "dns1035LabelPrefix" -> Names.label1035(prefix(text));
                default -> Formats.fits(name, text) ? List.of() : List.of("invalid " + name);
            };
        }
    }

    private FormatFunctions() {}

    static void addTo(Library library) {
        library.type(FORMAT, NamedFormat.class);
        NAMES.forEach(name -> library.function("format." + name, FORMAT, List.of(), _ -> new NamedFormat(name)));
        library.function(
                "format.named",
                OptionalType.create(FORMAT),
                List.of(SimpleType.STRING),
                args -> NAMES.contains((String) args[0])
                        ? Optional.of(new NamedFormat((String) args[0]))
                        : Optional.empty());
        library.method(
                "validate",
                OptionalType.create(ListType.create(SimpleType.STRING)),
                List.of(FORMAT, SimpleType.STRING),
                args -> {
                    List<String> problems = ((NamedFormat) args[0]).problems((String) args[1]);
                    return problems.isEmpty() ? Optional.empty() : Optional.of(problems);
                });
    }

    /// A prefix of names may end in a dash.
    private static String prefix(String text) {
        return text.endsWith("-") ? text.substring(0, text.length() - 1) + "a" : text;
    }
}
