package dev.supercargo.conformance;

import dev.supercargo.access.Grant;
import dev.supercargo.cli.Commands;
import dev.supercargo.decisions.inspection.PermissionsCondition;
import dev.supercargo.decisions.problem.Problem;
import dev.supercargo.decisions.problem.ProblemCode;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.KubeObject;
import dev.supercargo.meta.ResourceType;
import dev.supercargo.model.Kinds;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import picocli.CommandLine;

/// The channels in which a running system shows its missing permissions, read as its users read them: over HTTP, from
/// the command's output, from Events.
final class Showing implements AutoCloseable {
    private static final String CODE = ProblemCode.PERMISSION_MISSING.word();

    private final Desk desk;
    private final HttpClient http = HttpClient.newHttpClient();

    Showing(Desk desk) {
        this.desk = desk;
    }

    /// The `supercargo` of this test.
    @CommandLine.Command(name = "supercargo")
    private static final class Root {}

    /// Whether `GET /v1beta1/problems` lists it: code, subject, words and remedy.
    boolean isInRest(Problem problem) {
        return rest().stream()
                .anyMatch(listed -> Desk.text(listed, "code").equals(CODE)
                        && Desk.text(listed, "subject", "kind")
                                .equals(problem.subject().type().kind())
                        && Desk.text(listed, "subject", "name")
                                .equals(problem.subject().key().name())
                        && Desk.text(listed, "obstacle").equals(problem.obstacle())
                        && Desk.text(listed, "remedy", "yaml")
                                .equals(problem.remedy().yaml()));
    }

    /// What the REST API lists.
    private List<Object> rest() {
        return Json.list(Json.parse(get("/v1beta1/problems")), "problems");
    }

    /// What `supercargo problems` prints.
    String command() {
        var text = new ByteArrayOutputStream();
        PrintStream before = System.out;
        try (var out = new PrintStream(text, true, StandardCharsets.UTF_8)) {
            System.setOut(out);
            CommandLine commands = new CommandLine(new Root());
            Commands.addTo(commands);
            int status = commands.execute("problems", "--server", desk.rest());
            if (status != 0) {
                throw new AssertionError("supercargo problems: exit status " + status);
            }
        } finally {
            System.setOut(before);
        }
        return text.toString(StandardCharsets.UTF_8);
    }

    /// How many of its code the metric counts in its Project.
    double metric(Problem problem) {
        String project = "project=\"" + problem.subject().project() + "\"";
        return metrics(line -> line.contains(project));
    }

    private double metrics(Predicate<String> which) {
        return get("/metrics")
                .lines()
                .filter(line -> line.startsWith("supercargo_problems{") && line.contains("code=\"" + CODE + "\""))
                .filter(which)
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /// The Warnings that tell of a problem.
    List<KubeObject> events(Problem problem) {
        return desk.events("", CODE).stream()
                .filter(event -> Desk.text(event.view(), "type").equals("Warning"))
                .filter(event -> Desk.text(event.view(), "involvedObject", "name")
                        .equals(problem.subject().key().name()))
                .filter(event -> Desk.text(event.view(), "message").startsWith(problem.obstacle()))
                .toList();
    }

    /// Where a grant that was given back is still said to be missing; the metric counts all of them.
    List<String> remaining(Grant grant) {
        var remaining = new ArrayList<String>();
        rest().stream()
                .filter(listed -> Desk.text(listed, "code").equals(CODE))
                .map(listed -> "REST: " + Desk.text(listed, "obstacle"))
                .forEach(remaining::add);
        command()
                .lines()
                .filter(line -> line.startsWith(CODE))
                .map(line -> "command: " + line)
                .forEach(remaining::add);
        if (metrics(_ -> true) > 0) {
            remaining.add("metric");
        }
        desk.permissionProblems(grant.component()).forEach(problem -> remaining.add("audit: " + problem.obstacle()));
        for (ResourceType type : List.of(Kinds.CLUSTER_CONFIG, Kinds.PROJECT, Kinds.STAGE)) {
            desk.all(type, "").stream()
                    .filter(holder -> !desk.condition(type, holder.key(), PermissionsCondition.TYPE)
                            .isEmpty())
                    .forEach(holder -> remaining.add("condition of " + holder.key()));
        }
        return remaining;
    }

    private String get(String path) {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(desk.rest() + path)).build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(path + ": " + answer.statusCode() + " " + answer.body());
            }
            return answer.body();
        } catch (IOException e) {
            throw new AssertionError(path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(path, e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
