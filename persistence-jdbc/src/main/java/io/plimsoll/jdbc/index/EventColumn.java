package io.plimsoll.jdbc.index;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.jdbc.internal.Engine;
import io.plimsoll.jdbc.internal.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;

/**
 * What a column of an {@link EventTable} holds. A value that it cannot hold exactly is refused, never cut or rounded. Immutable.
 *
 * @param <V> the domain's type
 */
public final class EventColumn<V> {
    /** A 256-bit number, signed or not: {@code NUMERIC(78, 0)}. */
    public static final EventColumn<BigInteger> AMOUNT = new EventColumn<>(Type.AMOUNT, "NUMERIC(78,0)");
    /** A number of at most 20 digits before the point and 18 after: {@code NUMERIC(38, 18)}. */
    public static final EventColumn<BigDecimal> DECIMAL = new EventColumn<>(Type.DECIMAL, "NUMERIC(38,18)");
    /** A number of 64 bits: {@code BIGINT}. */
    public static final EventColumn<Long> LONG = new EventColumn<>(Type.LONG, "BIGINT");
    /** Yes or no: {@code BOOLEAN}. */
    public static final EventColumn<Boolean> FLAG = new EventColumn<>(Type.FLAG, "BOOLEAN");
    /** To the microsecond: {@code TIMESTAMP(6) WITH TIME ZONE}. */
    public static final EventColumn<Instant> TIME = new EventColumn<>(Type.TIME, "TIMESTAMP WITH TIME ZONE");
    /** As lower-case {@code 0x} text. */
    public static final EventColumn<Address> ADDRESS = new EventColumn<>(Type.ADDRESS, shortText(42));
    /** As lower-case {@code 0x} text. */
    public static final EventColumn<Bytes32> HASH = new EventColumn<>(Type.HASH, shortText(66));
    /** Text of up to a million characters. */
    public static final EventColumn<String> DOCUMENT = new EventColumn<>(Type.DOCUMENT, "TEXT");

    private static final int NAME_LENGTH = 60;
    private static final int LONGEST_TEXT = 10_000;

    private final Type<V> type;
    private final String sqlType;

    private EventColumn(Type<V> type, String sqlType) {
        this.type = type;
        this.sqlType = sqlType;
    }

    /** Text of up to {@code maxLength} characters, at most {@value #LONGEST_TEXT}; for more there is {@link #DOCUMENT}. */
    public static EventColumn<String> text(int maxLength) {
        if (maxLength < 1 || maxLength > LONGEST_TEXT) {
            throw new IllegalArgumentException("text has 1 to " + LONGEST_TEXT + " characters, got " + maxLength);
        }
        return new EventColumn<>(Type.text(maxLength), shortText(maxLength));
    }

    /** The names of an enum's constants, of up to {@value #NAME_LENGTH} characters. */
    public static <E extends Enum<E>> EventColumn<E> name(Class<E> type) {
        return new EventColumn<>(Type.name(type), shortText(NAME_LENGTH));
    }

    private static String shortText(int maxLength) {
        return "CHARACTER VARYING(" + maxLength + ")";
    }

    Type<V> type() {
        return type;
    }

    /** As the catalog calls it. */
    String sqlType() {
        return sqlType;
    }

    /** As a table is created with it. */
    String definition(Engine engine) {
        if (sqlType.equals("TEXT")) {
            return engine.placeholders().getOrDefault("text", sqlType);
        }
        return sqlType.startsWith("CHARACTER")
                ? sqlType + " " + engine.placeholders().get("bytewise")
                : sqlType;
    }
}
