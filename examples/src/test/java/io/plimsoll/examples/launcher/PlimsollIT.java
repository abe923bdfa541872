package io.plimsoll.examples.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people get to see when something is wrong: one line, and a status that scripts can read. */
class PlimsollIT {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    private int run(Properties properties, String... args) {
        return Plimsoll.run(
                args,
                Map.of(),
                properties,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private Properties properties(String... pairs) {
        Properties properties = new Properties();
        properties.setProperty("demo.data", folder.toString());
        for (int i = 0; i < pairs.length; i += 2) {
            properties.setProperty(pairs[i], pairs[i + 1]);
        }
        return properties;
    }

    private String error() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void demoOnce_isDone() {
        assertThat(run(properties("demo.once", ""), "demo")).isZero();
        assertThat(error()).isEmpty();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("5 of this run read back");
    }

    @Test
    void wrongCommand_showsTheUsage() {
        assertThat(run(properties())).isEqualTo(2);
        assertThat(run(properties(), "dance")).isEqualTo(2);
        assertThat(error()).startsWith("usage: plimsoll demo");
    }

    @Test
    void busyPort_isOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int status = run(properties("demo.port", Integer.toString(taken.getLocalPort())), "demo");

            assertThat(status).isEqualTo(1);
            assertThat(error())
                    .isEqualTo("plimsoll: port " + taken.getLocalPort()
                            + " is in use: choose another with -Ddemo.port=<port>, or 0 for any free one"
                            + System.lineSeparator());
        }
    }

    @Test
    void folderThatCannotBeWritten_isOneLine() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        int status = run(properties("demo.once", "true", "demo.data", file.toString()), "demo");

        assertThat(status).isEqualTo(1);
        assertThat(error().lines()).singleElement().asString().startsWith("plimsoll: cannot write to folder " + file);
    }

    @Test
    void wrongSetting_isOneLine() {
        assertThat(run(properties("demo.port", "eighty"), "demo")).isEqualTo(2);
        assertThat(error().lines())
                .singleElement()
                .asString()
                .isEqualTo("plimsoll: settings: demo.port or DEMO_PORT: 'eighty' is not of type int");
    }
}
