package io.plimsoll.pyth.pro;

import java.util.Arrays;
import java.util.Optional;

/** Part of the trading day in which a price was made. */
public enum ProMarketSession {
    /** Main hours; always, for what trades around the clock. */
    REGULAR("regular"),
    /** Before the main hours. */
    PRE_MARKET("preMarket"),
    /** After the main hours. */
    POST_MARKET("postMarket"),
    /** At night. */
    OVER_NIGHT("overNight"),
    /** None: the price is the last one of an earlier session. */
    CLOSED("closed");

    private final String wireName;

    ProMarketSession(String wireName) {
        this.wireName = wireName;
    }

    /** Its number in payloads: 0 to 4. */
    public int id() {
        return ordinal();
    }

    /** Its name in parsed updates. */
    public String wireName() {
        return wireName;
    }

    /** The session of a number; empty for one that is not known here. */
    public static Optional<ProMarketSession> of(int id) {
        return Arrays.stream(values()).filter(session -> session.id() == id).findFirst();
    }

    /** The session of a name; empty for one that is not known here. */
    public static Optional<ProMarketSession> of(String wireName) {
        return Arrays.stream(values())
                .filter(session -> session.wireName.equals(wireName))
                .findFirst();
    }
}
