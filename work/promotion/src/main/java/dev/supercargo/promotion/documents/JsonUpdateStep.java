package dev.supercargo.promotion.documents;

import dev.supercargo.documents.DocumentException;
import dev.supercargo.documents.JsonEdit;
import dev.supercargo.documents.Update;
import dev.supercargo.promotion.StepContext;
import dev.supercargo.promotion.StepOutcome;
import dev.supercargo.promotion.StepRunner;
import dev.supercargo.promotion.config.ConfigSchema;
import dev.supercargo.promotion.files.Words;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// `json-update`: values set in a JSON file, every other byte as it was (steps.md 5.5).
public final class JsonUpdateStep implements StepRunner {
    private final ConfigSchema schema = ConfigSchema.bundled(kind());

    @Override
    public String kind() {
        return "json-update";
    }

    @Override
    public ConfigSchema schema() {
        return schema;
    }

    @Override
    public StepOutcome run(StepContext context) {
        String path = context.config().text("path");
        List<Update> updates = Updates.of(context);
        Path file = context.workDir().resolve(path);
        try {
            byte[] before = Updates.read(file);
            JsonEdit edit = JsonEdit.of(before, updates);
            if (!Updates.alreadyWritten(context, before)) {
                Updates.write(context, file, edit.bytes());
            }
            return Updates.done(path, updates, edit.written());
        } catch (IOException e) {
            return refused("error reading JSON file: " + context.workDir().withoutRoot(Words.of(e)));
        } catch (DocumentException e) {
            return refused(String.valueOf(e.getMessage()));
        }
    }

    private static StepOutcome refused(String why) {
        return StepOutcome.errored("JSON file update failed: " + why);
    }
}
