package io.plimsoll.core.engine;

import io.plimsoll.core.foundation.error.SourceException;
import java.io.Serial;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Every source was asked and none of them gave a price that may be used. The message has each one's reason. */
public final class NoUsablePrice extends SourceException.Unusable {
    @Serial
    private static final long serialVersionUID = 1L;

    /** An array, as exceptions are serializable. */
    private final SourceException[] causes;

    NoUsablePrice(String source, String asset, List<SourceException> causes) {
        super(
                source,
                "no usable price of " + asset + ": "
                        + causes.stream().map(SourceException::getMessage).collect(Collectors.joining("; ")));
        this.causes = causes.toArray(SourceException[]::new);
        causes.forEach(this::addSuppressed);
    }

    /** Each source's error, in order of preference. */
    public List<SourceException> causes() {
        return List.of(causes);
    }

    /** Whether any of them may have a price later. */
    @Override
    public boolean retryable() {
        return Arrays.stream(causes).anyMatch(SourceException::retryable);
    }

    /** The shortest time that a source asked to wait. */
    @Override
    public Optional<Duration> retryAfter() {
        return Arrays.stream(causes)
                .flatMap(cause -> cause.retryAfter().stream())
                .min(Duration::compareTo);
    }
}
