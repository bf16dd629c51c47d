package dev.supercargo.decisions.promotion;

import dev.supercargo.decisions.steps.StepRecord;
import dev.supercargo.model.StepExecutionMetadata;
import dev.supercargo.model.Wire;
import java.util.List;

/// Step records as a Promotion's status holds them.
public final class StepWire {
    private StepWire() {}

    /// The strict form of a wire entry.
    public static StepRecord record(StepExecutionMetadata metadata) {
        return StepRecord.read(Wire.write(metadata));
    }

    /// The strict form of all entries.
    public static List<StepRecord> records(List<StepExecutionMetadata> metadata) {
        return metadata.stream().map(StepWire::record).toList();
    }

    /// The wire entry of a record.
    public static StepExecutionMetadata metadata(StepRecord record) {
        return Wire.read(StepExecutionMetadata.class, record.tree());
    }

    /// The wire entries of records.
    public static List<StepExecutionMetadata> metadata(List<StepRecord> records) {
        return records.stream().map(StepWire::metadata).toList();
    }
}
