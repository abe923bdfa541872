package io.plimsoll.pyth.pro;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A binary websocket frame, which comes where {@code deliveryFormat} is {@code binary}. {@link ProStream} asks for JSON, which
 * says the same.
 *
 * @param subscriptionId whose update it is; unsigned 64-bit
 * @param parts messages of {@link ProMessage}, and after a magic of its own the parsed update as JSON; those of formats that
 *     are not known here are kept. The arrays are shared, not copied
 */
public record ProFrame(long subscriptionId, List<byte[]> parts) {
    private static final int MAGIC = 0x7377881b;
    private static final int JSON_MAGIC = 0x9a10dac4;

    public ProFrame {
        parts = List.copyOf(parts);
    }

    /**
     * Takes a frame apart.
     *
     * @throws ProMessageException with {@link ProReason#TRUNCATED} or {@link ProReason#UNKNOWN_FORMAT}
     */
    public static ProFrame decode(byte[] frame) {
        ByteBuffer in = ByteBuffer.wrap(frame);
        try {
            int magic = in.getInt();
            if (magic != MAGIC) {
                throw new ProMessageException(
                        ProReason.UNKNOWN_FORMAT, "frame begins with " + Integer.toHexString(magic));
            }
            long subscriptionId = in.getLong();
            List<byte[]> parts = new ArrayList<>();
            while (in.hasRemaining()) {
                byte[] part = new byte[Short.toUnsignedInt(in.getShort())];
                in.get(part);
                parts.add(part);
            }
            return new ProFrame(subscriptionId, parts);
        } catch (BufferUnderflowException e) {
            throw new ProMessageException(
                    ProReason.TRUNCATED, "frame of " + frame.length + " bytes ends in the middle of a part");
        }
    }

    /** The message in a format; empty if the frame has none. */
    public Optional<byte[]> find(ProFormat format) {
        return part(format.magic());
    }

    /** The parsed update as JSON text; empty if the frame has none. Not signed. */
    public Optional<String> json() {
        return part(JSON_MAGIC)
                .map(part -> new String(part, Integer.BYTES, part.length - Integer.BYTES, StandardCharsets.UTF_8));
    }

    private Optional<byte[]> part(int magic) {
        return parts.stream()
                .filter(part ->
                        part.length >= Integer.BYTES && ByteBuffer.wrap(part).getInt() == magic)
                .findFirst();
    }

    /** A part that holds the parsed update. */
    public static byte[] jsonPart(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + text.length)
                .putInt(JSON_MAGIC)
                .put(text)
                .array();
    }

    /**
     * The frame, written.
     *
     * @throws IllegalArgumentException if a part has more than 65,535 bytes
     */
    public byte[] encode() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(Integer.BYTES + Long.BYTES)
                .putInt(MAGIC)
                .putLong(subscriptionId)
                .array());
        for (byte[] part : parts) {
            if (part.length > 0xffff) {
                throw new IllegalArgumentException("a part must be at most 65535 bytes, got " + part.length);
            }
            out.writeBytes(ByteBuffer.allocate(Short.BYTES)
                    .putShort((short) part.length)
                    .array());
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** Equal if the bytes are. */
    @Override
    public boolean equals(Object other) {
        return other instanceof ProFrame frame && Arrays.equals(encode(), frame.encode());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encode());
    }

    @Override
    public String toString() {
        return "ProFrame[subscriptionId=" + Long.toUnsignedString(subscriptionId) + ", " + parts.size() + " parts]";
    }
}
