package io.plimsoll.pyth.update;

import io.plimsoll.core.foundation.chain.Bytes32;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The envelope {@code PNAU} around a VAA and the messages it vouches for: decode, encode, and cut or join by feed without
 * touching what is signed. Nothing here believes or checks a signature; that is {@link UpdateVerifier}. Thread-safe.
 *
 * <pre>{@code
 * PNAU | major = 1 | minor | n | n bytes | type = 0 | u16 VAA length | VAA
 *      | u8 messages | each: u16 length | message | u8 nodes | nodes of 20 bytes
 * }</pre>
 *
 * @see <a
 *     href="https://github.com/pyth-network/pyth-crosschain/blob/main/pythnet/pythnet_sdk/src/wire.rs">wire.rs</a>
 */
public final class UpdateCodec {
    private static final long MAGIC = 0x504e4155;
    private static final int MAJOR = 1;
    private static final int WORMHOLE_MERKLE = 0;
    private static final int MOST_MESSAGES = 255;
    /** Magic, major, minor, length of the header's room, type, length of the VAA, number of messages. */
    private static final int FIXED_BYTES = 4 + 1 + 1 + 1 + 1 + 2 + 1;

    private static final byte[] NONE = {};

    private UpdateCodec() {}

    /**
     * A decoded envelope. Immutable; every array that it gives is a copy.
     */
    public static final class Decoded {
        private final int minorVersion;
        private final byte[] headerRoom;
        private final byte[] vaa;
        private final List<Proof> proofs;
        private final byte[] trailing;

        /**
         * An envelope of these parts.
         *
         * @param minorVersion 0 today, any is compatible
         * @param headerRoom fields of a later version's header, at most 255 bytes
         * @param vaa signed part
         * @param proofs messages and their proofs, in order
         * @param trailing bytes after the last message; contract and verifier refuse an envelope that has any
         */
        public Decoded(int minorVersion, byte[] headerRoom, byte[] vaa, List<Proof> proofs, byte[] trailing) {
            this(minorVersion, headerRoom.clone(), vaa.clone(), trailing.clone(), List.copyOf(proofs));
        }

        /** Of arrays that nobody else has. */
        private Decoded(int minorVersion, byte[] headerRoom, byte[] vaa, byte[] trailing, List<Proof> proofs) {
            this.minorVersion = minorVersion;
            this.headerRoom = headerRoom;
            this.vaa = vaa;
            this.proofs = proofs;
            this.trailing = trailing;
        }

        /** 0 today, any is compatible; not signed. */
        public int minorVersion() {
            return minorVersion;
        }

        /** Fields of a later version's header, which this one does not know; not signed. */
        public byte[] headerRoom() {
            return headerRoom.clone();
        }

        /** The signed part. */
        public byte[] vaa() {
            return vaa.clone();
        }

        /** Messages and their proofs, in order. */
        public List<Proof> proofs() {
            return proofs;
        }

        /** What is after the last message: nothing, or the contract refuses it. */
        public byte[] trailing() {
            return trailing.clone();
        }

        /**
         * The messages, in order.
         *
         * @throws UpdateFormatException with {@link Reason#BAD_MESSAGE} if one is shorter than its type needs
         */
        public List<UpdateMessage> messages() {
            return proofs.stream().map(Proof::decode).toList();
        }

        private Decoded with(List<Proof> others) {
            return new Decoded(minorVersion, headerRoom, vaa, trailing, others);
        }
    }

    /** A message and the way from it to the root. Immutable; every array that it gives is a copy. */
    public static final class Proof {
        /** As on the wire, from {@code start}: message, number of nodes, nodes. May be an array of others' proofs too. */
        private final byte[] bytes;

        private final int start;
        private final int messageLength;
        private final int nodes;

        /**
         * A message and its proof.
         *
         * @param message type byte included, at most 65535 bytes
         * @param path siblings from the leaf upwards, 20 bytes each, at most 255
         * @throws IllegalArgumentException if one of them is too long, or a node not of 20 bytes
         */
        public Proof(byte[] message, List<byte[]> path) {
            ByteWriter.requireFits(2, message.length);
            ByteWriter out = new ByteWriter(message.length + 1 + Merkle.NODE_BYTES * path.size())
                    .bytes(message)
                    .u8(path.size());
            for (byte[] node : path) {
                if (node.length != Merkle.NODE_BYTES) {
                    throw new IllegalArgumentException(
                            "a node has " + Merkle.NODE_BYTES + " bytes, got " + node.length);
                }
                out.bytes(node);
            }
            this.bytes = out.toBytes();
            this.start = 0;
            this.messageLength = message.length;
            this.nodes = path.size();
        }

