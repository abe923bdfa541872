package io.plimsoll.jdbc.internal;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a column holds: how a value of the domain becomes one of JDBC and back. What the column cannot hold exactly is refused,
 * so that both engines and every way of writing give the same rows.
 *
 * @param <V> the domain's type
 */
public final class Type<V> {
    private static final int LONGEST_TEXT = 1 << 20;
    private static final int DECIMALS = 18;
    private static final int DIGITS_BEFORE_POINT = 20;
    private static final int AMOUNT_DIGITS = 78;
    private static final int EXCERPT = 40;

    /** {@code BIGINT}. */
    public static final Type<Long> LONG = new Type<>("int8", "BIGINT", value -> value, ResultSet::getLong);
    /** {@code INTEGER}. */
    public static final Type<Integer> INT = new Type<>("int4", "INTEGER", value -> value, ResultSet::getInt);
    /** {@code BOOLEAN}. */
    public static final Type<Boolean> FLAG = new Type<>("bool", "BOOLEAN", value -> value, ResultSet::getBoolean);
    /** {@code NUMERIC(38, 18)}; read without trailing zeros. */
    public static final Type<BigDecimal> DECIMAL =
            new Type<>("numeric", "NUMERIC(38, 18)", Type::decimal, (row, column) -> plain(row.getBigDecimal(column)));
    /** {@code NUMERIC(78, 0)}: every 256-bit number. */
    public static final Type<BigInteger> AMOUNT =
            new Type<>("numeric", "NUMERIC(78, 0)", Type::amount, (row, column) -> {
                BigDecimal value = row.getBigDecimal(column);
                return value == null ? null : value.toBigIntegerExact();
            });
    /** {@code TIMESTAMP(6) WITH TIME ZONE}: to the microsecond, what is finer is left out. */
    public static final Type<Instant> TIME =
            new Type<>("timestamptz", "TIMESTAMP(6) WITH TIME ZONE", Type::time, (row, column) -> {
                OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
                return value == null ? null : value.toInstant();
            });
    /** {@code DATE}, in UTC. */
    public static final Type<LocalDate> DATE =
            new Type<>("date", "DATE", Type::date, (row, column) -> row.getObject(column, LocalDate.class));
    /** {@code VARCHAR(42)}: lower-case hex with {@code 0x}. */
    public static final Type<Address> ADDRESS = parsed(Address::hex, Address::parse);
    /** {@code VARCHAR(66)}: lower-case hex with {@code 0x}. */
    public static final Type<Bytes32> HASH = parsed(Bytes32::hex, Bytes32::parse);
    /** {@code BIGINT}. */
    public static final Type<ChainId> CHAIN = new Type<>("int8", "BIGINT", ChainId::value, (row, column) -> {
        long value = row.getLong(column);
        return row.wasNull() ? null : new ChainId(value);
    });
    /** Long text, such as JSON. */
    public static final Type<String> DOCUMENT = text(LONGEST_TEXT);

    /** Reads a column of the current row; null if it is. */
    @FunctionalInterface
    private interface Reader<V> {
        @Nullable
        V read(ResultSet row, String column) throws SQLException;
    }

    private final String postgresName;
    private final String h2Name;
    private final Function<V, Object> check;
    private final Reader<V> reader;

    private Type(String postgresName, String h2Name, Function<V, Object> check, Reader<V> reader) {
        this.postgresName = postgresName;
        this.h2Name = h2Name;
        this.check = check;
        this.reader = reader;
    }

    /** {@code VARCHAR(maxLength)}. Text with NUL or half a surrogate pair is refused: PostgreSQL cannot hold it. */
    public static Type<String> text(int maxLength) {
        return new Type<>("text", "CHARACTER VARYING", value -> requireText(value, maxLength), ResultSet::getString);
    }

    /** A {@code VARCHAR} with the names of an enum's constants. */
    public static <E extends Enum<E>> Type<E> name(Class<E> type) {
        return parsed(Enum::name, text -> Enum.valueOf(type, text));
    }

    private static <V> Type<V> parsed(Function<V, String> print, Function<String, V> parse) {
        return new Type<>("text", "CHARACTER VARYING", print::apply, (row, column) -> {
            String text = row.getString(column);
            return text == null ? null : parse.apply(text);
        });
    }

    /** What PostgreSQL calls a parameter of it. */
    String postgresName() {
        return postgresName;
    }

    /** What H2 calls a parameter of it. */
    String h2Name() {
        return h2Name;
    }

    /**
     * The value as JDBC takes it.
     *
     * @throws RepositoryException {@link Kind#UNSTORABLE} if the column cannot hold it
     */
    public Object toJdbc(String column, V value) {
        try {
            return check.apply(value);
        } catch (Unstorable e) {
            throw new RepositoryException(
                    Kind.UNSTORABLE, "column " + column + " cannot hold " + e.getMessage() + ": nothing was stored");
        }
    }

