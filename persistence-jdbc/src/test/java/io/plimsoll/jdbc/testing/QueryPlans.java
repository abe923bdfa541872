package io.plimsoll.jdbc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.jdbc.JdbcStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/**
 * An empty store, and how its engine finds what it is asked for. PostgreSQL's planner is told to go without reading whole tables
 * and without sorting wherever there is another way, so that what a small table shows is what a large one would do.
 */
public final class QueryPlans implements AutoCloseable {
    private static final String AVOID = "SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off";
    private static final Pattern QUERY =
            Pattern.compile("(?s)\\(*(SELECT|DELETE|INSERT INTO \\w+ \\([^)]*\\)\\s+SELECT)\\b.*");

    /** How an engine answers one statement. */
    private record Plan(String sql, String text) {
        /** A list that is cut off must be in the order of an index: sorted first, it would be read whole for each page. */
        boolean isPage() {
            return sql.contains("ORDER BY") && sql.contains("FETCH FIRST");
        }

        boolean isQuestion() {
            return sql.contains("WHERE");
        }

        @Override
        public String toString() {
            return sql + "\n" + text;
        }
    }

    private final boolean h2;
    private final DataSource source;
    private final JdbcStore store;
    private final List<Plan> noted = new CopyOnWriteArrayList<>();

    private QueryPlans(Path folder) {
        this.h2 = true;
        this.store = JdbcStore.h2File(folder.resolve("plans"));
        JdbcDataSource real = new JdbcDataSource();
        real.setURL("jdbc:h2:file:" + folder.resolve("plans") + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE");
        this.source = real;
    }

    private QueryPlans(DataSource real) {
        this.h2 = false;
        this.source = real;
        this.store = JdbcStore.postgres(proxy(DataSource.class, (proxy, method, args) -> {
            Object result = invoke(real, method, args);
            return method.getName().equals("getConnection") ? noting((Connection) result) : result;
        }));
    }

    /** Of a new H2 file in this folder. */
    public static QueryPlans h2(Path folder) {
        return new QueryPlans(folder);
    }

    /** Of a new database on the PostgreSQL server of the tests. */
    public static QueryPlans postgres() {
        return new QueryPlans(PostgresServer.emptyDatabase());
    }

    /** The open store. */
    public JdbcStore store() {
        return store;
    }

    /** Lets the planner know what is there: of two indexes that find a row among three, it takes either. */
    public void analyze() {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE");
        } catch (SQLException e) {
            throw new IllegalStateException("cannot analyze", e);
        }
    }

    /**
     * Both the first page of a list and the one after it are read from an index: in its order, from where the page begins, and no
     * row that is not of the list.
     *
     * @param list has two rows or more
     * @param picked columns by which rows of the index are passed over
     */
    public <T> void isPaged(Function<PageRequest, Page<T>> list, String... picked) {
        PageRequest first = PageRequest.first(1);
        PageRequest second = first.after(list.apply(first).next().orElseThrow());
        for (PageRequest request : List.of(first, second)) {
            List<Plan> plans = of(() -> assertThat(list.apply(request).items()).hasSize(1));
            assertThat(plans).filteredOn(Plan::isPage).hasSize(1).allSatisfy(plan -> {
                requireInOrder(plan);
                requireNothingPassedOver(plan, Arrays.asList(picked));
            });
            assertThat(plans).filteredOn(plan -> !plan.isPage()).allSatisfy(this::requireIndex);
        }
    }

    /** What is asked or deleted is found by indexes, and what is cut off after some rows is in the order of one. */
    public void isIndexed(Runnable work) {
        List<Plan> plans = of(work);
        assertThat(plans).isNotEmpty().allSatisfy(this::requireIndex);
        assertThat(plans).filteredOn(Plan::isPage).allSatisfy(this::requireInOrder);
    }

    /** What the engine says of each statement of {@code work}, after the statement. */
    public List<String> texts(Runnable work) {
        return of(work).stream().map(Plan::toString).toList();
    }

    private static void requireNoScan(Plan plan) {
        assertThat(plan.text()).doesNotContain("Seq Scan", "tableScan");
    }

    private void requireIndex(Plan plan) {
        requireNoScan(plan);
        if (plan.isQuestion()) {
            assertThat(plan.text()).containsPattern(h2 ? "/\\* \\S+:" : "Index Cond|Tid Scan");
        }
    }

