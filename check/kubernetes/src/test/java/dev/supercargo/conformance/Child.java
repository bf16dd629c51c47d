package dev.supercargo.conformance;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The program as a process of its own, so that it can be killed.
final class Child implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final Process process;
    private final CompletableFuture<String> ready = new CompletableFuture<>();
    private final List<String> output = new ArrayList<>();

    private Child(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::read);
    }

    /// Starts `supercargo` with the given words, in the project's root as its launcher does, and returns at once.
    static Child start(String... words) throws IOException {
        return start(List.of(), words);
    }

    /// The same, with no file allowed to grow beyond a number of bytes: what a full disk does, as far as a process
    /// without rights can have one.
    static Child startOnSmallDisk(long bytes, String... words) throws IOException {
        return start(List.of("sh", "-c", "ulimit -S -f " + bytes / 512 + "; exec \"$@\"", "sh"), words);
    }

    private static Child start(List<String> before, String... words) throws IOException {
        var command = new ArrayList<>(before);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dsupercargo.root=" + Path.of("../..").toAbsolutePath().normalize(),
                "-cp",
                System.getProperty("java.class.path"),
                "dev.supercargo.app.Main"));
        command.addAll(List.of(words));
        if (List.of("up", "demo").contains(words[0])) {
            command.addAll(List.of("--port", "0"));
        }
        return new Child(new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line = lines.readLine();
            while (line != null) {
                synchronized (output) {
                    output.add(line);
                }
                if (line.startsWith("ready")) {
                    ready.complete(line);
                }
                line = lines.readLine();
            }
        } catch (IOException e) {
            // the process was killed
        }
        ready.completeExceptionally(new IllegalStateException("ended before it was ready:\n" + output()));
    }

    /// Waits for the line `ready`.
    Child awaitReady() throws InterruptedException {
        try {
            ready.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return this;
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("not ready: " + e.getMessage() + "\n" + output(), e);
        }
    }

    long pid() {
        return process.pid();
    }

    /// SIGKILL: no hook runs.
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /// SIGTERM, and the exit status.
    int stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("did not stop on SIGTERM\n" + output());
        }
        return process.exitValue();
    }

    /// Waits for the end, and the exit status.
    int awaitEnd(long seconds) throws InterruptedException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("did not end\n" + output());
        }
        return process.exitValue();
    }

    boolean alive() {
        return process.isAlive();
    }

    /// What it has printed so far.
    String output() {
        synchronized (output) {
            return String.join("\n", output);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
