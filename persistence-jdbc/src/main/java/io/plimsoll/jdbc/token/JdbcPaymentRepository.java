package io.plimsoll.jdbc.token;

import static io.plimsoll.jdbc.internal.Type.ADDRESS;
import static io.plimsoll.jdbc.internal.Type.AMOUNT;

import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.token.PaymentRepository;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.domain.token.TokenPayment;
import io.plimsoll.core.domain.token.WeeklyPayments;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Pages;
import io.plimsoll.jdbc.internal.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import org.jdbi.v3.core.mapper.RowMapper;

/** Payments in {@code token_payment}, keyed by their place on the chain, and weeks in {@code token_week}. */
final class JdbcPaymentRepository implements PaymentRepository {
    static final String SELECT = """
            SELECT chain_id, block_number, log_index, token, block_hash, block_time, tx_hash, tx_index, amount
            FROM token_payment""";
    static final RowMapper<TokenPayment> PAYMENT = Row.mapping(
            row -> new TokenPayment(TokenTables.place(row), row.get("token", ADDRESS), row.get("amount", AMOUNT)));
    private static final Pages<TokenPayment> NEWEST_FIRST = TokenTables.newestOfToken(SELECT, PAYMENT);

    private final Database database;

    JdbcPaymentRepository(Database database) {
        this.database = database;
    }

    @Override
    public void upsert(Collection<TokenPayment> payments) {
        database.update(
                "save " + payments.size() + " payments", handle -> TokenTables.PAYMENTS.upsert(handle, payments));
    }

    @Override
    public int deleteFrom(ChainId chain, long first) {
        return database.write(
                "delete the payments of chain " + chain + " from block " + first,
                handle -> handle.createUpdate(
                                "DELETE FROM token_payment WHERE chain_id = :chain AND block_number >= :first")
                        .bind("chain", chain)
                        .bind("first", first)
                        .execute());
    }

    @Override
    public Page<TokenPayment> page(TokenId token, PageRequest request) {
        return database.read(
                "read the payments in " + token, handle -> NEWEST_FIRST.page(handle, TokenTables.is(token), request));
    }

    @Override
    public Page<WeeklyPayments> weeks(TokenId token, PageRequest request) {
        return database.read(
                "read the weekly payments in " + token, handle -> RollUp.WEEKS_READ.page(handle, token, request));
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        LocalDate monday = WeeklyPayments.weekOf(limit);
        database.update("delete old payments", handle -> Kept.since(handle, Kept.Kind.PAYMENTS, monday));
        return database.deleteOlderThan(
                "token_payment",
                "block_time",
                monday.atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
