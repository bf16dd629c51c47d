package dev.supercargo.promotion.http;

import dev.supercargo.expr.Environment;
import dev.supercargo.expr.value.Dictionary;
import dev.supercargo.expr.value.HostFunction;
import dev.supercargo.expr.value.Sequence;
import dev.supercargo.expr.value.Type;
import dev.supercargo.meta.GoDuration;
import dev.supercargo.meta.GoText;
import dev.supercargo.meta.Json;
import dev.supercargo.promotion.ExpressionOutputs;
import dev.supercargo.promotion.StepConfig;
import dev.supercargo.promotion.StepContext;
import dev.supercargo.promotion.StepFailure;
import dev.supercargo.promotion.StepOutcome;
import dev.supercargo.promotion.StepRunner;
import dev.supercargo.promotion.config.ConfigSchema;
import dev.supercargo.promotion.files.Words;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `http`: one request, and a judgement of its answer by expressions (steps.md 10.1).
///
/// ```
/// failure true ────────────────> failed
/// success true ────────────────> succeeded, with outputs
/// neither criterion given: 2xx > succeeded, with outputs; else asked again at the usual pace
/// anything else ───────────────> asked again after pollInterval
/// ```
public final class HttpStep implements StepRunner {
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration USUAL_POLL = Duration.ofSeconds(30);

    private final ConfigSchema schema = ConfigSchema.bundled(kind());
    private final Exchange exchange;

    /// @param environment the process' environment, for its proxies
    public HttpStep(Map<String, String> environment) {
        this.exchange = new Exchange(new Proxies(environment));
    }

    @Override
    public String kind() {
        return "http";
    }

    @Override
    public ConfigSchema schema() {
        return schema;
    }

    @Override
    public StepOutcome run(StepContext context) throws InterruptedException {
        Request request = request(context);
        Answer answer;
        try {
            answer = exchange.send(request);
        } catch (Exchange.TooLarge e) {
            return StepOutcome.errored("error building expression context from HTTP response: " + e.getMessage());
        } catch (IOException e) {
            return StepOutcome.errored("error sending HTTP request: " + e.getMessage());
        }
        return judge(context.config(), answer);
    }

    private static Request request(StepContext context) {
        StepConfig config = context.config();
        Address address;
        try {
            address = Address.parse(config.text("url"), config.items("queryParams"));
        } catch (IllegalArgumentException e) {
            throw StepFailure.erroredForGood(
                    "error building HTTP request: error creating HTTP request: " + e.getMessage());
        }
        Duration timeout = config.given("timeout")
                .map(text -> GoDuration.parse(text)
                        .orElseThrow(() -> StepFailure.erroredForGood("error creating HTTP client: error parsing"
                                + " timeout: " + GoText.quote(text) + " is not a duration such as 10s")))
                .orElse(USUAL_TIMEOUT);
        List<Request.Header> headers = config.items("headers").stream()
                .map(h -> new Request.Header(h.text("name"), h.text("value")))
                .toList();
        headers.forEach(HttpStep::checkHeader);
        return new Request(
                config.given("method").orElse("GET"),
                address,
                headers,
                body(context),
                config.flag("insecureSkipTLSVerify"),
                config.given("proxy"),
                timeout);
    }

    private static void checkHeader(Request.Header header) {
        boolean name = header.name().chars().allMatch(c -> c > ' ' && c < 0x7f && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0);
        boolean value = header.value().chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7f));
        if (!name || !value) {
            throw StepFailure.errored("error sending HTTP request: invalid header " + GoText.quote(header.name()));
        }
    }

    private static Optional<Request.Body> body(StepContext context) {
        Optional<String> file = context.config().given("bodyFromFile");
        if (file.isEmpty()) {
            return context.config().given("body").map(text -> new Request.Body(text.getBytes(StandardCharsets.UTF_8)));
        }
        String problem = "error building HTTP request: could not read bodyFromFile " + GoText.quote(file.get()) + ": ";
        try (InputStream in = Files.newInputStream(context.workDir().resolve(file.get()))) {
            byte[] bytes = in.readNBytes(Exchange.MAX_BODY + 1);
            if (bytes.length > Exchange.MAX_BODY) {
                throw StepFailure.erroredForGood(problem + "content exceeds limit of " + Exchange.MAX_BODY + " bytes");
            }
            return Optional.of(new Request.Body(bytes));
        } catch (IOException e) {
            throw StepFailure.erroredForGood(problem + context.workDir().withoutRoot(Words.of(e)));
        }
    }

    private static StepOutcome judge(StepConfig config, Answer answer) {
        Environment environment;
        try {
            environment = environment(answer, config.given("responseContentType"));
        } catch (AnswerBody.Malformed e) {
            return StepOutcome.errored("error building expression context from HTTP response: " + e.getMessage());
        }
        var criteria = new Criteria(environment);
        Optional<Boolean> success = criteria.holds("success", config.given("successExpression"));
        Optional<Boolean> failure = criteria.holds("failure", config.given("failureExpression"));
        Optional<String> words = criteria.words(config.given("errorExpression"));
        if (failure.orElse(false)) {
            return StepOutcome.failed("HTTP (" + answer.status() + ") response met failure criteria"
                    + words.map(text -> ": " + GoText.quote(text)).orElse(""));
        }
        if (success.orElse(false)) {
            return outputs(config, environment);
        }
        if (success.isEmpty() && failure.isEmpty()) {
            return answer.isSuccess() ? outputs(config, environment) : new StepOutcome.NotYet(null, "");
        }
        Duration poll = config.given("pollInterval")
                .map(text -> GoDuration.parse(text)
                        .orElseThrow(() -> StepFailure.errored("error parsing pollInterval: " + GoText.quote(text)
                                + " is not a duration such as 30s")))
                .orElse(USUAL_POLL);
        return new StepOutcome.Running(null, "", Optional.of(poll));
    }

    private static StepOutcome outputs(StepConfig config, Environment environment) {
        try {
            return StepOutcome.succeeded(ExpressionOutputs.of(config.items("outputs"), environment));
        } catch (ExpressionOutputs.Refused e) {
            String why = "error extracting outputs from HTTP response: error %s output expression %s: %s"
                    .formatted(e.doing(), GoText.quote(e.output()), e.getMessage());
            return e.compiled() ? StepOutcome.errored(why) : StepOutcome.erroredForGood(why);
        }
    }

    private static Environment environment(Answer answer, Optional<String> override) {
        var headers = new LinkedHashMap<String, Object>();
        answer.headers().forEach((name, values) -> headers.put(name, Sequence.ofStrings(new ArrayList<>(values))));
        var response = new LinkedHashMap<String, Object>();
        response.put("status", (long) answer.status());
        response.put("header", HostFunction.ofText("header", answer::header));
        response.put("headers", Dictionary.of(Type.STRING_LISTS, headers));
        Json.putNullable(response, "body", AnswerBody.of(answer, override));
        return Environment.of(Map.of("response", response)).at(Instant.now());
    }
}
