package io.plimsoll.jdbc.token;

import static io.plimsoll.jdbc.internal.Type.ADDRESS;
import static io.plimsoll.jdbc.internal.Type.AMOUNT;
import static io.plimsoll.jdbc.internal.Type.CHAIN;
import static io.plimsoll.jdbc.internal.Type.HASH;
import static io.plimsoll.jdbc.internal.Type.INT;
import static io.plimsoll.jdbc.internal.Type.LONG;
import static io.plimsoll.jdbc.internal.Type.TIME;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.domain.token.TokenPayment;
import io.plimsoll.core.domain.token.TokenTransfer;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.jdbc.internal.Pages;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Where;
import org.jdbi.v3.core.mapper.RowMapper;

/** The tables of events. */
final class TokenTables {
    /** Transfers, in {@code transfer}. */
    static final Table<TokenTransfer> TRANSFERS = Table.<TokenTransfer>named("transfer")
            .key("chain_id", CHAIN, transfer -> transfer.at().chain())
            .key("block_number", LONG, transfer -> transfer.at().block().number())
            .key("log_index", INT, transfer -> transfer.at().logIndex())
            .column("token", ADDRESS, TokenTransfer::contract)
            .column("block_hash", HASH, transfer -> transfer.at().block().hash())
            .column("block_time", TIME, transfer -> transfer.at().block().time())
            .column("tx_hash", HASH, transfer -> transfer.at().transaction())
            .column("tx_index", INT, transfer -> transfer.at().transactionIndex())
            .column("sender", ADDRESS, TokenTransfer::sender)
            .column("recipient", ADDRESS, TokenTransfer::recipient)
            .column("amount", AMOUNT, TokenTransfer::amount)
            .build();

    /** Payments, in {@code token_payment}. */
    static final Table<TokenPayment> PAYMENTS = Table.<TokenPayment>named("token_payment")
            .key("chain_id", CHAIN, payment -> payment.at().chain())
            .key("block_number", LONG, payment -> payment.at().block().number())
            .key("log_index", INT, payment -> payment.at().logIndex())
            .column("token", ADDRESS, TokenPayment::contract)
            .column("block_hash", HASH, payment -> payment.at().block().hash())
            .column("block_time", TIME, payment -> payment.at().block().time())
            .column("tx_hash", HASH, payment -> payment.at().transaction())
            .column("tx_index", INT, payment -> payment.at().transactionIndex())
            .column("amount", AMOUNT, TokenPayment::amount)
            .build();

    private TokenTables() {}

    /** The place on the chain that a row of either table has. */
    static LogRef place(Row row) {
        return new LogRef(
                row.get("chain_id", CHAIN),
                new BlockRef(row.get("block_number", LONG), row.get("block_hash", HASH), row.get("block_time", TIME)),
                row.get("tx_hash", HASH),
                row.get("tx_index", INT),
                row.get("log_index", INT));
    }

    /** The rows of one token. */
    static Where is(TokenId token) {
        return Where.is("chain_id", token.chain()).and("token", token.contract());
    }

    /** A token's events, newest first: by time, and within a time by block and log number. */
    static <E extends ChainEvent> Pages<E> newestOfToken(String select, RowMapper<E> mapper) {
        return Pages.of(
                select,
                mapper,
                Keyset.<E>descending()
                        .time(event -> event.at().block().time())
                        .number(event -> event.at().block().number())
                        .number(event -> event.at().logIndex()),
                "block_time",
                "block_number",
                "log_index");
    }
}
