package io.plimsoll.pyth.pro;

/** Lengths of candles. */
public enum ProResolution {
    /** One minute. */
    MINUTES_1("1"),
    /** Two minutes. */
    MINUTES_2("2"),
    /** Five minutes. */
    MINUTES_5("5"),
    /** A quarter of an hour. */
    MINUTES_15("15"),
    /** Half an hour. */
    MINUTES_30("30"),
    /** One hour. */
    HOURS_1("60"),
    /** Two hours. */
    HOURS_2("120"),
    /** Four hours. */
    HOURS_4("240"),
    /** Six hours. */
    HOURS_6("360"),
    /** Twelve hours. */
    HOURS_12("720"),
    /** One day. */
    DAY("D"),
    /** One week. */
    WEEK("W"),
    /** One month. */
    MONTH("M");

    private final String wireName;

    ProResolution(String wireName) {
        this.wireName = wireName;
    }

    /** Its name in requests. */
    public String wireName() {
        return wireName;
    }
}
