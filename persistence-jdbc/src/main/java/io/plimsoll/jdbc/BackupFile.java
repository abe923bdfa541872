package io.plimsoll.jdbc;

import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

/** The lines of a backup: UTF-8, gzipped; the last line is the SHA-256 of those before it, so that half a file is none. */
final class BackupFile {
    private static final String SEAL = BackupText.CONTROL + "sha256 ";

    private BackupFile() {}

    /** What writes the lines. */
    @FunctionalInterface
    interface Lines<E extends Exception> {
        void to(Writer writer) throws E, IOException;
    }

    /** Takes lines in their order. */
    static final class Writer {
        private final BufferedWriter out;
        private final MessageDigest digest = sha256();

        private Writer(OutputStream out) {
            // an encoder that refuses half a surrogate pair instead of writing a question mark
            this.out = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8.newEncoder()));
        }

        void line(String line) throws IOException {
            digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.write(line);
            out.write('\n');
        }

        private void seal() throws IOException {
            out.write(SEAL + HexFormat.of().formatHex(digest.digest()) + "\n");
            out.flush();
        }
    }

    /** Gives the lines in their order. */
    static final class Reader implements AutoCloseable {
        private final BufferedReader in;
        private final MessageDigest digest = sha256();

        private Reader(BufferedReader in) {
            this.in = in;
        }

        /** The next line. */
        String line() throws IOException {
            String line = in.readLine();
            if (line == null) {
                throw new EOFException("it ends too early");
            }
            if (!line.startsWith(SEAL)) {
                digest.update((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
            return line;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }

    /**
     * Writes a new file, readable by its owner only. It is there whole or not at all.
     *
     * @throws IllegalArgumentException if there is one
     */
    static <E extends Exception> void write(Path file, Lines<E> lines) throws E, IOException {
        if (Files.exists(file)) {
            throw new IllegalArgumentException("there is a file " + file + ": choose another one for the backup");
        }
        Path absolute = file.toAbsolutePath();
        Path unfinished = Files.createTempFile(absolute.getParent(), "." + absolute.getFileName(), ".part");
        try {
            try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
                GZIPOutputStream gzip = new GZIPOutputStream(Channels.newOutputStream(channel), 1 << 16);
                Writer writer = new Writer(gzip);
                lines.to(writer);
                writer.seal();
                gzip.finish();
                channel.force(true);
            }
            Files.move(unfinished, absolute, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /** Opens a file whose seal has been {@link #verify verified}. */
    static Reader open(Path file) throws IOException {
        return new Reader(new BufferedReader(
                new InputStreamReader(
                        new GZIPInputStream(Files.newInputStream(file), 1 << 16), StandardCharsets.UTF_8.newDecoder()),
                1 << 16));
    }

    /** @throws RepositoryException {@link Kind#CORRUPT} if the file is not as it was written */
    static void verify(Path file) throws IOException {
        try (Reader reader = open(file)) {
            String line = reader.line();
            while (!line.startsWith(SEAL)) {
                line = reader.line();
            }
            String seal = SEAL + HexFormat.of().formatHex(reader.digest.digest());
            if (!line.equals(seal) || reader.in.readLine() != null) {
                throw new RepositoryException(Kind.CORRUPT, file + " is not as it was written: take another backup");
            }
        } catch (EOFException | ZipException e) {
            throw new RepositoryException(Kind.CORRUPT, file + " is no whole backup: take another one", e);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
