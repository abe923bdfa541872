package io.plimsoll.hyperliquid.history;

import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.hyperliquid.history.HistoryException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The records of one file, one after the other, each read when it is asked for. Memory is that of the longest line. Close it.
 * Not thread-safe.
 *
 * <p>What is wrong with the file is thrown by {@link #hasNext} and {@link #next} as a {@link HistoryException}, after every
 * record before it, and ends the reading. With {@link #onBadLine} it goes to a handler, and lines behind a malformed one are
 * read on.
 *
 * @param <T> what a line holds
 */
public final class HistoryReader<T> implements Iterator<T>, AutoCloseable {
    private final String file;
    private final HistoryFormat<T> format;
    private final HistoryFormat.LineParser<T> parser;
    private final Lines lines;
    private Consumer<HistoryException> badLines = problem -> {
        throw problem;
    };
    private @Nullable T next;
    private boolean done;

    HistoryReader(String file, InputStream content, HistoryFormat<T> format) {
        this.file = file;
        this.format = format;
        this.parser = format.newParser();
        this.lines = new Lines(file, content);
    }

    /**
     * Hands what is wrong to {@code handler} instead of throwing it: a malformed line is left out and the reading goes on;
     * after a cut or an unreadable place it ends. What the handler throws comes out of {@link #hasNext}.
     */
    public HistoryReader<T> onBadLine(Consumer<HistoryException> handler) {
        badLines = handler;
        return this;
    }

    /** Number of the line that was read last, from 1; 0 before the first. */
    public long line() {
        return lines.number();
    }

    @Override
    public boolean hasNext() {
        while (next == null && !done) {
            next = read();
        }
        return next != null;
    }

    @Override
    public T next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException(file + " has no more records");
        }
        T record = next;
        next = null;
        return record;
    }

    /** The records that are left. Closing the stream closes the reader. */
    public Stream<T> stream() {
        return StreamSupport.stream(
                        Spliterators.spliteratorUnknownSize(this, Spliterator.ORDERED | Spliterator.NONNULL), false)
                .onClose(this::close);
    }

    /** Closes the file. Nothing more is read. */
    @Override
    public void close() {
        done = true;
        next = null;
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable T read() {
        try {
            if (!lines.advance()) {
                done = true;
                return null;
            }
        } catch (HistoryException unreadable) {
            done = true;
            badLines.accept(unreadable);
            return null;
        }
        if (lines.blank()) {
            return null;
        }
        if (!lines.terminated() && !format.selfDelimiting()) {
            return bad(Kind.TRUNCATED, "the file ends without an end of line: its last line may be cut", null);
        }
        try {
            return parser.parse(lines.buffer(), lines.offset(), lines.length());
        } catch (MalformedResponse e) {
            return lines.terminated()
                    ? bad(Kind.MALFORMED, String.valueOf(e.getMessage()), e)
                    : bad(Kind.TRUNCATED, "the file ends in the middle of a line: " + e.getMessage(), e);
        }
    }

    private @Nullable T bad(Kind kind, String message, @Nullable Throwable cause) {
        boolean goOn = false;
        try {
            badLines.accept(new HistoryException(kind, file, lines.number(), message, cause));
            goOn = kind == Kind.MALFORMED;
            return null;
        } finally {
            done |= !goOn;
        }
    }
}
