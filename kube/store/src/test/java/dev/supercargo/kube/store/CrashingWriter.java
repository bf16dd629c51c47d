package dev.supercargo.kube.store;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/// Writes for ever, with several writers, and prints each acknowledged revision; to be killed.
final class CrashingWriter {
    private CrashingWriter() {}

    public static void main(String[] args) throws InterruptedException {
        Store store = Store.open(Path.of(args[0]));
        for (int i = 0; i < 4; i++) {
            Thread.ofPlatform().start(() -> {
                while (true) {
                    byte[] value = UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8);
                    if (store.create("/r/" + UUID.randomUUID(), value, Optional.empty()) instanceof Write.Done done) {
                        synchronized (CrashingWriter.class) {
                            System.out.println(done.entry().revision());
                        }
                    }
                }
            });
        }
        Thread.currentThread().join();
    }
}
