package io.plimsoll.evm.testing;

import io.plimsoll.core.foundation.error.SourceException.Transport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;

/**
 * The child process of a node. It chooses its port itself and prints it, so that no other process can take the port in
 * between; its output goes to a temporary file, as nobody would empty a pipe.
 */
final class AnvilProcess implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(30);
    private static final Pattern LISTENING = Pattern.compile("Listening on 127\\.0\\.0\\.1:(\\d+)\\R");

    private final Process process;
    private final Path output;
    private final Thread killer;
    private final HttpUrl url;

    private AnvilProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
        this.killer = new Thread(process::destroyForcibly, "kill-anvil");
        Runtime.getRuntime().addShutdownHook(killer);
        try {
            this.url = awaitListening();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    static AnvilProcess start(List<String> command) {
        try {
            Path output = Files.createTempFile("anvil", ".log");
            output.toFile().deleteOnExit();
            try {
                return new AnvilProcess(
                        new ProcessBuilder(command)
                                .redirectErrorStream(true)
                                .redirectOutput(output.toFile())
                                .start(),
                        output);
            } catch (IOException e) {
                Files.deleteIfExists(output);
                throw new Transport("anvil", "the node does not start: " + e.getMessage(), e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("no temporary file for the output of the node", e);
        }
    }

    HttpUrl url() {
        return url;
    }

    private HttpUrl awaitListening() {
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline) {
            boolean ended = ended();
            String said = said();
            Matcher listening = LISTENING.matcher(said);
            if (listening.find()) {
                return new HttpUrl.Builder()
                        .scheme("http")
                        .host("127.0.0.1")
                        .port(Integer.parseInt(listening.group(1)))
                        .build();
            }
            if (ended) {
                throw notListening("ended with exit code " + process.exitValue(), said);
            }
        }
        throw notListening("does not listen after " + START.toSeconds() + " s", said());
    }

    private boolean ended() {
        try {
            return process.waitFor(2, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw notListening("was not waited for, as this thread was interrupted", said());
        }
    }

    private String said() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the output of the node", e);
        }
    }

    private static Transport notListening(String what, String said) {
        String last = said.strip();
        return new Transport(
                "anvil", "the node " + what + "; it said: " + last, new IOException("no node is listening"));
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            Runtime.getRuntime().removeShutdownHook(killer);
        } catch (IllegalStateException e) {
            // the virtual machine is going down, and the hook with it
        }
        try {
            // whoever starts the next node wants this one's memory and port back
            process.waitFor(5, TimeUnit.SECONDS);
            Files.deleteIfExists(output);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete the output of the node", e);
        }
    }
}
