package dev.supercargo.decisions.problem;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Something that keeps an object from progressing.
///
/// @param code what kind of problem, stable
/// @param subject the object that does not progress
/// @param wish what should have happened, such as `promote Freight "ab12" automatically`
/// @param obstacle what stood in the way, in words
/// @param since when it began, as far as the objects tell
/// @param next when it is looked at again without anybody's doing, or can change by itself
/// @param remedy what to do
public record Problem(
        ProblemCode code,
        ProblemSubject subject,
        String wish,
        String obstacle,
        Instant since,
        Optional<Instant> next,
        Remedy remedy) {
    /// Newest first, then by subject and code.
    public static final Comparator<Problem> NEWEST_FIRST = Comparator.comparing(Problem::since)
            .reversed()
            .thenComparing(problem -> problem.subject().toString())
            .thenComparing(Problem::code);

    /// The same problem, known to have begun at another moment.
    public Problem lasting(Instant sinceThen) {
        return new Problem(code, subject, wish, obstacle, sinceThen, next, remedy);
    }

    /// What was wished and what stood in the way, in one sentence.
    public String sentence() {
        return wish.isEmpty() ? obstacle : "cannot " + wish + ": " + obstacle;
    }

    /// Whether an audit found it, so that no particular wish failed: whoever lacks the permission tells
    /// of it, and who reads it in a condition need not.
    public boolean isAudited() {
        return code == ProblemCode.PERMISSION_MISSING && wish.isEmpty();
    }

    /// What makes this problem another than that one: code, subject, and where a permission is missing,
    /// which. Moments and wording do not.
    public String identity() {
        String permission = remedy.permission()
                .filter(_ -> code == ProblemCode.PERMISSION_MISSING)
                .map(missing -> String.join(
                        "|", missing.user(), missing.verb(), missing.group(), missing.resource(), missing.namespace()))
                .orElse("");
        return String.join("|", code.word(), subject.toString(), permission);
    }

    /// The problem as a document, as the API and `supercargo problems` show it.
    public Map<String, Object> tree() {
        var about = new LinkedHashMap<String, Object>();
        about.put("apiVersion", subject.type().apiVersion());
        about.put("kind", subject.type().kind());
        if (!subject.key().namespace().isEmpty()) {
            about.put("namespace", subject.key().namespace());
        }
        about.put("name", subject.key().name());
        var fix = new LinkedHashMap<String, Object>();
        fix.put("text", remedy.text());
        remedy.permission().ifPresent(missing -> {
            fix.put("missing", missing.sentence());
            fix.put("rule", missing.rule());
            fix.put("yaml", remedy.yaml());
        });
        var tree = new LinkedHashMap<String, Object>();
        tree.put("code", code.word());
        tree.put("subject", about);
        tree.put("project", subject.project());
        tree.put("wish", wish);
        tree.put("obstacle", obstacle);
        tree.put("since", since.toString());
        next.ifPresent(moment -> tree.put("next", moment.toString()));
        tree.put("remedy", fix);
        return tree;
    }

    /// The name of the one Event about this problem: the same from every process that finds it and however often, and
    /// another one when it comes back after it was gone.
    public String eventName() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((identity() + "|" + since.getEpochSecond()).getBytes(StandardCharsets.UTF_8));
            String name = subject.key().name();
            String stem = name.length() > 230 ? name.substring(0, 230) : name;
            return stem + "." + HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
