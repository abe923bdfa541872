package io.plimsoll.core.engine;

import io.plimsoll.core.domain.price.PriceQuote;
import io.plimsoll.core.domain.price.PriceVerdict;
import io.plimsoll.core.domain.price.PriceVerdict.Refused;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * What one source said of an asset, and what was made of it.
 *
 * @param source name
 * @param answer its quote, or why it gave none
 * @param verdict of the source's policy; empty if it gave no quote
 * @param deviationBps distance from the first usable price as a share of the lower of the two, rounded up to a hundredth of a
 *     basis point; empty for that price itself, where there is none, and for a price that is not above zero
 */
public record Opinion(
        String source, Outcome<PriceQuote> answer, Optional<PriceVerdict> verdict, Optional<BigDecimal> deviationBps) {

    /** Why it was not used: its own error or the policy's; empty if it could be used. */
    public Optional<SourceException> error() {
        return answer.findError()
                .or(() -> verdict.filter(Refused.class::isInstance)
                        .map(Refused.class::cast)
                        .map(Refused::error));
    }
}