    private void requireInOrder(Plan plan) {
        if (h2) {
            assertThat(occurrences("/\\* index sorted", plan)).hasSizeGreaterThanOrEqualTo(branches(plan));
        } else {
            // a merge has a sort key
            assertThat(plan.text()).doesNotContain("Sort  (");
        }
    }

    private static int branches(Plan plan) {
        return occurrences("UNION ALL", plan).size() + 1;
    }

    private static List<MatchResult> occurrences(String pattern, Plan plan) {
        return Pattern.compile(pattern).matcher(plan.text()).results().toList();
    }

    private void requireNothingPassedOver(Plan plan, List<String> picked) {
        requireNoScan(plan);
        if (h2) {
            String looked = String.join(
                    "\n",
                    occurrences("(?s)/\\* \\S+: .*?\\*/", plan).stream()
                            .map(MatchResult::group)
                            .toList());
            occurrences("\"(\\w+)\" (=|<=|>=) (\\?\\d+)", plan).stream()
                    .filter(condition -> !picked.contains(condition.group(1).toLowerCase(Locale.ROOT)))
                    .forEach(condition -> assertThat(looked)
                            .as(plan.toString())
                            .contains(condition.group(1) + " " + condition.group(2) + " " + condition.group(3)));
        } else {
            occurrences("Filter: .*", plan)
                    .forEach(filter -> assertThat(picked)
                            .as(plan.toString())
                            .anyMatch(column -> filter.group().contains(column)));
        }
    }

    private List<Plan> of(Runnable work) {
        return h2 ? ofH2(work) : ofPostgres(work);
    }

    private List<Plan> ofPostgres(Runnable work) {
        noted.clear();
        work.run();
        return List.copyOf(noted);
    }

    /** H2 knows what was run. A plan does not depend on what was bound. */
    private List<Plan> ofH2(Runnable work) {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET QUERY_STATISTICS FALSE");
            statement.execute("SET QUERY_STATISTICS TRUE");
            work.run();
            List<String> run = new ArrayList<>();
            try (ResultSet rows =
                    statement.executeQuery("SELECT sql_statement FROM information_schema.query_statistics")) {
                while (rows.next()) {
                    run.add(rows.getString(1));
                }
            }
            List<Plan> plans = new ArrayList<>();
            for (String sql : run) {
                if (QUERY.matcher(sql.strip()).matches() && !sql.contains("DATABASE()")) {
                    plans.add(new Plan(sql, h2Plan(connection, sql)));
                }
            }
            return plans;
        } catch (SQLException e) {
            throw new IllegalStateException("cannot tell how H2 answers", e);
        }
    }

    private static String h2Plan(Connection connection, String sql) throws SQLException {
        try (PreparedStatement explain = connection.prepareStatement("EXPLAIN " + sql)) {
            for (int i = 1; i <= explain.getParameterMetaData().getParameterCount(); i++) {
                // text can be compared with every type: H2 may look at the types when it plans anew
                explain.setString(i, "1");
            }
            return lines(explain);
        }
    }

    private Connection noting(Connection real) throws SQLException {
        try (Statement statement = real.createStatement()) {
            statement.execute(AVOID);
        }
        return proxy(Connection.class, (proxy, method, args) -> {
            Object result = invoke(real, method, args);
            return method.getName().equals("prepareStatement")
                    ? noting(real, (String) args[0], (PreparedStatement) result)
                    : result;
        });
    }

    /** A parameter that was set: the call is made again for the plan. */
    private record Setter(Method method, Object[] args) {}

    private PreparedStatement noting(Connection connection, String sql, PreparedStatement real) {
        List<Setter> setters = new ArrayList<>();
        return proxy(PreparedStatement.class, (proxy, method, args) -> {
            if (method.getName().startsWith("set") && args.length > 1) {
                setters.add(new Setter(method, args));
            }
            if (method.getName().startsWith("execute")
                    && QUERY.matcher(sql.strip()).matches()) {
                try (PreparedStatement explain = connection.prepareStatement("EXPLAIN " + sql)) {
                    for (Setter setter : setters) {
                        invoke(explain, setter.method(), setter.args());
                    }
                    noted.add(new Plan(sql, lines(explain)));
                }
            }
            return invoke(real, method, args);
        });
    }

    private static String lines(PreparedStatement explain) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (ResultSet rows = explain.executeQuery()) {
            while (rows.next()) {
                text.append(rows.getString(1)).append('\n');
            }
        }
        return text.toString();
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static Object invoke(Object target, Method method, Object[] args) throws Throwable {
        try {
            return method.invoke(target, args);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
