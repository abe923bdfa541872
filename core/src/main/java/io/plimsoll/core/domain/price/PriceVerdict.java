package io.plimsoll.core.domain.price;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a {@link PricePolicy} says of a quote at a moment. */
public sealed interface PriceVerdict {
    /** That was judged. */
    PriceQuote quote();

    /** Of the price at that moment; negative if it claims to be from the future. */
    Duration age();

    /**
     * Every bound of the policy holds.
     *
     * @param quote that was judged
     * @param age of the price at that moment
     * @param confidenceBps conf / price, rounded up to a hundredth of a basis point
     * @param emaDeviationBps |price − ema| / ema, rounded up to a hundredth of a basis point; empty if there is no average to
     *     compare with
     * @param market whether its market trades: a policy may let a price of a closed market pass, and this says so
     * @param bounds between which the market's price is taken to lie, both above zero
     */
    record Usable(
            PriceQuote quote,
            Duration age,
            BigDecimal confidenceBps,
            Optional<BigDecimal> emaDeviationBps,
            MarketStatus market,
            PriceBounds bounds)
            implements PriceVerdict {}

    /**
     * Not to be used.
     *
     * @param quote that was judged
     * @param age of the price at that moment
     * @param refusals every reason, at least one, in the order of {@link RefusalReason}
     */
    record Refused(PriceQuote quote, Duration age, List<Refusal> refusals) implements PriceVerdict {
        public Refused {
            refusals = List.copyOf(refusals);
            if (refusals.isEmpty()) {
                throw new IllegalArgumentException("a refused price needs a reason");
            }
        }

        /** The same as an error. */
        public PriceRefused error() {
            return new PriceRefused(quote.source(), quote.asset(), refusals);
        }

        /** For logs: the reasons with their numbers. */
        @Override
        public String toString() {
            return refusals.stream().map(Refusal::toString).collect(Collectors.joining("; "));
        }
    }
}
