/// Edits of YAML and JSON files that leave every byte alone which is not the addressed value.
///
/// - **In:** the text of a file and [Update]s (a key path and a scalar).
/// - **Out:** the new text, and each value as it was written ([YamlEdit], [JsonEdit]); [Yaml11] reads YAML by the
///   older rules that charts rely on.
/// - **Does not know:** files, steps, Kargo. No type of a parser leaves this package.
///
/// Start at [YamlEdit].
@NullMarked
package dev.supercargo.documents;

import org.jspecify.annotations.NullMarked;
