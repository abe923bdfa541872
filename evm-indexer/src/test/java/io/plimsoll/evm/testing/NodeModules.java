package io.plimsoll.evm.testing;

import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.Keccak256;
import io.plimsoll.core.testing.Required;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The npm packages of {@code evm-indexer/src/test/node}: the node's binary, the contracts of the protocols and the
 * compiler. Installed by {@code npm ci} into {@code evm-indexer/target/node} once per build and never committed, as their
 * licences are their own.
 */
public final class NodeModules {
    private static final Path MODULE = Path.of(System.getProperty("plimsoll.root", ".."))
            .resolve("evm-indexer")
            .toAbsolutePath()
            .normalize();
    private static final Path PACKAGES = MODULE.resolve("src/test/node");
    private static final Path SOURCES = MODULE.resolve("src/test/contracts");
    private static final Path TARGET = MODULE.resolve("target/node");
    private static final List<String> PACKAGE_FILES = List.of("package.json", "package-lock.json", ".npmrc");

    /** Why there are none; kept, as a second try in the same build would only take as long again. */
    private static final class Unavailable extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        Unavailable(String reason) {
            super(reason);
        }
    }

    private record Installed(Optional<String> failure) {
        static final Installed ONCE = of();

        private static Installed of() {
            try {
                install();
                return new Installed(Optional.empty());
            } catch (Unavailable e) {
                return new Installed(Optional.of(e.getMessage()));
            }
        }
    }

    private NodeModules() {}

    /** The packages, or an end of the calling test: skipped where they may be missing, failed where they are required. */
    public static NodeModules required(Class<?> test) {
        if (Installed.ONCE.failure().isPresent()) {
            throw Required.missing(
                    "node", test.getName(), Installed.ONCE.failure().get());
        }
        return new NodeModules();
    }

    /** The native executable of the node. */
    public Path anvil() {
        return anvilBinary();
    }

    /** An artifact that comes compiled with its package, by its path there without {@code .json}. */
    public ContractArtifact artifact(String path) {
        return ContractArtifact.read(TARGET.resolve("node_modules").resolve(path + ".json"));
    }

    /** An artifact of {@code src/test/contracts}, compiled when a source has changed. */
    public ContractArtifact own(String name) {
        try (Stream<Path> sources = Files.list(SOURCES)) {
            return compiled("own", sources.sorted().map(Path::toString).toList(), name);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + SOURCES, e);
        }
    }

    /**
     * An artifact of a package that comes as sources only, compiled once.
     *
     * @param set name of its sources
     * @param sources all that are wanted of the set, by their paths in the packages
     */
    public ContractArtifact packaged(String set, List<String> sources, String name) {
        return compiled(set, sources, name);
    }

    private static Path anvilBinary() {
        return TARGET.resolve("node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil");
    }

    private static void install() throws Unavailable {
        String platform = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!platform.toLowerCase(Locale.ROOT).equals("linux amd64")) {
            throw new Unavailable("the node is pinned for Linux amd64 only, this is " + platform);
        }
        String fingerprint =
                fingerprint(PACKAGE_FILES.stream().map(PACKAGES::resolve).toList());
        try {
            Files.createDirectories(TARGET);
            try (FileChannel channel = lockFile()) {
                channel.lock();
                Path marker = TARGET.resolve("installed");
                if (holds(marker, fingerprint)) {
                    return;
                }
                for (String file : PACKAGE_FILES) {
                    Files.copy(PACKAGES.resolve(file), TARGET.resolve(file), StandardCopyOption.REPLACE_EXISTING);
                }
                run("npm", "ci", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund");
                if (!Files.isExecutable(anvilBinary())) {
                    throw new Unavailable("npm ci brought no executable node");
                }
                Files.writeString(marker, fingerprint);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + TARGET, e);
        }
    }

    /** One at a time in this process too, which a lock of a file is not for. */
    private static synchronized ContractArtifact compiled(String set, List<String> sources, String name) {
        Path script = PACKAGES.resolve("compile.js");
        String fingerprint = fingerprint(Stream.concat(
                                sources.stream().map(Path::of).filter(Files::isRegularFile),
                                Stream.of(script, PACKAGES.resolve("package-lock.json")))
                        .toList())
                + sources;
        Path artifacts = TARGET.resolve("artifacts").resolve(set);
        try (FileChannel channel = lockFile()) {
            channel.lock();
            Path marker = TARGET.resolve("compiled-" + set);
            if (!holds(marker, fingerprint)) {
                List<String> command = new ArrayList<>(List.of(
                        "node",
                        script.toString(),
                        TARGET.resolve("node_modules").toString(),
                        artifacts.toString()));
                command.addAll(sources);
                run(command.toArray(String[]::new));
                Files.writeString(marker, fingerprint);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot compile " + set, e);
        } catch (Unavailable e) {
            throw new IllegalStateException("the contracts of " + set + " do not compile: " + e.getMessage(), e);
        }
        return ContractArtifact.read(artifacts.resolve(name + ".json"));
    }

    /** To be locked until it is closed: test runs in several processes share one folder. */
    private static FileChannel lockFile() throws IOException {
        return FileChannel.open(TARGET.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static boolean holds(Path marker, String fingerprint) throws IOException {
        return Files.exists(marker) && Files.readString(marker).equals(fingerprint);
    }

    private static String fingerprint(List<Path> files) {
        StringBuilder contents = new StringBuilder();
        for (Path file : files) {
            try {
                contents.append(file.getFileName()).append(Hex.encode(Keccak256.hash(Files.readAllBytes(file))));
            } catch (IOException e) {
                throw new UncheckedIOException("cannot read " + file, e);
            }
        }
        return contents.toString();
    }

    private static void run(String... command) throws IOException, Unavailable {
        Path log = TARGET.resolve(command[0] + ".log");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(TARGET.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new Unavailable("no " + command[0] + " on the path, install Node.js 20 or newer");
        }
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                throw new Unavailable(String.join(" ", command) + " takes more than 5 minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unavailable(String.join(" ", command) + " was interrupted");
        } finally {
            process.destroyForcibly();
        }
        if (process.exitValue() != 0) {
            throw new Unavailable(command[0] + " failed with exit code " + process.exitValue() + ", see " + log + ": "
                    + Files.readString(log)
                            .lines()
                            .filter(line -> line.contains("rror"))
                            .findFirst()
                            .orElse(""));
        }
    }
}
