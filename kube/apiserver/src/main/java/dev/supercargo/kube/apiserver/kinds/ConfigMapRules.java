package dev.supercargo.kube.apiserver.kinds;

import dev.supercargo.kube.apiserver.resources.Column;
import dev.supercargo.kube.apiserver.resources.Rules;
import dev.supercargo.kube.apiserver.schema.FieldError;
import dev.supercargo.kube.apiserver.schema.Names;
import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// ConfigMaps.
final class ConfigMapRules implements Rules {
    @Override
    public void complete(Map<String, Object> object) {
        for (String field : List.of("data", "binaryData")) {
            DataMaps.emptyForNull(object, field);
            DataMaps.dropEmpty(object, field);
        }
    }

    @Override
    public List<FieldError> errors(Map<String, Object> object, Optional<Map<String, Object>> old) {
        var errors = new ArrayList<FieldError>();
        Map<String, Object> data = Json.object(object, "data");
        Map<String, Object> binary = Json.object(object, "binaryData");
        for (String key : data.keySet()) {
            Names.configKey(key).forEach(problem -> errors.add(FieldError.invalid("data[" + key + "]", key, problem)));
            if (binary.containsKey(key)) {
                errors.add(FieldError.invalid("data[" + key + "]", key, "duplicate of key present in binaryData"));
            }
        }
        long size = DataMaps.textSize(data) + DataMaps.check(binary, "binaryData", errors);
        if (size > DataMaps.MAX_SIZE) {
            errors.add(FieldError.tooLong("[]", DataMaps.MAX_SIZE));
        }
        old.ifPresent(before -> DataMaps.checkImmutable(object, before, List.of("data", "binaryData"), errors));
        return errors;
    }

    @Override
    public List<Column> columns() {
        return List.of(
                Column.NAME,
                Column.text(
                        "Data",
                        "Data contains the configuration data. Each key must consist of alphanumeric characters, '-', '_' or '.'."
                                + " Values with non-UTF-8 byte sequences must use the BinaryData field. The keys stored in"
                                + " Data must not overlap with the keys in the BinaryData field, this is enforced during"
                                + " validation process.",
                        (object, _) -> (long) Json.object(object, "data").size()
                                + Json.object(object, "binaryData").size()),
                Columns.AGE);
    }
}
