package io.plimsoll.examples.indexer;

import io.plimsoll.core.domain.token.TokenTransfer;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.LogRef;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The rows of transfers as a database has them, read past the store. */
final class StoredTransfers {
    private StoredTransfers() {}

    /** All of them, by block and log index. */
    static List<TokenTransfer> in(DataSource database) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT chain_id, block_number, block_hash, block_time, tx_hash, tx_index, log_index,
                               token, sender, recipient, amount
                        FROM transfer ORDER BY chain_id, block_number, log_index
                        """)) {
            List<TokenTransfer> transfers = new ArrayList<>();
            while (rows.next()) {
                transfers.add(new TokenTransfer(
                        new LogRef(
                                new ChainId(rows.getLong(1)),
                                new BlockRef(
                                        rows.getLong(2),
                                        Bytes32.parse(rows.getString(3)),
                                        rows.getObject(4, OffsetDateTime.class).toInstant()),
                                Bytes32.parse(rows.getString(5)),
                                rows.getInt(6),
                                rows.getInt(7)),
                        Address.parse(rows.getString(8)),
                        Address.parse(rows.getString(9)),
                        Address.parse(rows.getString(10)),
                        rows.getBigDecimal(11).toBigIntegerExact()));
            }
            return transfers;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a query gives that has one number. */
    static BigDecimal number(DataSource database, String query) {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getBigDecimal(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
