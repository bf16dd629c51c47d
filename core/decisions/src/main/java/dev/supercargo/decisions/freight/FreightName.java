package dev.supercargo.decisions.freight;

import dev.supercargo.decisions.selection.url.RepositoryUrls;
import dev.supercargo.meta.GoText;
import dev.supercargo.meta.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The name of Freight: 40 hexadecimal digits that depend on its origin and its artifacts only (resources.md 4.1).
/// Equal artifacts from one Warehouse have one name, in whatever order they are listed.
public final class FreightName {
    private FreightName() {}

    /// The name of Freight with the wire fields `origin`, `commits`, `images`, `charts`, `artifacts`.
    public static String of(Map<String, Object> freight) {
        var parts = new ArrayList<String>();
        Json.list(freight, "commits").forEach(item -> parts.add(named(commit(item), item)));
        Json.list(freight, "images").forEach(item -> parts.add(named(image(item), item)));
        Json.list(freight, "charts").forEach(item -> parts.add(named(chart(item), item)));
        Json.list(freight, "artifacts")
                .forEach(item -> parts.add(text(item, "artifactType") + ":" + text(item, "subscriptionName") + ":"
                        + text(item, "version")));
        parts.sort(GoText.BY_BYTES);
        String origin =
                text(Json.object(freight, "origin"), "kind") + "/" + text(Json.object(freight, "origin"), "name");
        return sha1(origin + ":" + String.join("|", parts));
    }

    /// The id of a collection: a digest of the names of its Freight (resources.md 4.4).
    public static String ofCollection(List<String> freightNames) {
        return sha1(
                String.join(",", freightNames.stream().sorted(GoText.BY_BYTES).toList()));
    }

    private static String commit(Object item) {
        String tag = text(item, "tag");
        return RepositoryUrls.git(text(item, "repoURL")) + ":" + (tag.isEmpty() ? "" : tag + ":") + text(item, "id");
    }

    /// The image's URL takes part as it is written, not normalised.
    private static String image(Object item) {
        return text(item, "repoURL") + ":" + text(item, "tag") + "@" + text(item, "digest");
    }

    private static String chart(Object item) {
        return chartKey(text(item, "repoURL"), text(item, "name")) + ":" + text(item, "version");
    }

    /// What makes a chart the same chart in any version: its repository, normalised, and its name, joined as a path.
    public static String chartKey(String repoUrl, String name) {
        return joined(RepositoryUrls.chart(repoUrl), name);
    }

    private static String named(String part, Object item) {
        String subscription = text(item, "subscriptionName");
        return subscription.isEmpty() ? part : part + ":" + subscription;
    }

    /// Joined and cleaned as a path; that makes `https:/host` of `https://host`, which the names of all HTTP charts
    /// therefore contain.
    private static String joined(String url, String name) {
        String path = String.join(
                "/", Stream.of(url, name).filter(part -> !part.isEmpty()).toList());
        if (path.isEmpty()) {
            return "";
        }
        boolean rooted = path.startsWith("/");
        var clean = new ArrayDeque<String>();
        for (String segment : path.split("/", -1)) {
            boolean canGoUp = !clean.isEmpty() && !clean.getLast().equals("..");
            if (segment.equals("..") && canGoUp) {
                clean.removeLast();
            } else if (!segment.isEmpty() && !segment.equals(".") && !(rooted && segment.equals(".."))) {
                clean.addLast(segment);
            }
        }
        String joined = (rooted ? "/" : "") + String.join("/", clean);
        return joined.isEmpty() ? "." : joined;
    }

    private static String text(Object item, String field) {
        return Json.text(item, field).orElse("");
    }

    private static String sha1(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }
}
