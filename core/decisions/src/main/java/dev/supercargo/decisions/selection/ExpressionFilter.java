package dev.supercargo.decisions.selection;

import dev.supercargo.expr.Environment;
import dev.supercargo.expr.ExpressionException;
import dev.supercargo.expr.Expressions;
import dev.supercargo.expr.GoBoolean;
import dev.supercargo.expr.value.Moment;
import dev.supercargo.meta.GoText;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The `expressionFilter` of a subscription: a bare expression over what is known of a commit or tag; a
/// name that is not
/// known is null (sources.md 2.5).
final class ExpressionFilter {
    private final String source;
    private final Environment surroundings;

    private ExpressionFilter(String source, Environment surroundings) {
        this.source = source;
        this.surroundings = surroundings;
    }

    /// Compiles it; the empty text lets everything pass.
    static ExpressionFilter of(String source) {
        if (!source.isEmpty()) {
            try {
                Expressions.check(source, Environment.of(Map.of()));
            } catch (ExpressionException e) {
                throw new SelectionException("error compiling filter expression: " + e.getMessage());
            }
        }
        return new ExpressionFilter(source, Environment.of(Map.of()));
    }

    /// The same at this time: what `now()` tells.
    ExpressionFilter at(Instant now) {
        return new ExpressionFilter(source, surroundings.at(now));
    }

    boolean accepts(CommitFacts commit) {
        if (source.isEmpty()) {
            return true;
        }
        Map<String, Object> variables = variables(commit);
        variables.put("commitDate", Moment.of(commit.date()));
        try {
            return bool(Expressions.evaluate(source, surroundings.withAll(variables)));
        } catch (ExpressionException | SelectionException e) {
            throw new SelectionException("error evaluating filter expression: " + e.getMessage());
        }
    }

    boolean accepts(TagFacts tag) {
        if (source.isEmpty()) {
            return true;
        }
        Map<String, Object> variables = variables(tag.commit());
        variables.put("tag", tag.tag());
        variables.put("creatorDate", Moment.of(tag.created()));
        variables.put("tagger", tag.tagger());
        variables.put("annotation", tag.annotation());
        try {
            return bool(Expressions.evaluate(source, surroundings.withAll(variables)));
        } catch (ExpressionException e) {
            throw new SelectionException("error evaluating tag filter expression: " + e.getMessage());
        } catch (SelectionException e) {
            throw e.within("error parsing expression result");
        }
    }

    private static Map<String, Object> variables(CommitFacts commit) {
        var variables = new LinkedHashMap<String, Object>();
        variables.put("id", commit.id());
        variables.put("author", commit.author());
        variables.put("committer", commit.committer());
        variables.put("subject", commit.subject());
        return variables;
    }

    private static boolean bool(@Nullable Object result) {
        return GoBoolean.of(result)
                .orElseThrow(() -> new SelectionException("strconv.ParseBool: parsing "
                        + GoText.quote(dev.supercargo.expr.value.GoText.of(result)) + ": invalid syntax"));
    }
}
