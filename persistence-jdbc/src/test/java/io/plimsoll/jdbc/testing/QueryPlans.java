package io.plimsoll.jdbc.testing;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.sql.DataSource;

/**
 * Connections to PostgreSQL that note the plan of each query. The planner is told to go without reading whole tables and without
 * sorting wherever there is another way, so that what a small table shows is what a large one would do: a {@code Seq Scan} or a
 * {@code Sort} means that no index serves the query.
 */
public final class QueryPlans {
    private static final String AVOID = "SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off";

    private final DataSource source;
    private final List<String> plans = new CopyOnWriteArrayList<>();

    /** Over a database. */
    public QueryPlans(DataSource real) {
        this.source = proxy(DataSource.class, (proxy, method, args) -> {
            Object result = invoke(real, method, args);
            return method.getName().equals("getConnection") ? noting((Connection) result) : result;
        });
    }

    /** What to open a store over. */
    public DataSource source() {
        return source;
    }

    /** The plans of {@code work}'s queries and deletions, each with its SQL. */
    public List<String> of(Runnable work) {
        plans.clear();
        work.run();
        return List.copyOf(plans);
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
                    && sql.strip().matches("(?s)\\(*(SELECT|DELETE|INSERT INTO \\w+ \\([^)]*\\)\\s+SELECT)\\b.*")) {
                note(connection, sql, setters);
            }
            return invoke(real, method, args);
        });
    }

    private void note(Connection connection, String sql, List<Setter> setters) throws Throwable {
        try (PreparedStatement explain = connection.prepareStatement("EXPLAIN " + sql)) {
            for (Setter setter : setters) {
                invoke(explain, setter.method(), setter.args());
            }
            StringBuilder plan = new StringBuilder(sql);
            try (ResultSet lines = explain.executeQuery()) {
                while (lines.next()) {
                    plan.append('\n').append(lines.getString(1));
                }
            }
            plans.add(plan.toString());
        }
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
}
