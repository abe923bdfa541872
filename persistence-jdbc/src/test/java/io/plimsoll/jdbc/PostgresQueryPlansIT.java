package io.plimsoll.jdbc;

import io.plimsoll.jdbc.testing.PostgresServer;
import io.plimsoll.jdbc.testing.QueryPlans;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresQueryPlansIT extends QueryPlansContract {
    private static QueryPlans plans;

    @BeforeAll
    static void open() {
        PostgresServer.require(PostgresQueryPlansIT.class);
        plans = QueryPlans.postgres();
    }

    @AfterAll
    static void close() {
        plans.close();
    }

    @Override
    protected QueryPlans plans() {
        return plans;
    }
}
