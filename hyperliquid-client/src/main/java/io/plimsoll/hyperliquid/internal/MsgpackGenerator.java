package io.plimsoll.hyperliquid.internal;

import com.fasterxml.jackson.core.Base64Variant;
import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.ObjectCodec;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.base.GeneratorBase;
import com.fasterxml.jackson.core.io.ContentReference;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.util.BufferRecycler;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes what Jackson would write as JSON as MessagePack instead, so that one record is the schema of both. As the venue packs:
 * map keys in the order they are written, every integer in its shortest form, an integer that is not negative in the unsigned
 * family, UTF-8 text, {@code nil} for null. There is no fraction in the venue's packed actions, so one is refused.
 *
 * <p>For one value; not thread-safe.
 *
 * @see <a href="https://github.com/msgpack/msgpack/blob/master/spec.md">MessagePack</a>
 */
public final class MsgpackGenerator extends GeneratorBase {
    private static final int MAX_FIXED = 15;

    /** Only its limits are used, so all generators share it. */
    private static final IOContext CONTEXT = new IOContext(
            StreamReadConstraints.defaults(),
            StreamWriteConstraints.defaults(),
            ErrorReportConfiguration.defaults(),
            new BufferRecycler(),
            ContentReference.unknown(),
            false);

    private byte[] out = new byte[512];
    private int size;
    private int[] starts = new int[8];
    private int[] counts = new int[8];
    private boolean[] maps = new boolean[8];
    private int depth;

    /** A generator that packs with the serializers of {@code codec}. */
    public MsgpackGenerator(ObjectCodec codec) {
        super(0, codec, CONTEXT);
    }

    /** How many bytes were written. */
    public int size() {
        return size;
    }

    /** The bytes, from 0 to {@link #size}; not a copy. */
    public byte[] buffer() {
        return out;
    }

    /** A copy of the bytes. */
    public byte[] toBytes() {
        return Arrays.copyOf(out, size);
    }

    @Override
    public void writeStartArray() {
        start(false);
    }

    @Override
    public void writeStartArray(@Nullable Object forValue) {
        start(false);
    }

    @Override
    public void writeStartArray(@Nullable Object forValue, int size) {
        start(false);
    }

    @Override
    public void writeEndArray() {
        end(0x90, 0xdc);
    }

    @Override
    public void writeStartObject() {
        start(true);
    }

    @Override
    public void writeStartObject(@Nullable Object forValue) {
        start(true);
    }

    @Override
    public void writeStartObject(@Nullable Object forValue, int size) {
        start(true);
    }

    @Override
    public void writeEndObject() {
        end(0x80, 0xde);
    }

    /** Leaves one byte for the header: how many items there will be is not known yet, and seldom more than fit into it. */
    private void start(boolean map) {
        item();
        if (depth == starts.length) {
            starts = Arrays.copyOf(starts, 2 * depth);
            counts = Arrays.copyOf(counts, 2 * depth);
            maps = Arrays.copyOf(maps, 2 * depth);
        }
        starts[depth] = size;
        counts[depth] = 0;
        maps[depth] = map;
        depth++;
        put(0);
    }

    private void end(int fixed, int wide) {
        depth--;
        int count = counts[depth];
        int header = starts[depth];
        if (count <= MAX_FIXED) {
            out[header] = (byte) (fixed | count);
            return;
        }
        int width = count <= 0xffff ? 2 : 4;
        room(width);
        System.arraycopy(out, header + 1, out, header + 1 + width, size - header - 1);
        size += width;
        out[header] = (byte) (width == 2 ? wide : wide + 1);
        for (int i = 0; i < width; i++) {
            out[header + 1 + i] = (byte) (count >>> (8 * (width - 1 - i)));
        }
    }

    /** A map counts its keys, an array its values. */
    private void item() {
        if (depth > 0 && !maps[depth - 1]) {
            counts[depth - 1]++;
        }
    }

    @Override
    public void writeFieldName(String name) {
        counts[depth - 1]++;
        text(name);
    }

    @Override
    public void writeFieldName(SerializableString name) {
        counts[depth - 1]++;
        utf8(name.asUnquotedUTF8());
    }

    @Override
    public void writeString(@Nullable String text) {
        if (text == null) {
            writeNull();
            return;
        }
        item();
        text(text);
    }

    @Override
    public void writeString(char[] text, int offset, int length) {
        writeString(new String(text, offset, length));
    }

