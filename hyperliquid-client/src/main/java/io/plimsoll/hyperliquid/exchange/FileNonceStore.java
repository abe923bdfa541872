package io.plimsoll.hyperliquid.exchange;

import io.plimsoll.core.foundation.chain.Address;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * A file for each key in one folder, locked while it is in use: a second process that signs with the same key is refused, if it
 * keeps its marks in the same folder of the same machine. Thread-safe.
 *
 * <p>A file has two places of 24 bytes (number of the write, mark, checksum) that are written in turn, so that a mark survives whose successor was
 * torn by a loss of power.
 */
public final class FileNonceStore implements NonceStore {
    private static final int PLACE_BYTES = 3 * Long.BYTES;

    private final Path folder;
    private final Map<Address, Entry> entries = new HashMap<>();

    private FileNonceStore(Path folder) {
        this.folder = folder;
    }

    /** The files of a folder, which is made if it is not there. */
    public static FileNonceStore in(Path folder) {
        return new FileNonceStore(folder);
    }

    @Override
    public synchronized long open(Address signer) {
        if (entries.containsKey(signer)) {
            throw new NonceException("the nonces of " + signer + " are in use already");
        }
        Path file = folder.resolve(signer.hex() + ".nonce");
        try {
            Files.createDirectories(folder);
            Entry entry = Entry.open(file, signer);
            entries.put(signer, entry);
            return entry.mark;
        } catch (IOException e) {
            throw new NonceException("cannot use the file of nonces " + file, e);
        }
    }

    @Override
    public void reserve(Address signer, long highest) {
        Entry entry;
        synchronized (this) {
            entry = entries.get(signer);
        }
        if (entry == null) {
            throw new NonceException("the nonces of " + signer + " are not open");
        }
        try {
            entry.write(highest);
        } catch (IOException e) {
            throw new NonceException("cannot write the nonces of " + signer + " in " + folder, e);
        }
    }

    @Override
    public synchronized void close() {
        for (Entry entry : entries.values()) {
            try {
                // gives up the lock too
                entry.channel.close();
            } catch (IOException e) {
                throw new NonceException("cannot close a file of nonces in " + folder, e);
            }
        }
        entries.clear();
    }

    private static final class Entry {
        private final FileChannel channel;
        /** Counts the writes; the places take turns, and the file begins with 1. */
        private long sequence;

        private long mark;

        private Entry(FileChannel channel) {
            this.channel = channel;
        }

        static Entry open(Path file, Address signer) throws IOException {
            FileChannel channel = FileChannel.open(
                    file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            try {
                lock(channel, file, signer);
                Entry entry = new Entry(channel);
                entry.read(file);
                return entry;
            } catch (IOException | RuntimeException e) {
                channel.close();
                throw e;
            }
        }

        private static void lock(FileChannel channel, Path file, Address signer) throws IOException {
            boolean locked;
            try {
                locked = channel.tryLock() != null;
            } catch (OverlappingFileLockException e) {
                locked = false;
            }
            if (!locked) {
                throw new NonceException("somebody else signs with the key of " + signer + " and holds " + file
                        + ": give each process a key of its own");
            }
        }

        /** The later of the two marks that are whole. */
        private void read(Path file) throws IOException {
            for (int at = 0; at < 2; at++) {
                ByteBuffer bytes = ByteBuffer.allocate(PLACE_BYTES);
                if (channel.read(bytes, (long) at * PLACE_BYTES) == PLACE_BYTES
                        && bytes.getLong(2 * Long.BYTES) == checksum(bytes.array())
                        && bytes.getLong(0) > sequence) {
                    sequence = bytes.getLong(0);
                    mark = bytes.getLong(Long.BYTES);
                }
            }
            if (sequence == 0 && channel.size() > 0) {
                throw new NonceException("the file of nonces " + file
                        + " is damaged; remove it only if nothing was signed in the last two days");
            }
        }

        void write(long value) throws IOException {
            ByteBuffer bytes =
                    ByteBuffer.allocate(PLACE_BYTES).putLong(sequence + 1).putLong(value);
            bytes.putLong(checksum(bytes.array())).flip();
            long position = (sequence + 1) % 2 * PLACE_BYTES;
            while (bytes.hasRemaining()) {
                position += channel.write(bytes, position);
            }
            channel.force(false);
            sequence++;
        }

        private static long checksum(byte[] place) {
            CRC32 checksum = new CRC32();
            checksum.update(place, 0, 2 * Long.BYTES);
            return checksum.getValue();
        }
    }
}
