package io.plimsoll.jdbc.testing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.util.ArrayList;
import java.util.List;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;

/**
 * H2's files, with everything that is done to a database file written down: {@code jdbc:h2:recorded:…}. What a file was after any
 * of these changes is what a process that was killed then leaves behind; of what was written and not forced, a power cut may
 * leave any part.
 */
public final class RecordedFiles extends FilePathWrapper {
    private static final List<Change> CHANGES = new ArrayList<>();

    /** What was done to the file, or that {@code steps} have been acknowledged by now. */
    public sealed interface Change {}

    /** Bytes were handed to the operating system. */
    public record Write(int position, byte[] bytes) implements Change {}

    /** The file was cut. */
    public record Truncation(int size) implements Change {}

    /** The operating system was told to bring all before to the disk. */
    public record Forced() implements Change {}

    /** A commit has returned. */
    public record Acknowledged(long steps) implements Change {}

    /** Forgets what was recorded. */
    public static void begin() {
        FilePath.register(new RecordedFiles());
        synchronized (CHANGES) {
            CHANGES.clear();
        }
    }

    /** Notes that a commit has returned. */
    public static void acknowledge(long steps) {
        record(new Acknowledged(steps));
    }

    /** Everything since {@link #begin}, in its order. */
    public static List<Change> changes() {
        synchronized (CHANGES) {
            return List.copyOf(CHANGES);
        }
    }

    private static void record(Change change) {
        synchronized (CHANGES) {
            CHANGES.add(change);
        }
    }

    @Override
    public String getScheme() {
        return "recorded";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        FileChannel file = getBase().open(mode);
        return toString().endsWith(".mv.db") ? new Recorded(file) : file;
    }

    private static final class Recorded extends FileBase {
        private final FileChannel file;

        private Recorded(FileChannel file) {
            this.file = file;
        }

        @Override
        public synchronized int write(ByteBuffer source, long position) throws IOException {
            byte[] bytes = new byte[source.remaining()];
            source.duplicate().get(bytes);
            record(new Write(Math.toIntExact(position), bytes));
            return file.write(source, position);
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            int written = write(source, file.position());
            file.position(file.position() + written);
            return written;
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            record(new Truncation(Math.toIntExact(size)));
            file.truncate(size);
            return this;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return file.read(target);
        }

        @Override
        public synchronized int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long position) throws IOException {
            file.position(position);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void force(boolean metaData) throws IOException {
            file.force(metaData);
            record(new Forced());
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
