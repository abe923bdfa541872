package io.plimsoll.pyth.pro;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A payload in its envelope, taken apart and not yet believed: see {@link ProVerifier}. The signature is over the payload
 * only. Arrays are copied in and out.
 */
public sealed interface ProMessage {
    /** Bytes of a signature of either kind. */
    int SIGNATURE_BYTES = 64;

    /** Which envelope. */
    ProFormat format();

    /** The bytes that are signed; {@link ProPayload#decode} reads them. */
    byte[] payload();

    /** The envelope, written. */
    byte[] encode();

    /**
     * Signed with secp256k1 over keccak256 of the payload.
     *
     * @param format {@link ProFormat#EVM} or {@link ProFormat#LE_ECDSA}
     * @param signature r and s, 64 bytes
     * @param recoveryId as given, 0 to 255; only 0 and 1 can be right
     * @param payload 65,535 bytes at most
     */
    @SuppressWarnings("ArrayRecordComponent") // copied in and out, never compared
    record Ecdsa(ProFormat format, byte[] signature, int recoveryId, byte[] payload) implements ProMessage {
        public Ecdsa {
            if (format != ProFormat.EVM && format != ProFormat.LE_ECDSA) {
                throw new IllegalArgumentException("format must be signed with ECDSA, got " + format);
            }
            if (recoveryId < 0 || recoveryId > 0xff) {
                throw new IllegalArgumentException("recoveryId must be one byte, got " + recoveryId);
            }
            signature = ProMessage.sized("signature", signature, SIGNATURE_BYTES);
            payload = ProMessage.short16(payload);
        }

        @Override
        public byte[] signature() {
            return signature.clone();
        }

        @Override
        public byte[] payload() {
            return payload.clone();
        }

        @Override
        public byte[] encode() {
            return ProMessage.begin(format, SIGNATURE_BYTES + 1 + 2 + payload.length)
                    .put(signature)
                    .put((byte) recoveryId)
                    .order(format.order())
                    .putShort((short) payload.length)
                    .put(payload)
                    .array();
        }

        /** Hides the signature. */
        @Override
        public String toString() {
            return "Ecdsa[" + format + ", " + payload.length + " bytes]";
        }
    }

    /**
     * Signed with Ed25519: {@link ProFormat#SOLANA}.
     *
     * @param signature 64 bytes
     * @param publicKey who claims to have signed, 32 bytes
     * @param payload 65,535 bytes at most
     */
    @SuppressWarnings("ArrayRecordComponent") // copied in and out, never compared
    record Ed25519(byte[] signature, byte[] publicKey, byte[] payload) implements ProMessage {
        /** Bytes of a public key. */
        public static final int KEY_BYTES = 32;

        public Ed25519 {
            signature = ProMessage.sized("signature", signature, SIGNATURE_BYTES);
            publicKey = ProMessage.sized("publicKey", publicKey, KEY_BYTES);
            payload = ProMessage.short16(payload);
        }

        @Override
        public ProFormat format() {
            return ProFormat.SOLANA;
        }

        @Override
        public byte[] signature() {
            return signature.clone();
        }

        @Override
        public byte[] publicKey() {
            return publicKey.clone();
        }

        @Override
        public byte[] payload() {
            return payload.clone();
        }

        @Override
        public byte[] encode() {
            return ProMessage.begin(format(), SIGNATURE_BYTES + KEY_BYTES + 2 + payload.length)
                    .put(signature)
                    .put(publicKey)
                    .order(format().order())
                    .putShort((short) payload.length)
                    .put(payload)
                    .array();
        }

        /** Hides the signature. */
        @Override
        public String toString() {
            return "Ed25519[" + payload.length + " bytes]";
        }
    }

    /**
     * Signed by nobody: {@link ProFormat#LE_UNSIGNED}.
     *
     * @param payload 65,535 bytes at most
     */
    @SuppressWarnings("ArrayRecordComponent") // copied in and out, never compared
    record Unsigned(byte[] payload) implements ProMessage {
        public Unsigned {
            payload = ProMessage.short16(payload);
        }

        @Override
        public ProFormat format() {
            return ProFormat.LE_UNSIGNED;
        }

        @Override
        public byte[] payload() {
            return payload.clone();
        }

        @Override
        public byte[] encode() {
            return ProMessage.begin(format(), 2 + payload.length)
                    .order(format().order())
                    .putShort((short) payload.length)
                    .put(payload)
                    .array();
        }

        @Override
        public String toString() {
            return "Unsigned[" + payload.length + " bytes]";
        }
    }

    /**
     * Takes an envelope apart. Bytes after it are ignored, as the contract does; nobody signed them.
     *
     * @throws ProMessageException with {@link ProReason#TRUNCATED} or {@link ProReason#UNKNOWN_FORMAT}
     */
    static ProMessage decode(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message);
        try {
            int magic = in.getInt();
            ProFormat format = ProFormat.of(magic)
                    .orElseThrow(() -> new ProMessageException(
                            ProReason.UNKNOWN_FORMAT, "message begins with " + Integer.toHexString(magic)));
            return switch (format) {
                case EVM, LE_ECDSA ->
                    new Ecdsa(format, bytes(in, SIGNATURE_BYTES), in.get() & 0xff, payload(in, format.order()));
                case SOLANA ->
                    new Ed25519(bytes(in, SIGNATURE_BYTES), bytes(in, Ed25519.KEY_BYTES), payload(in, format.order()));
                case LE_UNSIGNED -> new Unsigned(payload(in, format.order()));
            };
        } catch (BufferUnderflowException e) {
            throw new ProMessageException(
                    ProReason.TRUNCATED, "message of " + message.length + " bytes ends in the middle of a field");
        }
    }

    private static byte[] payload(ByteBuffer in, ByteOrder order) {
        return bytes(in, Short.toUnsignedInt(in.order(order).getShort()));
    }

    private static byte[] bytes(ByteBuffer in, int count) {
        if (count > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }

    private static ByteBuffer begin(ProFormat format, int rest) {
        return ByteBuffer.allocate(Integer.BYTES + rest).putInt(format.magic());
    }

    private static byte[] sized(String what, byte[] bytes, int size) {
        if (bytes.length != size) {
            throw new IllegalArgumentException(what + " must be " + size + " bytes, got " + bytes.length);
        }
        return bytes.clone();
    }

    private static byte[] short16(byte[] payload) {
        if (payload.length > 0xffff) {
            throw new IllegalArgumentException("payload must be at most 65535 bytes, got " + payload.length);
        }
        return Arrays.copyOf(payload, payload.length);
    }
}
