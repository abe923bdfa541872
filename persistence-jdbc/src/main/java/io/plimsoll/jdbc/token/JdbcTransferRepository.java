package io.plimsoll.jdbc.token;

import static io.plimsoll.jdbc.internal.Type.ADDRESS;
import static io.plimsoll.jdbc.internal.Type.AMOUNT;

import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.token.TransferRepository;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.domain.token.TokenTransfer;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Pages;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Where;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;

/** Transfers in {@code transfer}, keyed by their place on the chain. */
final class JdbcTransferRepository implements TransferRepository {
    static final String SELECT = """
            SELECT chain_id, block_number, log_index, token, block_hash, block_time, tx_hash, tx_index,
                   sender, recipient, amount
            FROM transfer""";
    static final RowMapper<TokenTransfer> TRANSFER = Row.mapping(JdbcTransferRepository::read);
    private static final Pages<TokenTransfer> OF_A_TOKEN = TokenTables.newestOfToken(SELECT, TRANSFER);
    private static final Pages<TokenTransfer> OF_A_WALLET = Pages.of(
            SELECT,
            TRANSFER,
            Keyset.<TokenTransfer>descending()
                    .number(transfer -> transfer.at().block().number())
                    .number(transfer -> transfer.at().logIndex()),
            "block_number",
            "log_index");

    private final Database database;

    JdbcTransferRepository(Database database) {
        this.database = database;
    }

    @Override
    public void upsert(Collection<TokenTransfer> transfers) {
        database.update(
                "save " + transfers.size() + " transfers", handle -> TokenTables.TRANSFERS.upsert(handle, transfers));
    }

    @Override
    public int deleteFrom(ChainId chain, long first) {
        return database.write(
                "delete the transfers of chain " + chain + " from block " + first,
                handle -> handle.createUpdate("DELETE FROM transfer WHERE chain_id = :chain AND block_number >= :first")
                        .bind("chain", chain)
                        .bind("first", first)
                        .execute());
    }

    @Override
    public Page<TokenTransfer> page(TokenId token, PageRequest request) {
        return database.read(
                "read the transfers of " + token, handle -> OF_A_TOKEN.page(handle, TokenTables.is(token), request));
    }

    @Override
    public Page<TokenTransfer> page(ChainId chain, Address wallet, PageRequest request) {
        return database.read(
                "read the transfers of wallet " + wallet,
                handle -> OF_A_WALLET.page(
                        handle,
                        List.of(
                                Where.is("chain_id", chain).and("sender", wallet),
                                Where.is("chain_id", chain)
                                        .and("recipient", wallet)
                                        .butNot("sender", wallet)),
                        request));
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        LocalDate day = limit.atOffset(ZoneOffset.UTC).toLocalDate();
        database.update("delete old transfers", handle -> Kept.since(handle, Kept.Kind.TRANSFERS, day));
        return database.deleteOlderThan(
                "transfer", "block_time", day.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private static TokenTransfer read(Row row) {
        return new TokenTransfer(
                TokenTables.place(row),
                row.get("token", ADDRESS),
                row.get("sender", ADDRESS),
                row.get("recipient", ADDRESS),
                row.get("amount", AMOUNT));
    }
}