        /** Of an array that nobody will change. */
        private Proof(ByteReader in, byte[] bytes) {
            this.bytes = bytes;
            this.messageLength = in.u16();
            this.start = in.skip(messageLength);
            this.nodes = in.u8();
            in.skip(nodes * Merkle.NODE_BYTES);
        }

        /** The bytes that are proven, type byte included. */
        public byte[] message() {
            return Arrays.copyOfRange(bytes, start, start + messageLength);
        }

        /**
         * The message, decoded.
         *
         * @throws UpdateFormatException with {@link Reason#BAD_MESSAGE} if it is shorter than its type needs
         */
        public UpdateMessage decode() {
            return UpdateCodec.message(bytes, start, start + messageLength);
        }

        /** Siblings from the leaf upwards, 20 bytes each. */
        public List<byte[]> path() {
            List<byte[]> path = new ArrayList<>(nodes);
            for (int at = pathStart(); at < end(); at += Merkle.NODE_BYTES) {
                path.add(Arrays.copyOfRange(bytes, at, at + Merkle.NODE_BYTES));
            }
            return Collections.unmodifiableList(path);
        }

        /** Whether the message lies under this root. */
        boolean reaches(byte[] root) {
            return Arrays.equals(
                    Merkle.top(bytes, start, messageLength, pathStart(), nodes),
                    0,
                    Merkle.NODE_BYTES,
                    root,
                    0,
                    root.length);
        }

        private int pathStart() {
            return start + messageLength + 1;
        }

        private int end() {
            return pathStart() + Merkle.NODE_BYTES * nodes;
        }

        private int length() {
            return end() - start;
        }

        private void write(ByteWriter out) {
            out.u16(messageLength).bytes(bytes, start, length());
        }

        /** Whether message and path are the same bytes. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Proof proof
                    && messageLength == proof.messageLength
                    && Arrays.equals(bytes, start, end(), proof.bytes, proof.start, proof.end());
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(message());
        }

        @Override
        public String toString() {
            return "Proof[message of " + messageLength + " bytes, " + nodes + " nodes]";
        }
    }

    /**
     * Decodes a whole envelope; its messages are decoded when asked for.
     *
     * @throws UpdateFormatException if it is none
     */
    public static Decoded decode(byte[] blob) {
        byte[] bytes = blob.clone();
        ByteReader in = new ByteReader(bytes);
        requireMagic(in);
        int minor = in.u8();
        byte[] room = in.bytes(in.u8());
        requireMerkle(in);
        byte[] vaa = in.bytes(in.u16());
        int count = in.u8();
        Proof[] proofs = new Proof[count];
        for (int i = 0; i < count; i++) {
            proofs[i] = new Proof(in, bytes);
        }
        return new Decoded(minor, room, vaa, in.remaining() == 0 ? NONE : in.bytes(in.remaining()), List.of(proofs));
    }

    /**
     * The bytes that {@link #decode} reads: the very same ones if this was decoded.
     *
     * @throws IllegalArgumentException if a part is too long for its length field
     */
    public static byte[] encode(Decoded update) {
        int length = FIXED_BYTES + update.headerRoom.length + update.vaa.length + update.trailing.length;
        for (Proof proof : update.proofs) {
            length += 2 + proof.length();
        }
        ByteWriter out = new ByteWriter(length)
                .u32(MAGIC)
                .u8(MAJOR)
                .u8(update.minorVersion)
                .u8(update.headerRoom.length)
                .bytes(update.headerRoom)
                .u8(WORMHOLE_MERKLE)
                .u16(update.vaa.length)
                .bytes(update.vaa)
                .u8(update.proofs.size());
        update.proofs.forEach(proof -> proof.write(out));
        return out.bytes(update.trailing).toBytes();
    }

    /**
     * Encodes an envelope of version 1.0.
     *
     * @throws IllegalArgumentException if a part is too long for its length field
     */
    public static byte[] encode(byte[] vaa, List<Proof> proofs) {
        return encode(new Decoded(0, NONE, vaa, proofs, NONE));
    }

    /**
     * The feeds that an envelope has messages about, each once, in order; unchecked like everything here.
     *
     * @throws UpdateFormatException if it is no envelope, or a message is shorter than its type needs
     */
    public static Set<Bytes32> feeds(byte[] blob) {
        Set<Bytes32> feeds = new LinkedHashSet<>();
        for (Proof proof : decode(blob).proofs) {
            proof.decode().feed().ifPresent(feeds::add);
        }
        return Collections.unmodifiableSet(feeds);
    }

