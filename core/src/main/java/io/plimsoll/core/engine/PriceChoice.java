package io.plimsoll.core.engine;

import io.plimsoll.core.domain.price.PriceVerdict.Usable;
import io.plimsoll.core.foundation.error.Outcome;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Which price was chosen for an asset, and what every source that was asked had said.
 *
 * @param asset such as {@code BTC}
 * @param chosen the quote with its age and bounds; its {@code source} says whose it is. A failure where no source can be used,
 *     or where usable ones contradict each other
 * @param opinions one for each source that was asked, in order of preference
 */
public record PriceChoice(String asset, Outcome<Usable> chosen, List<Opinion> opinions) {
    public PriceChoice {
        opinions = List.copyOf(opinions);
    }

    /** The widest distance of any source that answered from the chosen price; empty if there is none to compare with. */
    public Optional<BigDecimal> widestDeviationBps() {
        return opinions.stream()
                .flatMap(opinion -> opinion.deviationBps().stream())
                .max(BigDecimal::compareTo);
    }
}
