package dev.supercargo.admission;

import com.github.f4b6a3.ulid.UlidCreator;
import dev.supercargo.decisions.admission.NameSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/// Names that nobody chose: ULIDs that grow within this process, and aliases of two words such as `spinning-otter`.
final class RandomNames implements NameSource {
    private final List<String> descriptors = words("descriptors.txt");
    private final List<String> animals = words("animals.txt");

    @Override
    public String ulid() {
        return UlidCreator.getMonotonicUlid().toString().toLowerCase(Locale.ROOT);
    }

    @Override
    public String alias() {
        return any(descriptors) + "-" + any(animals);
    }

    private static String any(List<String> words) {
        return words.get(ThreadLocalRandom.current().nextInt(words.size()));
    }

    private static List<String> words(String file) {
        try (InputStream stream = RandomNames.class.getResourceAsStream(file)) {
            if (stream == null) {
                throw new IllegalStateException(file + " is not on the class path");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
