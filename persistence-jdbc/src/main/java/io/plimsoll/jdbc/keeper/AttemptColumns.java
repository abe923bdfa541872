package io.plimsoll.jdbc.keeper;

import io.plimsoll.core.domain.keeper.AttemptKey;
import io.plimsoll.core.domain.position.PositionVersion;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import java.util.function.Function;
import org.jdbi.v3.core.statement.SqlStatement;

/** The six columns that name what is attempted. */
final class AttemptColumns {
    /** Condition for one key; {@link #bind} gives its values. */
    static final String IS_THE_KEY = MarketColumns.IS_THE_MARKET
            + " AND account = :account AND version_block = :versionBlock AND version_log = :versionLog";

    private AttemptColumns() {}

    /** A table whose key begins with what is attempted. */
    static <T> Table.Builder<T> keyed(String table, Function<T, AttemptKey> key) {
        return MarketColumns.<T>keyed(table, row -> key.apply(row).market())
                .key("account", Type.ADDRESS, row -> key.apply(row).account())
                .key("version_block", Type.HASH, row -> key.apply(row).version().block())
                .key("version_log", Type.INT, row -> key.apply(row).version().logIndex());
    }

    static AttemptKey read(Row row) {
        return new AttemptKey(
                MarketColumns.read(row),
                row.get("account", Type.ADDRESS),
                new PositionVersion(row.get("version_block", Type.HASH), row.get("version_log", Type.INT)));
    }

    static <S extends SqlStatement<S>> S bind(S statement, AttemptKey key) {
        return MarketColumns.bind(statement, key.market())
                .bind("account", key.account())
                .bind("versionBlock", key.version().block())
                .bind("versionLog", key.version().logIndex());
    }
}
