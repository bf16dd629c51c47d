package dev.supercargo.git;

import dev.supercargo.meta.Failure;
import dev.supercargo.meta.WorldException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// OpenPGP keys in a home that only one clone uses.
final class Signing {
    private Signing() {}

    /// Imports a private key with ultimate trust and returns its fingerprint.
    static String importKey(Git git, Path home, String armouredKey) throws InterruptedException {
        try {
            Files.createDirectories(
                    home.resolve(".gnupg"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        gpg(git, home, armouredKey, "--import");
        String fingerprint = gpg(git, home, "", "--with-colons", "--list-secret-keys")
                .lines()
                .filter(line -> line.startsWith("fpr:"))
                .map(line -> line.split(":", -1)[9])
                .findFirst()
                .orElseThrow(() -> new WorldException(new Failure.Permanent(
                        "error importing the signing key: it holds no private key; export one with"
                                + " gpg --armor --export-secret-keys")));
        gpg(git, home, fingerprint + ":6:\n", "--import-ownertrust");
        return fingerprint;
    }

    private static String gpg(Git git, Path home, String input, String... words) throws InterruptedException {
        GitCommand.Result result = GitCommand.other(git.settings(), home, "gpg", "--batch", "--no-tty")
                .and(words)
                .reading(input)
                .run();
        if (!result.succeeded()) {
            throw GitFailures.local("error importing the signing key", result);
        }
        return result.text();
    }
}
