package dev.supercargo.kube.apiserver.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.supercargo.kube.apiserver.kinds.BuiltIns;
import dev.supercargo.kube.apiserver.resources.Resource;
import dev.supercargo.kube.store.Entry;
import dev.supercargo.kube.store.Store;
import dev.supercargo.kube.store.Write;
import dev.supercargo.meta.Json;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is shown without parsing is what parsing shows.
class StoredJsonTest {
    private static final Resource MAPS = BuiltIns.resources().stream()
            .filter(resource -> resource.type().equals(BuiltIns.CONFIG_MAP))
            .findFirst()
            .orElseThrow();

    @Test
    void anyObjectIsShownAsIfParsed() {
        long seed = System.nanoTime();
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            Map<String, Object> tree = object(random);
            byte[] stored = Stored.bytes(MAPS, tree);
            assertThat(StoredJson.of(stored)).as("seed %d: %s", seed, tree).isPresent();
            Entry entry = entry(stored);
            Map<String, Object> wanted = Stored.tree(entry, MAPS);
            var shown = new Shown(entry, MAPS);
            assertThat(Json.parse(shown.json())).as("seed %d", seed).isEqualTo(wanted);
            var item = new ByteArrayOutputStream();
            new Shown(entry, MAPS).writeItem(false, item);
            assertThat(shown.itemSize()).as("seed %d: %s", seed, tree).isEqualTo(item.size());
            assertThat(Json.parse(item.toByteArray())).as("seed %d", seed).isEqualTo(new Shown(wanted).bare());
            for (String field : List.of("ownerReferences", "deletionTimestamp")) {
                if (Json.object(wanted, "metadata").containsKey(field)) {
                    assertThat(shown.mayMention(field))
                            .as("seed %d: %s", seed, tree)
                            .isTrue();
                }
            }
            assertThat(shown.name()).isEqualTo("a");
            assertThat(shown.namespace()).isEqualTo("ns");
            assertThat(shown.resourceVersion()).isEqualTo(Long.toString(entry.revision()));
        }
    }

    @Test
    void metadataIsAskedForItsMembersOnly() {
        byte[] stored = bytes("{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a','annotations':{'x':"
                + "'{\\'ownerReferences\\':1}'}},'data':{'deletionTimestamp':'x'}}");
        StoredJson parts = StoredJson.of(stored).orElseThrow();
        assertThat(parts.mayMention("name")).isTrue();
        assertThat(parts.mayMention("ownerReferences")).isFalse();
        assertThat(parts.mayMention("deletionTimestamp")).isFalse();
    }

    /// What an older version has stored, and what nobody has.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'kind':'ConfigMap','apiVersion':'v1','metadata':{'name':'a'}}",
                "{'data':{'a':'b'},'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a'}}",
                "{'apiVersion':'v1','kind':'ConfigMap'}",
                "{'apiVersion':'v1','kind':'ConfigMap','metadata':{'name':'a",
                "{'apiVersion':'v1",
                "{}",
                ""
            })
    void otherOrdersAreLeftToTheParser(String text) {
        assertThat(StoredJson.of(bytes(text))).isEmpty();
        if (text.endsWith("}") && text.length() > 2) {
            Entry entry = entry(bytes(text));
            assertThat(Json.parse(new Shown(entry, MAPS).json())).isEqualTo(Stored.tree(entry, MAPS));
        }
    }

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    private static Entry entry(byte[] value) {
        try (Store store = Store.inMemory()) {
            Write write = store.create("/registry/core/configmaps/ns/a", value, Optional.empty());
            return ((Write.Done) write).entry();
        }
    }

    private static Map<String, Object> object(Random random) {
        var parts = new ArrayList<Map.Entry<String, Object>>();
        parts.add(Map.entry("apiVersion", "v1"));
        parts.add(Map.entry("kind", "ConfigMap"));
        var metadata = members(random, 2, List.of("name", "ownerReferences", "deletionTimestamp", "resourceVersion"));
        parts.add(Map.entry("metadata", metadata));
        members(random, 3, List.of("data", "binaryData", "metadata2"))
                .forEach((key, value) -> parts.add(Map.entry(key, value)));
        java.util.Collections.shuffle(parts, random);
        var tree = new LinkedHashMap<String, Object>();
        parts.forEach(part -> tree.put(part.getKey(), part.getValue()));
        return tree;
    }

    private static Map<String, Object> members(Random random, int depth, List<String> names) {
        var members = new LinkedHashMap<String, Object>();
        for (String name : names) {
            if (random.nextBoolean()) {
                members.put(name, value(random, depth));
            }
        }
        members.put("x" + random.nextInt(), text(random));
        return members;
    }

    private static Object value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 5 : 3)) {
            case 0 -> text(random);
            case 1 -> random.nextLong();
            case 2 -> random.nextBoolean();
            case 3 -> new ArrayList<Object>(List.of(value(random, depth - 1), value(random, depth - 1)));
            default -> members(random, depth - 1, List.of("a", "{", "\"", "ownerReferences"));
        };
    }

    private static String text(Random random) {
        var text = new StringBuilder();
        String signs = "ab{}[]\"\\,:\n\u0001é€😀";
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(signs.codePointAt(
                    signs.offsetByCodePoints(0, random.nextInt(signs.codePointCount(0, signs.length())))));
        }
        return text.toString();
    }
}
