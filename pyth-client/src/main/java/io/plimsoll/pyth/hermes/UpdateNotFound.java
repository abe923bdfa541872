package io.plimsoll.pyth.hermes;

import io.plimsoll.core.foundation.error.SourceException;
import java.io.Serial;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The feeds are known, but there is no update of that time for all of them (HTTP 404, {@code Update data not found}): one of
 * them stood still from then on, or the time has only just passed. Updates can be had 1 to 3 s after their time, so the second
 * case is worth asking again, once.
 */
public final class UpdateNotFound extends SourceException.Rejected {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int STATUS = 404;

    private final String text;
    private final @Nullable Duration retryAfter;

    UpdateNotFound(String answer) {
        this(answer, null);
    }

    private UpdateNotFound(String text, @Nullable Duration retryAfter) {
        super(HermesClient.SOURCE, text, STATUS);
        this.text = text;
        this.retryAfter = retryAfter;
    }

    /** The same for a time that has only just passed. */
    UpdateNotFound late(Duration retryAfter) {
        return new UpdateNotFound(
                text + ", yet: updates can be had 1 to 3 s after their time, ask once more", retryAfter);
    }

    /** Whether the time has only just passed, so that the update may still come. */
    @Override
    public boolean retryable() {
        return retryAfter != null;
    }

    @Override
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
