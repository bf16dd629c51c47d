package dev.supercargo.kube.apiserver.cel;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.supercargo.kube.apiserver.schema.GoPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// `find`, `findAll` and `format` of strings.
final class TextFunctions {
    private TextFunctions() {}

    static void addTo(Library library) {
        var texts = ListType.create(SimpleType.STRING);
        library.method("find", SimpleType.STRING, List.of(SimpleType.STRING, SimpleType.STRING), args -> {
            Matcher matcher = pattern((String) args[1]).matcher((String) args[0]);
            return matcher.find() ? matcher.group() : "";
        });
        library.method(
                "findAll",
                texts,
                List.of(SimpleType.STRING, SimpleType.STRING),
                args -> findAll((String) args[0], (String) args[1], -1));
        library.method(
                "findAll",
                texts,
                List.of(SimpleType.STRING, SimpleType.STRING, SimpleType.INT),
                args -> findAll((String) args[0], (String) args[1], (Long) args[2]));
        library.method(
                "format",
                SimpleType.STRING,
                List.of(SimpleType.STRING, ListType.create(SimpleType.DYN)),
                args -> Formatting.format((String) args[0], (List<?>) args[1]));
    }

    private static List<String> findAll(String text, String regex, long limit) {
        Matcher matcher = pattern(regex).matcher(text);
        var found = new ArrayList<String>();
        while ((limit < 0 || found.size() < limit) && matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    private static Pattern pattern(String regex) {
        Optional<String> problem = GoPattern.problem(regex);
        if (problem.isPresent()) {
            throw new RuleFailure("Illegal regex: " + problem.get());
        }
        return Pattern.compile(regex);
    }
}
