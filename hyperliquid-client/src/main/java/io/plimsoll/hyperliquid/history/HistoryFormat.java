package io.plimsoll.hyperliquid.history;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.hyperliquid.internal.WireJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How the lines of a kind of file read. Immutable, thread-safe.
 *
 * @param <T> what a line holds
 */
public final class HistoryFormat<T> {
    /** Reads the lines of one file, first to last. */
    interface LineParser<T> {
        /**
         * What a line holds.
         *
         * @return null for a line that holds nothing, such as a header
         * @throws MalformedResponse if it is not of the format
         */
        @Nullable
        T parse(byte[] text, int offset, int length);
    }

    private final String name;
    private final boolean selfDelimiting;
    private final Supplier<LineParser<T>> parsers;

    private HistoryFormat(String name, boolean selfDelimiting, Supplier<LineParser<T>> parsers) {
        this.name = name;
        this.selfDelimiting = selfDelimiting;
        this.parsers = parsers;
    }

    /** One JSON value per line. */
    static <T> HistoryFormat<T> json(String name, TypeReference<T> line) {
        return json(name, parser(name, line));
    }

    static <T> HistoryFormat<T> json(String name, LineParser<T> parser) {
        return new HistoryFormat<>(name, true, () -> parser);
    }

    /** Comma-separated lines below a header. */
    static <T> HistoryFormat<T> csv(String name, Supplier<LineParser<T>> parsers) {
        return new HistoryFormat<>(name, false, parsers);
    }

    static <T> LineParser<T> parser(String name, TypeReference<T> line) {
        JavaType type = WireJson.type(line);
        return (text, offset, length) -> WireJson.read(type, text, offset, length, name, "line");
    }

    /** What the venue calls such files, such as {@code node_fills_by_block}. */
    public String name() {
        return name;
    }

    /**
     * Opens a file, compressed (LZ4 frames, told by their magic number) or plain. Nothing is read yet.
     *
     * @throws HistoryException if there is no such file
     */
    public HistoryReader<T> open(Path file) {
        try {
            return open(file.toString(), Files.newInputStream(file));
        } catch (IOException e) {
            throw new HistoryException(
                    HistoryException.Kind.UNREADABLE, file.toString(), 0, "cannot be opened: " + e, e);
        }
    }

    /**
     * Reads from a stream: an object of a bucket, say.
     *
     * @param file how errors name it
     * @param content compressed or plain; closed with the reader
     */
    public HistoryReader<T> open(String file, InputStream content) {
        return new HistoryReader<>(file, content, this);
    }

    LineParser<T> newParser() {
        return parsers.get();
    }

    /** Whether a line that was cut cannot look like a whole one. */
    boolean selfDelimiting() {
        return selfDelimiting;
    }

    /** The name. */
    @Override
    public String toString() {
        return name;
    }
}
