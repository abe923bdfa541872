package io.plimsoll.core.domain.price;

import io.plimsoll.core.foundation.error.SourceException;
import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** A source gave a price that must not be used; which reasons speak against it, with their numbers. */
public final class PriceRefused extends SourceException.Unusable {
    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<Refusal> refusals;

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

    /** Every reason, in the order of {@link RefusalReason}. */
    public List<Refusal> refusals() {
        return refusals;
    }
}
