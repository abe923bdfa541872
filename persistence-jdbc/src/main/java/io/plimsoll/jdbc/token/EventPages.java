package io.plimsoll.jdbc.token;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.jdbc.internal.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Reads a table of events page by page, newest first. It is ordered by all columns of an index, also by those that have one value
 * only: without them H2 would read everything and sort.
 */
final class EventPages<E extends ChainEvent> {
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    /** The last row of the page before. Time goes with block and log number, so that one index has rows in this order. */
    private record After(Instant time, long block, int log) {
        static After of(Cursor cursor) {
            List<String> parts = cursor.parts(3);
            Instant time = Instant.EPOCH.plus(Long.parseLong(parts.get(0)), ChronoUnit.MICROS);
            if (time.isAfter(LAST) || time.isBefore(Instant.EPOCH)) {
                throw new IllegalArgumentException("cursor must be the one of the page before, got " + cursor.text());
            }
            return new After(time, Long.parseLong(parts.get(1)), Integer.parseInt(parts.get(2)));
        }
    }

    private final String select;
    private final Function<Row, E> reading;

    /**
     * @param select {@code SELECT … FROM …}
     * @param reading a row
     */
    EventPages(String select, Function<Row, E> reading) {
        this.select = select;
        this.reading = reading;
    }

    /** Those of a token. */
    Page<E> ofToken(Handle handle, TokenId token, PageRequest request) {
        Optional<After> after = request.after().map(After::of);
        Query query = handle.createQuery(select + " WHERE chain_id = :chain AND token = :token"
                        // H2 finds the place in the index by the first condition only
                        + (after.isPresent()
                                ? " AND block_time <= :time AND (block_time, block_number, log_index) < (:time, :block, :log)"
                                : "")
                        + " ORDER BY chain_id, token, block_time DESC, block_number DESC, log_index DESC"
                        + " FETCH FIRST :rows ROWS ONLY")
                .bind("chain", token.chain())
                .bind("token", token.contract())
                .bind("rows", request.limit() + 1);
        after.ifPresent(last ->
                query.bind("time", last.time()).bind("block", last.block()).bind("log", last.log()));
        return page(query, request);
    }

    /** Those of a wallet on either side: {@code sender} or {@code recipient}. */
    Page<E> ofWallet(Handle handle, ChainId chain, Address wallet, PageRequest request) {
        Optional<After> after = request.after().map(After::of);
        String rest =
                after.isPresent() ? " AND block_number <= :block AND (block_number, log_index) < (:block, :log)" : "";
        String order = " block_number DESC, log_index DESC FETCH FIRST :rows ROWS ONLY";
        Query query = handle.createQuery("(" + select + " WHERE chain_id = :chain AND sender = :wallet" + rest
                        + " ORDER BY chain_id, sender," + order + ") UNION ALL (" + select
                        + " WHERE chain_id = :chain AND recipient = :wallet AND sender <> :wallet" + rest
                        + " ORDER BY chain_id, recipient," + order + ") ORDER BY" + order)
                .bind("chain", chain)
                .bind("wallet", wallet)
                .bind("rows", request.limit() + 1);
        after.ifPresent(last -> query.bind("block", last.block()).bind("log", last.log()));
        return page(query, request);
    }

    private Page<E> page(Query query, PageRequest request) {
        return Page.of(query.map(Row.mapping(reading)).list(), request, event -> cursor(event.at()));
    }

    private static Cursor cursor(LogRef at) {
        return Cursor.of(
                Long.toString(
                        ChronoUnit.MICROS.between(Instant.EPOCH, at.block().time())),
                Long.toString(at.block().number()),
                Integer.toString(at.logIndex()));
    }
}
