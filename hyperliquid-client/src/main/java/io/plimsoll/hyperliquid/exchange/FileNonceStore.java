package io.plimsoll.hyperliquid.exchange;

import io.plimsoll.core.foundation.chain.Address;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
    private boolean closed;

    private FileNonceStore(Path folder) {
        this.folder = folder;
    }

    /** The files of a folder, which is made if it is not there. */
    public static FileNonceStore in(Path folder) {
        return new FileNonceStore(folder);
    }

    @Override
    public synchronized long open(Address signer) {
        if (closed) {
            throw new NonceException("the store of nonces in " + folder + " is closed");
        }
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

    /** Lets go of all keys, also where one cannot be closed. The store cannot be used any more. */
    @Override
    public synchronized void close() {
        closed = true;
        NonceException failure = null;
        for (Entry entry : entries.values()) {
            try {
                // gives up the lock too
                entry.file.close();
            } catch (IOException e) {
                failure = new NonceException("cannot close a file of nonces in " + folder, e);
            }
        }
        entries.clear();
        if (failure != null) {
            throw failure;
        }
    }

    /** Not written through its channel, which an interrupt of the writing thread would close for all. */
    private static final class Entry {
        private final RandomAccessFile file;
        /** Counts the writes; the places take turns, and the file begins with 1. */
        private long sequence;

        private long mark;

        private Entry(RandomAccessFile file) {
            this.file = file;
        }

        static Entry open(Path path, Address signer) throws IOException {
            RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw");
            try {
                lock(file, path, signer);
                Entry entry = new Entry(file);
                entry.read(path);
                return entry;
            } catch (IOException | RuntimeException e) {
                file.close();
                throw e;
            }
        }

        private static void lock(RandomAccessFile file, Path path, Address signer) throws IOException {
            boolean locked;
            try {
                locked = file.getChannel().tryLock() != null;
            } catch (OverlappingFileLockException e) {
                locked = false;
            }
            if (!locked) {
                throw new NonceException("somebody else signs with the key of " + signer + " and holds " + path
                        + ": give each process a key of its own");
            }
        }

        /** The later of the two marks that are whole. */
        private void read(Path path) throws IOException {
            byte[] all = new byte[(int) Math.min(file.length(), 2 * PLACE_BYTES)];
            file.seek(0);
            file.readFully(all);
            for (int at = 0; at + PLACE_BYTES <= all.length; at += PLACE_BYTES) {
                byte[] place = Arrays.copyOfRange(all, at, at + PLACE_BYTES);
                ByteBuffer bytes = ByteBuffer.wrap(place);
                if (bytes.getLong(2 * Long.BYTES) == checksum(place) && bytes.getLong(0) > sequence) {
                    sequence = bytes.getLong(0);
                    mark = bytes.getLong(Long.BYTES);
                }
            }
            if (sequence == 0 && all.length > 0) {
                throw new NonceException("the file of nonces " + path
                        + " is damaged; remove it only if nothing was signed in the last two days");
            }
        }

        void write(long value) throws IOException {
            byte[] place = new byte[PLACE_BYTES];
            ByteBuffer bytes = ByteBuffer.wrap(place).putLong(sequence + 1).putLong(value);
            bytes.putLong(checksum(place));
            file.seek((sequence + 1) % 2 * PLACE_BYTES);
            file.write(place);
            file.getFD().sync();
            sequence++;
        }

        private static long checksum(byte[] place) {
            CRC32 checksum = new CRC32();
            checksum.update(place, 0, 2 * Long.BYTES);
            return checksum.getValue();
        }
    }
}
