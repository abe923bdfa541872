package io.plimsoll.jdbc.token;

import static io.plimsoll.core.testing.repository.token.TokenSamples.TOKEN;
import static io.plimsoll.core.testing.repository.token.TokenSamples.address;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.token.TokenStore;
import io.plimsoll.jdbc.testing.TestDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists come out of H2's indexes in their order as well: none is read whole and sorted. */
class H2TokenQueryPlansIT {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void pages_ofEverything_areReadInTheOrderOfAnIndex(@TempDir Path folder) throws Exception {
        try (TestDatabase database = TestDatabase.h2(folder);
                Connection connection = database.source().getConnection();
                Statement statement = connection.createStatement()) {
            TokenStore store = database.store().tokens();
            statement.execute("SET QUERY_STATISTICS TRUE");
            readAll(store);

            List<String> queries = queries(statement);
            assertThat(queries).hasSizeGreaterThan(12);
            for (String query : queries) {
                assertThat(plan(connection, query)).contains("index sorted").doesNotContain("tableScan");
            }
        }
    }

    private static void readAll(TokenStore store) {
        PageRequest first = PageRequest.first(10);
        for (PageRequest request : List.of(first, first.after(Cursor.of("1772366400000000", "10", "0")))) {
            store.transfers().page(TOKEN, request);
            store.transfers().page(TOKEN.chain(), address(1), request);
            store.payments().page(TOKEN, request);
        }
        for (PageRequest request : List.of(first, first.after(Cursor.of("20000")))) {
            store.activity().days(TOKEN, request);
            store.activity().hours(TOKEN, request);
            store.payments().weeks(TOKEN, request);
            store.holders().distributions(TOKEN, request);
            store.holders().statistics(TOKEN, request);
        }
        store.activity().wallets(TOKEN, first);
        store.activity().days(TOKEN, LocalDate.EPOCH, LocalDate.EPOCH);
        store.activity().hours(TOKEN, T0, T0);
        store.prices().latest(TOKEN, T0);
        store.prices().between(TOKEN, T0, T0);
    }

    private static List<String> queries(Statement statement) throws SQLException {
        List<String> queries = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                SELECT sql_statement FROM information_schema.query_statistics
                WHERE sql_statement LIKE '%SELECT%FROM t%ORDER BY%'
                """)) {
            while (rows.next()) {
                queries.add(rows.getString(1));
            }
        }
        return queries;
    }

    private static String plan(Connection connection, String query) throws SQLException {
        try (PreparedStatement explain = connection.prepareStatement("EXPLAIN " + query)) {
            for (int i = 1; i <= explain.getParameterMetaData().getParameterCount(); i++) {
                explain.setInt(i, 1);
            }
            try (ResultSet row = explain.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
