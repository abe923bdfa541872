package io.plimsoll.core.domain.price;

import io.plimsoll.core.foundation.error.SourceException;
import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A source gave a price that must not be used; which reasons speak against it, with their numbers. */
public final class PriceRefused extends SourceException.Unusable {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient @Nullable List<Refusal> refusals;

    /**
     * A refusal.
     *
     * @param source that gave it
     * @param refusals at least one
     */
    public PriceRefused(String source, String asset, List<Refusal> refusals) {
        super(
                source,
                "price of " + asset + " refused: "
                        + refusals.stream().map(Refusal::toString).collect(Collectors.joining("; ")));
        this.refusals = List.copyOf(refusals);
    }

    /** Every reason, in the order of {@link RefusalReason}; none after Java serialization, which keeps the message only. */
    public List<Refusal> refusals() {
        List<Refusal> kept = refusals;
        return kept == null ? List.of() : kept;
    }
}
