package io.plimsoll.jdbc.token;

import static io.plimsoll.jdbc.internal.Type.DATE;
import static io.plimsoll.jdbc.internal.Type.TIME;

import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.jdbc.internal.Pages;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/**
 * Reads a table with one row for each token and point in time, by its key (chain_id, token, point).
 *
 * @param <K> the point: a day, or an instant
 * @param <V> a row
 */
final class Series<K, V> {
    /** What a row is read from and how. */
    interface Reading<K, V> {
        V read(TokenId token, K point, Row row);
    }

    /** Of the whole key: H2 reads an index in its order only if all of its columns are asked for. */
    private static final String NEWEST_FIRST = " ORDER BY chain_id DESC, token DESC, ";

    private final String select;
    private final String point;
    private final Type<K> type;
    private final Reading<K, V> reading;
    private final Keyset<V> key;

    private Series(String select, String point, Type<K> type, Reading<K, V> reading, Keyset<V> key) {
        this.select = select;
        this.point = point;
        this.type = type;
        this.reading = reading;
        this.key = key;
    }

    /**
     * Rows by day.
     *
     * @param select {@code SELECT … FROM …}, with the columns of the key among the others
     * @param point column of the day
     */
    static <V> Series<LocalDate, V> byDay(
            String select, String point, Reading<LocalDate, V> reading, Function<V, LocalDate> key) {
        return new Series<>(select, point, DATE, reading, Keyset.<V>descending().day(key));
    }

    /**
     * Rows by time.
     *
     * @param select {@code SELECT … FROM …}, with the columns of the key among the others
     * @param point column of the time
     */
    static <V> Series<Instant, V> byTime(
            String select, String point, Reading<Instant, V> reading, Function<V, Instant> key) {
        return new Series<>(select, point, TIME, reading, Keyset.<V>descending().time(key));
    }

    /** Newest first. */
    Page<V> page(Handle handle, TokenId token, PageRequest request) {
        return Pages.of(select, mapper(token), key, point).page(handle, TokenTables.is(token), request);
    }

    /** Oldest first, both ends included. */
    List<V> between(Handle handle, TokenId token, K from, K to) {
        return handle.createQuery(select + " WHERE chain_id = :chain AND token = :token AND " + point
                        + " BETWEEN :from AND :to ORDER BY chain_id, token, " + point)
                .bind("chain", token.chain())
                .bind("token", token.contract())
                .bind("from", from)
                .bind("to", to)
                .map(mapper(token))
                .list();
    }

    /** The newest whose point is {@code comparison} this one, such as {@code <=}. */
    Optional<V> newest(Handle handle, TokenId token, String comparison, K limit) {
        return handle.createQuery(select + " WHERE chain_id = :chain AND token = :token AND " + point + " " + comparison
                        + " :limit" + NEWEST_FIRST + point + " DESC FETCH FIRST ROW ONLY")
                .bind("chain", token.chain())
                .bind("token", token.contract())
                .bind("limit", limit)
                .map(mapper(token))
                .findFirst();
    }

    private RowMapper<V> mapper(TokenId token) {
        return Row.mapping(row -> reading.read(token, row.get(point, type), row));
    }
}
