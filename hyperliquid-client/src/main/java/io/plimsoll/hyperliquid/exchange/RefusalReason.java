package io.plimsoll.hyperliquid.exchange;

import java.util.Locale;

/** What the venue's text of a refusal means, as far as it is known. */
public enum RefusalReason {
    /**
     * The nonce was used before, or is out of the window. {@link Nonces} give none twice; so if a proxy in between may have
     * repeated the request, the first of the two may have been done.
     */
    INVALID_NONCE("invalid nonce"),
    /** The signature shows a key that no account knows: a wrong key, a removed agent, or bytes that differ. */
    UNKNOWN_SIGNER("does not exist"),
    /** The account that the signature shows has no funds: a new account, or bytes that differ. */
    DEPOSIT_FIRST("must deposit before"),
    /** It came after its expiry. */
    EXPIRED("expire"),
    /** The price is not one of the market's steps. */
    PRICE_OFF_TICK("divisible by tick size"),
    /** The price has too many digits. */
    INVALID_PRICE("order has invalid price"),
    /** The size has too many digits, or is nothing. */
    INVALID_SIZE("order has invalid size"),
    /** The order is worth too little. */
    BELOW_MINIMUM_VALUE("must have minimum value"),
    /** There is not enough collateral. */
    INSUFFICIENT_MARGIN("insufficient margin"),
    /** There is not enough of the token. */
    INSUFFICIENT_BALANCE("insufficient spot balance"),
    /** The order would open or grow a position. */
    REDUCE_ONLY_WOULD_INCREASE("reduce only order would increase"),
    /** The order would trade at once. */
    POST_ONLY_WOULD_MATCH("post only order would have immediately matched"),
    /** Nothing to trade with at that price. */
    NO_MATCH("could not immediately match"),
    /** A trigger on the wrong side of the price. */
    INVALID_TRIGGER_PRICE("invalid tp/sl price"),
    /** An empty book. */
    NO_LIQUIDITY("no liquidity available"),
    /** The market's open interest is as large as it may be, or grows too fast. */
    OPEN_INTEREST_CAP("open interest"),
    /** The price is too far from the oracle's. */
    PRICE_TOO_FAR("too far from"),
    /** The position would be larger than its leverage allows. */
    MARGIN_TIER("margin tier limit"),
    /** No such order, or it is gone. */
    NOT_FOUND("was never placed"),
    /** A duration that the venue does not take. */
    INVALID_TWAP_DURATION("invalid twap duration"),
    /** The account has not allowed the builder's fee. */
    BUILDER_FEE_NOT_APPROVED("builder fee has not been approved"),
    /** The address has used up its requests. */
    TOO_MANY_REQUESTS("too many cumulative requests"),
    /** A text not known here. */
    OTHER("");

    private final String part;

    RefusalReason(String part) {
        this.part = part;
    }

    /** The reason whose words the text has; the first that fits. */
    public static RefusalReason of(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        for (RefusalReason reason : values()) {
            if (lower.contains(reason.part)) {
                return reason;
            }
        }
        return OTHER;
    }
}