    /** The value in the column of the current row; null if there is none. */
    @Nullable
    V read(ResultSet row, String column) throws SQLException {
        V value = reader.read(row, column);
        return row.wasNull() ? null : value;
    }

    /**
     * The value as a search binds it: a time or date that is out of range as the nearest one; empty for a text that no row can
     * have.
     *
     * @throws RepositoryException {@link Kind#UNSTORABLE} for a number that the column cannot hold: rows may be above or below it
     */
    Optional<Object> searched(String column, V value) {
        if (value instanceof Instant time) {
            return Optional.of(time(nearest(time)));
        }
        if (value instanceof LocalDate date) {
            return Optional.of(nearest(date));
        }
        try {
            return Optional.of(toJdbc(column, value));
        } catch (RepositoryException e) {
            if (value instanceof String) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Instant nearest(Instant time) {
        if (time.isBefore(YEAR_1)) {
            return YEAR_1;
        }
        return time.isBefore(YEAR_10000) ? time : YEAR_10000.minus(1, ChronoUnit.MICROS);
    }

    private static LocalDate nearest(LocalDate date) {
        if (date.getYear() < 1) {
            return LocalDate.of(1, 1, 1);
        }
        return date.getYear() > 9999 ? LocalDate.of(9999, 12, 31) : date;
    }

    /** As {@link java.sql.Types} has it. */
    int sqlType() {
        return switch (postgresName) {
            case "text" -> Types.VARCHAR;
            case "numeric" -> Types.NUMERIC;
            case "int8" -> Types.BIGINT;
            case "timestamptz" -> Types.TIMESTAMP_WITH_TIMEZONE;
            case "date" -> Types.DATE;
            default -> Types.NULL;
        };
    }

    /** Says what is wrong with a value; never leaves this class. */
    private static final class Unstorable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unstorable(String problem) {
            super(problem, null, false, false);
        }
    }

    private static String requireText(String value, int maxLength) {
        if (value.length() > maxLength) {
            throw new Unstorable(value.length() + " characters, " + maxLength + " at most");
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == 0) {
                throw new Unstorable("a NUL character, at " + i);
            }
            if (Character.isSurrogate(c)) {
                if (i + 1 == value.length() || !Character.isSurrogatePair(c, value.charAt(i + 1))) {
                    throw new Unstorable("half a surrogate pair, at " + i);
                }
                i++;
            }
        }
        return value;
    }

    private static BigDecimal decimal(BigDecimal value) {
        if (value.signum() == 0) {
            return BigDecimal.ZERO;
        }
        // no trailing zero changes this; a scale far out is refused before anything is written out
        if ((long) value.precision() - value.scale() > DIGITS_BEFORE_POINT) {
            throw new Unstorable(
                    excerpt(value) + ", which has more than " + DIGITS_BEFORE_POINT + " digits before the point");
        }
        if (value.scale() <= DECIMALS) {
            return value.scale() < 0 ? value.setScale(0) : value;
        }
        return withoutTrailingZeros(value)
                .orElseThrow(() -> new Unstorable(
                        excerpt(value) + ", which has more than " + DECIMALS + " decimals: round it first"));
    }

    /** With {@link #DECIMALS}, if what is beyond is zero. To strip the zeros one by one would take hours for a long number. */
    private static Optional<BigDecimal> withoutTrailingZeros(BigDecimal value) {
        if ((long) value.scale() - value.precision() >= DECIMALS) {
            return Optional.empty();
        }
        try {
            return Optional.of(value.setScale(DECIMALS, RoundingMode.UNNECESSARY));
        } catch (ArithmeticException notZero) {
            return Optional.empty();
        }
    }

    private static BigDecimal amount(BigInteger value) {
        BigDecimal decimal = new BigDecimal(value);
        if (value.bitLength() > 256 && decimal.precision() > AMOUNT_DIGITS) {
            throw new Unstorable("an amount of more than " + AMOUNT_DIGITS + " digits");
        }
        return decimal;
    }

    private static OffsetDateTime time(Instant value) {
        if (value.isBefore(YEAR_1) || !value.isBefore(YEAR_10000)) {
            throw new Unstorable(value + ", which is not in the years 1 to 9999");
        }
        return value.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private static LocalDate date(LocalDate value) {
        if (value.getYear() < 1 || value.getYear() > 9999) {
            throw new Unstorable(value + ", which is not in the years 1 to 9999");
        }
        return value;
    }

    private static final Instant YEAR_1 = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

    private static @Nullable BigDecimal plain(@Nullable BigDecimal value) {
        if (value == null) {
            return null;
        }
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    private static String excerpt(BigDecimal value) {
        String text = value.toString();
        return text.length() > EXCERPT ? text.substring(0, EXCERPT) + "…" : text;
    }
}
