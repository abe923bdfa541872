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
}
