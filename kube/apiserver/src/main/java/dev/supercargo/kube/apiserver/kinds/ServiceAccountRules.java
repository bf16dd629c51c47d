package dev.supercargo.kube.apiserver.kinds;

import dev.supercargo.kube.apiserver.resources.Column;
import dev.supercargo.kube.apiserver.resources.Rules;
import dev.supercargo.meta.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// ServiceAccounts: of the secrets that they name, only the names are kept.
final class ServiceAccountRules implements Rules {
    @Override
    public boolean deletionAnswersObject() {
        return true;
    }

    @Override
    public void complete(Map<String, Object> object) {
        if (object.get("secrets") instanceof List<?> secrets) {
            var reduced = new ArrayList<Object>();
            for (Object secret : secrets) {
                var kept = new LinkedHashMap<String, Object>();
                Json.text(secret, "name").ifPresent(name -> kept.put("name", name));
                reduced.add(kept);
            }
            object.put("secrets", reduced);
        }
        for (String field : List.of("secrets", "imagePullSecrets")) {
            if (object.containsKey(field) && Json.list(object, field).isEmpty()) {
                object.remove(field);
            }
        }
    }

    @Override
    public List<Column> columns() {
        return List.of(Column.NAME, Columns.AGE);
    }
}
