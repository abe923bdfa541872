package io.plimsoll.hyperliquid.internal;

/**
 * Reads one kind of value that comes so often that its speed matters. Stateless and thread-safe, with a constructor without
 * parameters. Named by {@link ReadBy} at the record it reads.
 *
 * <p>It gives what Jackson would give for the same bytes, or throws {@link JsonScanner.Refused}; Jackson then decides.
 *
 * @param <T> what it reads
 */
@FunctionalInterface
public interface WireReader<T> {
    /** Reads the next value and stops right behind it. */
    T read(JsonScanner in);

    /**
     * The reader that a record names, for readers of what contains it.
     *
     * @throws IllegalArgumentException if it names none
     */
    static <T> WireReader<T> of(Class<T> type) {
        WireReader<T> reader = QuickReaders.find(type);
        if (reader == null) {
            throw new IllegalArgumentException("type must be marked with ReadBy, got " + type.getName());
        }
        return reader;
    }
}
