package io.plimsoll.jdbc;

import io.plimsoll.jdbc.testing.QueryPlans;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class H2QueryPlansIT extends QueryPlansContract {
    private static QueryPlans plans;

    @BeforeAll
    static void open(@TempDir Path folder) {
        plans = QueryPlans.h2(folder);
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
