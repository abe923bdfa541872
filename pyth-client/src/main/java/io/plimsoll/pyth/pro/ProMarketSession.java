package io.plimsoll.pyth.pro;

import java.util.Arrays;
import java.util.Optional;

/** Part of the trading day in which a price was made. */
public enum ProMarketSession {
    /** Main hours; always, for what trades around the clock. */
    REGULAR(0, "regular"),
    /** Before the main hours. */
    PRE_MARKET(1, "preMarket"),
    /** After the main hours. */
    POST_MARKET(2, "postMarket"),
    /** At night. */
    OVER_NIGHT(3, "overNight"),
    /** None: the price is the last one of an earlier session. */
    CLOSED(4, "closed");

    private final int id;
    private final String wireName;

    ProMarketSession(int id, String wireName) {
        this.id = id;
        this.wireName = wireName;
    }

    /** Its number in payloads: 0 to 4. */
    public int id() {
        return id;
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
