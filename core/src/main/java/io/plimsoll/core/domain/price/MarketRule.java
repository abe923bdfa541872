package io.plimsoll.core.domain.price;

/** What a {@link PricePolicy} makes of a market's hours. */
public enum MarketRule {
    /** A price is as good when the market is closed; the verdict says that it is. */
    IGNORE,
    /** A price of a market that is known to be closed is refused. */
    REFUSE_CLOSED,
    /** Only a market that is known to be open has a price. */
    REQUIRE_OPEN
}
