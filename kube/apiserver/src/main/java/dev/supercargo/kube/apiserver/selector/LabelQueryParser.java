package dev.supercargo.kube.apiserver.selector;

import dev.supercargo.kube.apiserver.ApiError;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.Names;
import dev.supercargo.kube.apiserver.selector.LabelQuery.Term;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Reads `k=v,k in (a,b),!k,k>1`.
///
/// ```
/// selector    := requirement { ',' requirement }
/// requirement := '!' key | key [ operator ]
/// operator    := ('=' | '==' | '!=' | '>' | '<') [ value ] | ('in' | 'notin') '(' [ value ] { ',' [ value ] } ')'
/// ```
final class LabelQueryParser {
    private final List<String> tokens;
    private int next;

    LabelQueryParser(String text) {
        this.tokens = tokens(text);
    }

    List<Term> parse() {
        List<Term> terms = LabelQuery.none();
        if (tokens.isEmpty()) {
            return terms;
        }
        while (true) {
            String token = peek();
            if (!isWord(token) && !token.equals("!")) {
                throw ApiError.badRequest("found '" + token + "', expected: !, identifier, or 'end of string'");
            }
            terms.add(requirement());
            String after = take();
            if (after.isEmpty()) {
                return terms;
            }
            if (!after.equals(",")) {
                throw ApiError.badRequest("found '" + after + "', expected: ',' or 'end of string'");
            }
            String following = peek();
            if (!isWord(following) && !following.equals("!")) {
                throw ApiError.badRequest("found '" + following + "', expected: identifier after ','");
            }
        }
    }

    private Term requirement() {
        boolean absent = peek().equals("!");
        if (absent) {
            take();
        }
        String key = take();
        if (!isWord(key)) {
            throw refused("found '" + key + "', expected: identifier");
        }
        Names.qualified(key).stream().findFirst().ifPresent(problem -> {
            throw refused("<nil>: Invalid value: " + FieldError.quote(key) + ": " + problem);
        });
        if (absent) {
            return new Term.Absent(key);
        }
        String operator = peek();
        if (operator.isEmpty() || operator.equals(",")) {
            return new Term.Exists(key);
        }
        take();
        return switch (operator) {
            case "in" -> new Term.In(key, checked(key, set()));
            case "notin" -> new Term.NotIn(key, checked(key, set()));
            case "=", "==" -> new Term.In(key, checked(key, List.of(value())));
            case "!=" -> new Term.NotIn(key, checked(key, List.of(value())));
            case ">" -> new Term.Greater(key, number(value()));
            case "<" -> new Term.Less(key, number(value()));
            default -> throw refused("found '" + operator + "', expected: in, notin, =, ==, !=, gt, lt");
        };
    }

    private String value() {
        String token = peek();
        if (token.isEmpty() || token.equals(",")) {
            return "";
        }
        take();
        if (!isWord(token)) {
            throw refused("found '" + token + "', expected: identifier");
        }
        return token;
    }

    private List<String> set() {
        String open = take();
        if (!open.equals("(")) {
            throw refused("found '" + open + "' expected: '('");
        }
        var values = new TreeSet<String>();
        boolean wanted = true;
        boolean first = true;
        while (true) {
            String token = take();
            if (token.equals(")")) {
                if (wanted) {
                    values.add("");
                }
                return List.copyOf(values);
            } else if (token.equals(",")) {
                if (wanted) {
                    values.add("");
                }
                wanted = true;
                first = false;
            } else if (isWord(token) && wanted) {
                values.add(token);
                wanted = false;
                first = false;
            } else {
                String expected = !wanted ? "',' or ')'" : first ? "',', ')' or identifier" : "',', or identifier";
                throw refused("found '" + token + "', expected: " + expected);
            }
        }
    }

    private static List<String> checked(String key, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            String value = values.get(i);
            Optional<String> problem = Names.labelValue(value).stream().findFirst();
            if (problem.isPresent()) {
                throw refused("values[" + i + "][" + key + "]: Invalid value: " + FieldError.quote(value) + ": "
                        + problem.get());
            }
        }
        return values;
    }

    private static long number(String value) {
        if (!LabelQuery.isInteger(value)) {
            throw refused("values[0]: Invalid value: " + FieldError.quote(value)
                    + ": for 'Gt', 'Lt' operators, the value must be an integer");
        }
        return Long.parseLong(value);
    }

    private static ApiError refused(String why) {
        return ApiError.badRequest("unable to parse requirement: " + why);
    }

    private String peek() {
        return next < tokens.size() ? tokens.get(next) : "";
    }

    private String take() {
        String token = peek();
        next++;
        return token;
    }

    private static boolean isWord(String token) {
        return !token.isEmpty() && "=!(),<>".indexOf(token.charAt(0)) < 0;
    }

    private static List<String> tokens(String text) {
        var tokens = new ArrayList<String>();
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (Character.isWhitespace(c)) {
                i++;
            } else if ("=!<>".indexOf(c) >= 0) {
                boolean two = i + 1 < text.length() && text.charAt(i + 1) == '=' && (c == '=' || c == '!');
                tokens.add(text.substring(i, i + (two ? 2 : 1)));
                i += two ? 2 : 1;
            } else if ("(),".indexOf(c) >= 0) {
                tokens.add(String.valueOf(c));
                i++;
            } else {
                int start = i;
                while (i < text.length()
                        && "=!<>(),".indexOf(text.charAt(i)) < 0
                        && !Character.isWhitespace(text.charAt(i))) {
                    i++;
                }
                tokens.add(text.substring(start, i));
            }
        }
        return tokens;
    }
}