    private void text(String text) {
        int length = text.length();
        if (length > 31) {
            utf8(text.getBytes(StandardCharsets.UTF_8));
            return;
        }
        room(1 + length);
        int start = size;
        for (int i = 0; i < length; i++) {
            char character = text.charAt(i);
            if (character >= 0x80) {
                size = start;
                utf8(text.getBytes(StandardCharsets.UTF_8));
                return;
            }
            out[start + 1 + i] = (byte) character;
        }
        out[start] = (byte) (0xa0 | length);
        size = start + 1 + length;
    }

    private void utf8(byte[] utf8) {
        int length = utf8.length;
        if (length <= 31) {
            put(0xa0 | length);
        } else if (length <= 0xff) {
            put(0xd9);
            put(length);
        } else if (length <= 0xffff) {
            put(0xda);
            bigEndian(length, 2);
        } else {
            put(0xdb);
            bigEndian(length, 4);
        }
        room(length);
        System.arraycopy(utf8, 0, out, size, length);
        size += length;
    }

    @Override
    public void writeNumber(int value) {
        writeNumber((long) value);
    }

    @Override
    public void writeNumber(long value) {
        item();
        if (value >= 0) {
            unsigned(value);
        } else if (value >= -32) {
            put((int) value);
        } else if (value >= Byte.MIN_VALUE) {
            put(0xd0);
            put((int) value);
        } else if (value >= Short.MIN_VALUE) {
            put(0xd1);
            bigEndian(value, 2);
        } else if (value >= Integer.MIN_VALUE) {
            put(0xd2);
            bigEndian(value, 4);
        } else {
            put(0xd3);
            bigEndian(value, 8);
        }
    }

    private void unsigned(long value) {
        if (value <= 0x7f) {
            put((int) value);
        } else if (value <= 0xff) {
            put(0xcc);
            put((int) value);
        } else if (value <= 0xffff) {
            put(0xcd);
            bigEndian(value, 2);
        } else if (value <= 0xffff_ffffL) {
            put(0xce);
            bigEndian(value, 4);
        } else {
            put(0xcf);
            bigEndian(value, 8);
        }
    }

    @Override
    public void writeNumber(BigInteger value) {
        if (value.bitLength() <= 63) {
            writeNumber(value.longValue());
        } else if (value.signum() > 0 && value.bitLength() == 64) {
            item();
            put(0xcf);
            bigEndian(value.longValue(), 8);
        } else {
            throw new IllegalArgumentException("an integer of the venue has 64 bits at most, got " + value);
        }
    }

    @Override
    public void writeNumber(BigDecimal value) {
        throw fraction(value.toPlainString());
    }

    @Override
    public void writeNumber(double value) {
        throw fraction(Double.toString(value));
    }

    @Override
    public void writeNumber(float value) {
        throw fraction(Float.toString(value));
    }

    @Override
    public void writeNumber(String encoded) {
        writeNumber(new BigInteger(encoded));
    }

    private static IllegalArgumentException fraction(String value) {
        return new IllegalArgumentException("an action carries fractions as text, got the number " + value);
    }

    @Override
    public void writeBoolean(boolean value) {
        item();
        put(value ? 0xc3 : 0xc2);
    }

    @Override
    public void writeNull() {
        item();
        put(0xc0);
    }

    private void bigEndian(long value, int bytes) {
        room(bytes);
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out[size++] = (byte) (value >>> shift);
        }
    }

    private void put(int value) {
        room(1);
        out[size++] = (byte) value;
    }

    private void room(int bytes) {
        if (size + bytes > out.length) {
            out = Arrays.copyOf(out, Math.max(2 * out.length, size + bytes));
        }
    }

    @Override
    public void writeRawUTF8String(byte[] buffer, int offset, int length) {
        throw raw();
    }

    @Override
    public void writeUTF8String(byte[] buffer, int offset, int length) {
        throw raw();
    }

    @Override
    public void writeRaw(String text) {
        throw raw();
    }

    @Override
    public void writeRaw(String text, int offset, int length) {
        throw raw();
    }

    @Override
    public void writeRaw(char[] text, int offset, int length) {
        throw raw();
    }

    @Override
    public void writeRaw(char character) {
        throw raw();
    }

    @Override
    public void writeBinary(Base64Variant variant, byte[] data, int offset, int length) {
        throw raw();
    }

    private static UnsupportedOperationException raw() {
        return new UnsupportedOperationException("the venue's actions carry neither raw JSON nor binary");
    }

    @Override
    public void flush() {
        // everything is in memory
    }

    @Override
    protected void _releaseBuffers() {
        // nothing is pooled
    }

    @Override
    protected void _verifyValueWrite(String typeMessage) {
        // Jackson's serializers write well-formed values
    }
}
