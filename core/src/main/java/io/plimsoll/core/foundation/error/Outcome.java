package io.plimsoll.core.foundation.error;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What came of one of many independent items: a value, or the source's error. A batch returns one per item, so that one
 * failure neither hides nor stops the others.
 *
 * @param <T> the value
 */
public sealed interface Outcome<T> {
    /**
     * It worked.
     *
     * @param value what was asked for
     * @param <T> the value's type
     */
    record Success<T>(T value) implements Outcome<T> {}

    /**
     * It did not.
     *
     * @param error why
     * @param <T> the type of the value that is missing
     */
    record Failure<T>(SourceException error) implements Outcome<T> {}

    /** An outcome with a value. */
    static <T> Outcome<T> success(T value) {
        return new Success<>(value);
    }

    /** An outcome with an error. */
    static <T> Outcome<T> failure(SourceException error) {
        return new Failure<>(error);
    }

    /** Runs {@code task} and keeps its {@link SourceException}; any other exception is a bug and passes through. */
    static <T> Outcome<T> of(Supplier<? extends T> task) {
        try {
            return success(task.get());
        } catch (SourceException e) {
            return failure(e);
        }
    }

    /** The value, if there is one. */
    default Optional<T> findValue() {
        return this instanceof Success<T> success ? Optional.of(success.value) : Optional.empty();
    }

    /** The error, if there is one. */
    default Optional<SourceException> findError() {
        return this instanceof Failure<T> failure ? Optional.of(failure.error) : Optional.empty();
    }

    /** The value, or the error thrown. */
    default T orElseThrow() {
        if (this instanceof Failure<T> failure) {
            throw failure.error;
        }
        return ((Success<T>) this).value;
    }

    /** The same error, or the value changed. */
    default <R> Outcome<R> map(Function<? super T, ? extends R> change) {
        if (this instanceof Failure<T> failure) {
            return new Failure<>(failure.error);
        }
        return new Success<>(change.apply(((Success<T>) this).value));
    }
}
