package io.plimsoll.examples.quickstart;

import io.plimsoll.core.domain.price.PriceSource;
import io.plimsoll.core.domain.price.PriceVerdict.Usable;
import io.plimsoll.core.engine.FirstOf;
import io.plimsoll.core.engine.PriceChoice;
import io.plimsoll.core.engine.Prices;
import io.plimsoll.core.foundation.error.Outcome;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.Set;

/** One price out of several sources, or a reason why there is none that may be used. */
public final class AgreedPrice {
    private AgreedPrice() {}

    /**
     * The price to value collateral with.
     *
     * @param asset such as {@code HYPE}
     * @param pyth preferred, for example {@code PythClient.mainnet(key).prices()}
     * @param venue to compare with, for example {@code HyperliquidClient.mainnet().oracle(clock)}
     */
    public static String of(String asset, PriceSource pyth, PriceSource venue) {
        FirstOf prices = Prices.inOrder()
                .then(pyth)
                .then(venue)
                .crossCheck()
                .maxDeviationBps(BigDecimal.valueOf(200))
                .build();

        PriceChoice choice = Objects.requireNonNull(prices.choose(Set.of(asset)).get(asset));
        if (choice.chosen() instanceof Outcome.Failure<Usable> failure) {
            return "no price: " + failure.error().getMessage();
        }
        Usable price = choice.chosen().orElseThrow();
        return price.quote().source() + " " + price.quote().price().value() + ", collateral at "
                + price.bounds().collateral() + ", debt at " + price.bounds().debt() + ", sources differ by "
                + choice.widestDeviationBps().orElse(BigDecimal.ZERO) + " bps";
    }
}
