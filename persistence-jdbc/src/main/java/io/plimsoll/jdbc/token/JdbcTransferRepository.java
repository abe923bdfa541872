package io.plimsoll.jdbc.token;

import static io.plimsoll.jdbc.internal.Type.ADDRESS;
import static io.plimsoll.jdbc.internal.Type.AMOUNT;

import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.token.TransferRepository;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.domain.token.TokenTransfer;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;

/** Transfers in {@code transfer}, keyed by their place on the chain. */
final class JdbcTransferRepository implements TransferRepository {
    private static final EventPages<TokenTransfer> PAGES = new EventPages<>("""
            SELECT chain_id, block_number, log_index, token, block_hash, block_time, tx_hash, tx_index,
                   sender, recipient, amount
            FROM transfer""", JdbcTransferRepository::read);

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
        return database.read("read the transfers of " + token, handle -> PAGES.ofToken(handle, token, request));
    }

    @Override
    public Page<TokenTransfer> page(ChainId chain, Address wallet, PageRequest request) {
        return database.read(
                "read the transfers of wallet " + wallet, handle -> PAGES.ofWallet(handle, chain, wallet, request));
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
