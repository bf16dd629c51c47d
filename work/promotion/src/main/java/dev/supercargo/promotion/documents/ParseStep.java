package dev.supercargo.promotion.documents;

import dev.supercargo.documents.DocumentException;
import dev.supercargo.documents.Yaml11;
import dev.supercargo.expr.Environment;
import dev.supercargo.expr.value.JsonNumbers;
import dev.supercargo.meta.GoText;
import dev.supercargo.meta.Json;
import dev.supercargo.meta.JsonException;
import dev.supercargo.promotion.ExpressionOutputs;
import dev.supercargo.promotion.StepContext;
import dev.supercargo.promotion.StepOutcome;
import dev.supercargo.promotion.StepRunner;
import dev.supercargo.promotion.config.ConfigSchema;
import dev.supercargo.promotion.files.Words;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// `yaml-parse` and `json-parse`: outputs that expressions take from a file (steps.md 5.7). The document's root is
/// the expressions' environment.
public final class ParseStep implements StepRunner {
    private final Format format;
    private final ConfigSchema schema;

    /// What kind of file is read.
    private enum Format {
        YAML("YAML"),
        JSON("JSON");

        private final String word;

        Format(String word) {
            this.word = word;
        }
    }

    private ParseStep(Format format) {
        this.format = format;
        this.schema = ConfigSchema.bundled(kind());
    }

    /// `yaml-parse`.
    public static ParseStep yaml() {
        return new ParseStep(Format.YAML);
    }

    /// `json-parse`.
    public static ParseStep json() {
        return new ParseStep(Format.JSON);
    }

    @Override
    public String kind() {
        return switch (format) {
            case YAML -> "yaml-parse";
            case JSON -> "json-parse";
        };
    }

    @Override
    public ConfigSchema schema() {
        return schema;
    }

    @Override
    public StepOutcome run(StepContext context) {
        Object document;
        try {
            byte[] bytes = Files.readAllBytes(
                    context.workDir().resolve(context.config().text("path")));
            if (bytes.length == 0 && format == Format.YAML) {
                return StepOutcome.errored("could not parse empty YAML file");
            }
            document = parse(bytes);
        } catch (CharacterCodingException e) {
            return StepOutcome.errored("could not parse " + format.word + " file: it is not UTF-8");
        } catch (IOException e) {
            return StepOutcome.errored("error reading " + format.word + " file: "
                    + context.workDir().withoutRoot(Words.of(e)));
        } catch (JsonException | DocumentException e) {
            return StepOutcome.errored("could not parse " + format.word + " file: " + e.getMessage());
        }
        try {
            return StepOutcome.succeeded(ExpressionOutputs.of(
                    context.config().items("outputs"),
                    Environment.root(document).at(Instant.now())));
        } catch (ExpressionOutputs.Refused e) {
            return StepOutcome.errored("failed to extract outputs: error %s expression %s: %s"
                    .formatted(e.doing(), GoText.quote(e.expression()), e.getMessage()));
        }
    }

    private @Nullable Object parse(byte[] bytes) throws CharacterCodingException {
        return switch (format) {
            case JSON -> JsonNumbers.floats(Json.parse(bytes));
            case YAML -> Yaml11.parse(YamlUpdateStep.utf8(bytes));
        };
    }
}
