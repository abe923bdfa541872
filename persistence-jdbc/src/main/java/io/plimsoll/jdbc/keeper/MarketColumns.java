package io.plimsoll.jdbc.keeper;

import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import io.plimsoll.jdbc.internal.Where;
import java.util.function.Function;
import org.jdbi.v3.core.statement.SqlStatement;

/** The three columns that name a market. */
final class MarketColumns {
    static final Type<String> PROTOCOL = Type.text(60);
    static final Type<String> MARKET = Type.text(100);
    /** A position's id in its market. */
    static final Type<String> POSITION_ID = Type.text(100);

    /** Condition for one market; {@link #bind} gives its values. */
    static final String IS_THE_MARKET = "chain_id = :chain AND protocol = :protocol AND market = :market";

    private MarketColumns() {}

    /** A table whose key begins with the market. */
    static <T> Table.Builder<T> keyed(String table, Function<T, MarketId> market) {
        return Table.<T>named(table)
                .key("chain_id", Type.CHAIN, row -> market.apply(row).chain())
                .key("protocol", PROTOCOL, row -> market.apply(row).protocol())
                .key("market", MARKET, row -> market.apply(row).name());
    }

    static MarketId read(Row row) {
        return new MarketId(row.get("chain_id", Type.CHAIN), row.get("protocol", PROTOCOL), row.get("market", MARKET));
    }

    /** The rows of one market. */
    static Where is(MarketId market) {
        return Where.is("chain_id", market.chain())
                .and("protocol", market.protocol())
                .and("market", market.name());
    }

    static <S extends SqlStatement<S>> S bind(S statement, MarketId market) {
        return statement
                .bind("chain", market.chain())
                .bind("protocol", market.protocol())
                .bind("market", market.name());
    }
}
