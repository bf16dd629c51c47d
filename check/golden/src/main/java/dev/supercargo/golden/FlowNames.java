package dev.supercargo.golden;

import dev.supercargo.decisions.freight.FreightName;
import dev.supercargo.kube.apiserver.pki.Pki;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.LabelSelector;
import dev.supercargo.meta.ObjectKey;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Freight;
import dev.supercargo.model.Kinds;
import dev.supercargo.model.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The placeholders of a flow and what they stand for. What was seen once is remembered, as objects may be gone when
/// they
/// are spoken of.
final class FlowNames {
    private static final Pattern PLACEHOLDER = Pattern.compile("<([a-z]+)(?::([^<>]*))?>");

    private final FlowWorld world;
    private final String project;
    private final Map<String, KubeObject> freight = new ConcurrentHashMap<>();
    private final Map<String, TreeSet<String>> promotions = new TreeMap<>();
    private final Map<String, TreeSet<String>> runs = new TreeMap<>();
    private final Map<String, List<String>> verifications = new TreeMap<>();

    FlowNames(FlowWorld world, String project) {
        this.world = world;
        this.project = project;
    }

    /// An object that a flow names.
    record Named(ResourceType type, ObjectKey key) {}

    String project() {
        return project;
    }

    String repository(String name) {
        return project + "-" + name;
    }

    /// The object of `Kind/name`.
    Named named(String place) {
        return find(place).orElseThrow(() -> new IllegalStateException("nothing is called " + place));
    }

    Optional<Named> find(String place) {
        int slash = place.indexOf('/');
        ResourceType type = FlowWorld.type(place.substring(0, slash));
        return resolved(place.substring(slash + 1))
                .map(name -> new Named(type, new ObjectKey(type.namespaced() ? project : "", name)));
    }

    /// The text with everything filled in.
    String fill(String text) {
        return resolved(text).orElseThrow(() -> new IllegalStateException("cannot fill in " + text));
    }

    /// The text with everything filled in, or empty where something does not exist yet.
    Optional<String> resolved(String text) {
        var out = new StringBuilder();
        Matcher placeholder = PLACEHOLDER.matcher(text);
        while (placeholder.find()) {
            Optional<String> value = value(placeholder.group());
            if (value.isEmpty()) {
                return Optional.empty();
            }
            placeholder.appendReplacement(out, Matcher.quoteReplacement(value.get()));
        }
        return Optional.of(placeholder.appendTail(out).toString());
    }

    /// What one placeholder stands for, or empty where that cannot be told (yet, or because it stands for many things).
    Optional<String> value(String placeholder) {
        Matcher parts = PLACEHOLDER.matcher(placeholder);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String of = parts.group(2) == null ? "" : parts.group(2);
        return switch (parts.group(1)) {
            case "project" -> Optional.of(project);
            case "repo" -> Optional.of(world.git().url(repository(of)).toString());
            case "git" -> Optional.of(gitRoot());
            case "gate" -> Optional.of(gitRoot() + "/gate/" + project);
            case "me" -> Optional.of("kubernetes:" + Pki.ADMINISTRATOR);
            case "now" ->
                Optional.of(Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
            case "commit" -> commit(of);
            case "freight" -> freightName(of);
            case "promotion" -> nth(promotions, of);
            case "analysisrun" -> nth(runs, of);
            case "verification" -> verification(of);
            default -> Optional.empty();
        };
    }

    private String gitRoot() {
        return "http://127.0.0.1:" + world.git().port();
    }

    private Optional<String> commit(String of) {
        String[] parts = of.split("#", 2);
        String[] place = parts[0].split("@", 2);
        try {
            List<String> commits = world.commits(repository(place[0]), place.length > 1 ? place[1] : "main");
            int number = Integer.parseInt(parts[1]);
            return number <= commits.size() ? Optional.of(commits.get(number - 1)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// The name of Freight `W:R#n`, checked against the formula.
    private Optional<String> freightName(String of) {
        look();
        int colon = of.indexOf(':');
        String warehouse = of.substring(0, colon);
        Optional<String> commit = commit(of.substring(colon + 1));
        return freight.values().stream()
                .filter(piece -> Json.text(piece.view(), "origin", "name").equals(Optional.of(warehouse))
                        && Json.list(piece.view(), "commits").stream()
                                .anyMatch(c ->
                                        commit.isPresent() && Json.text(c, "id").equals(commit)))
                .filter(piece -> piece.name().equals(FreightName.of(piece.view())))
                .map(KubeObject::name)
                .findFirst();
    }

    /// The FreightReference of `W:R#n`.
    Optional<Map<String, Object>> reference(String of) {
        return freightName(of)
                .map(freight::get)
                .map(piece -> Wire.write(Freight.read(piece).reference()));
    }

    Optional<KubeObject> freight(String name) {
        look();
        return Optional.ofNullable(freight.get(name));
    }

    private Optional<String> nth(Map<String, ? extends Set<String>> known, String of) {
        look();
        String[] parts = of.split("#", 2);
        List<String> names = new ArrayList<>(
                Optional.<Set<String>>ofNullable(known.get(parts[0])).orElse(Set.of()));
        int number = Integer.parseInt(parts[1]);
        return number <= names.size() ? Optional.of(names.get(number - 1)) : Optional.empty();
    }

    private Optional<String> verification(String of) {
        look();
        String[] parts = of.split("#", 2);
        List<String> known = verifications.getOrDefault(parts[0], List.of());
        int number = Integer.parseInt(parts[1]);
        return number <= known.size() ? Optional.of(known.get(number - 1)) : Optional.empty();
    }

    /// Sees what there is.
    private void look() {
        for (KubeObject piece : list(Kinds.FREIGHT)) {
            freight.put(piece.name(), piece);
        }
        for (KubeObject promotion : list(Kinds.PROMOTION)) {
            String stage = Json.text(promotion.view(), "spec", "stage").orElse("");
            promotions.computeIfAbsent(stage, _ -> new TreeSet<>()).add(promotion.name());
        }
        for (KubeObject run : list(Kinds.ANALYSIS_RUN)) {
            String stage = run.labels().getOrDefault("kargo.akuity.io/stage", "");
            runs.computeIfAbsent(stage, _ -> new TreeSet<>()).add(run.name());
        }
        for (KubeObject stage : list(Kinds.STAGE)) {
            List<String> known = verifications.computeIfAbsent(stage.name(), _ -> new ArrayList<>());
            for (Object held :
                    Json.list(stage.view(), "status", "freightHistory").reversed()) {
                for (Object entry : Json.list(held, "verificationHistory").reversed()) {
                    String id = Json.text(entry, "id").orElse("");
                    if (!known.contains(id)) {
                        known.add(id);
                    }
                }
            }
        }
    }

    private List<KubeObject> list(ResourceType type) {
        return world.kube().list(type, project, LabelSelector.EVERYTHING);
    }
}