    /**
     * The envelope with the messages of these feeds only, in its order: less call data, a smaller fee, and verified
     * whenever the whole is, as the number of messages is not signed.
     *
     * @throws UpdateFormatException if it is no envelope or has bytes after its last message, or a message is shorter than
     *     its type needs
     * @throws IllegalArgumentException if no feed is named, or one of them is not in it
     */
    public static byte[] slice(byte[] blob, Collection<Bytes32> feeds) {
        Decoded whole = decodeExactly(blob);
        Set<Bytes32> missing = new TreeSet<>(feeds);
        if (missing.isEmpty()) {
            throw new IllegalArgumentException("a slice must keep at least one feed, none is named");
        }
        Set<Bytes32> wanted = Set.copyOf(missing);
        List<Proof> kept = new ArrayList<>();
        for (Proof proof : whole.proofs) {
            proof.decode().feed().filter(wanted::contains).ifPresent(feed -> {
                kept.add(proof);
                missing.remove(feed);
            });
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("the update of " + whole.proofs.size() + " messages has none of feeds "
                    + missing.stream().map(Bytes32::hex).toList());
        }
        return encode(whole.with(List.copyOf(kept)));
    }

    /** Signers and what they signed: two VAAs of the same differ in signatures at most. */
    private record Signed(long signerSet, Bytes32 digest) {}

    /**
     * The same messages in the fewest envelopes: those under the same signed root go into one, or several if they are
     * more than 255. Messages that are there twice are dropped; roots and messages stay in the order in which they were
     * first seen. Envelopes that verify are verified after the merge too. One that does not could spoil those that it is
     * merged with: verify first.
     *
     * @throws UpdateFormatException if one of them is no envelope with a VAA or has bytes after its last message
     */
    public static List<byte[]> merge(List<byte[]> blobs) {
        Map<Signed, Decoded> first = new LinkedHashMap<>();
        Map<Signed, List<Proof>> proofs = new LinkedHashMap<>();
        for (byte[] blob : blobs) {
            Decoded update = decodeExactly(blob);
            Vaa vaa = Vaa.decode(update.vaa);
            Signed signed = new Signed(vaa.signerSet(), vaa.digest());
            first.putIfAbsent(signed, update);
            proofs.computeIfAbsent(signed, root -> new ArrayList<>()).addAll(update.proofs);
        }
        List<byte[]> merged = new ArrayList<>();
        first.forEach((signed, update) -> {
            List<Proof> distinct = distinct(proofs.getOrDefault(signed, List.of()));
            for (int from = 0; from == 0 || from < distinct.size(); from += MOST_MESSAGES) {
                int to = Math.min(from + MOST_MESSAGES, distinct.size());
                merged.add(encode(update.with(List.copyOf(distinct.subList(from, to)))));
            }
        });
        return merged;
    }

    private static List<Proof> distinct(List<Proof> proofs) {
        Set<ByteBuffer> seen = new HashSet<>();
        return proofs.stream()
                .filter(proof -> seen.add(ByteBuffer.wrap(proof.message())))
                .toList();
    }

    private static Decoded decodeExactly(byte[] blob) {
        Decoded update = decode(blob);
        if (update.trailing.length > 0) {
            throw new UpdateFormatException(
                    Reason.TRAILING_BYTES, update.trailing.length + " bytes after the last message");
        }
        return update;
    }

    /** Everything before the VAA's length. */
    static void readHeader(ByteReader in) {
        requireMagic(in);
        in.u8(); // minor: any is compatible
        in.skip(in.u8()); // room for later header fields
        requireMerkle(in);
    }

    private static void requireMagic(ByteReader in) {
        if (in.u32() != MAGIC) {
            throw new UpdateFormatException(Reason.BAD_MAGIC, "does not begin with PNAU");
        }
        int major = in.u8();
        if (major != MAJOR) {
            throw new UpdateFormatException(Reason.BAD_MAJOR_VERSION, "major version " + major);
        }
    }

    private static void requireMerkle(ByteReader in) {
        int type = in.u8();
        if (type != WORMHOLE_MERKLE) {
            throw new UpdateFormatException(Reason.UNKNOWN_UPDATE_TYPE, "update type " + type);
        }
    }

    /** The next message and its proof out of {@code bytes}, which {@code in} reads and nobody will change. */
    static Proof readProof(ByteReader in, byte[] bytes) {
        return new Proof(in, bytes);
    }

    /** The message from {@code start}, inclusive, to {@code end}, exclusive. */
    static UpdateMessage message(byte[] bytes, int start, int end) {
        ByteReader in = new ByteReader(bytes, start, end);
        try {
            return switch (in.u8()) {
                case UpdateMessage.Price.TYPE -> UpdateMessage.Price.read(in);
                case UpdateMessage.Twap.TYPE -> UpdateMessage.Twap.read(in);
                case UpdateMessage.PublisherStakeCaps.TYPE -> UpdateMessage.PublisherStakeCaps.read(in);
                default -> new UpdateMessage.Other(Arrays.copyOfRange(bytes, start, end));
            };
        } catch (UpdateFormatException tooShort) {
            throw new UpdateFormatException(Reason.BAD_MESSAGE, "message of " + (end - start) + " bytes");
        }
    }
}
