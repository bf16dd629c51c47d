package dev.supercargo.promotion.documents;

import dev.supercargo.documents.DocumentException;
import dev.supercargo.documents.Update;
import dev.supercargo.documents.YamlEdit;
import dev.supercargo.meta.GoText;
import dev.supercargo.promotion.StepContext;
import dev.supercargo.promotion.StepOutcome;
import dev.supercargo.promotion.StepRunner;
import dev.supercargo.promotion.config.ConfigSchema;
import dev.supercargo.promotion.files.Words;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// `yaml-update`: new values for scalars that exist, everything else as it was (steps.md 5.4).
public final class YamlUpdateStep implements StepRunner {
    private final ConfigSchema schema = ConfigSchema.bundled(kind());

    @Override
    public String kind() {
        return "yaml-update";
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
        String text;
        byte[] before;
        try {
            before = Updates.read(file);
            text = utf8(before);
        } catch (IOException e) {
            return refused(path, "error reading file: " + context.workDir().withoutRoot(Words.of(e)));
        }
        try {
            YamlEdit edit = YamlEdit.of(text, updates);
            if (!Updates.alreadyWritten(context, before)) {
                Updates.write(context, file, edit.text().getBytes(StandardCharsets.UTF_8));
            }
            return Updates.done(path, updates, edit.written());
        } catch (DocumentException e) {
            return refused(path, "error mutating bytes: " + e.getMessage());
        }
    }

    private static StepOutcome refused(String path, String why) {
        return StepOutcome.errored("values file update failed: error updating image references in values file "
                + GoText.quote(path) + ": " + why);
    }

    static String utf8(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }
}
