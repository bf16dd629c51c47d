package dev.supercargo.documents;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A node of a YAML document and where its text lies: `[start, end)` in code points of the whole text.
sealed interface YamlNode {
    /// A scalar; `start` is behind its anchor and tag. `inFlow`: it stands inside `[...]` or `{...}`.
    record Scalar(
            String value,
            Style style,
            boolean inFlow,
            int start,
            int end,
            @Nullable String tag) implements YamlNode {}

    record Mapping(List<Entry> entries) implements YamlNode {}

    record Sequence(List<YamlNode> items) implements YamlNode {}

    /// `*name`, and the node that it stands for.
    record Alias(String name, YamlNode target) implements YamlNode {}

    record Entry(YamlNode key, YamlNode value) {}

    /// How a scalar is written.
    enum Style {
        PLAIN,
        SINGLE_QUOTED,
        DOUBLE_QUOTED,
        BLOCK
    }
}
