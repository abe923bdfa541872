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
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;

/**
 * Connections to PostgreSQL that keep the plan of every query they run, made where scanning or sorting a whole table
 * costs as if it were huge: where it is planned nevertheless, no index serves the query.
 */
public final class PlanRecorder {
    private final DataSource source;
    private final List<String> plans = Collections.synchronizedList(new ArrayList<>());

    /** Plans of what is run over {@link #connections}. */
    public PlanRecorder(DataSource source) {
        this.source = source;
    }

    /** To give to the store. */
    public DataSource connections() {
        return proxy(
                DataSource.class,
                source,
                (method, arguments, result) ->
                        result instanceof Connection connection ? recording(connection) : result);
    }

    /** The plans since the last time, each after its query. */
    public List<String> takePlans() {
        synchronized (plans) {
            List<String> taken = List.copyOf(plans);
            plans.clear();
            return taken;
        }
    }

    private Connection recording(Connection connection) {
        return proxy(Connection.class, connection, (method, arguments, result) -> {
            boolean query = method.getName().equals("prepareStatement")
                    && ((String) arguments[0]).stripLeading().startsWith("SELECT");
            return query ? recording(connection, (PreparedStatement) result, (String) arguments[0]) : result;
        });
    }

    /** A call that has been made. */
    private record Call(Method method, Object[] arguments) {}

    private PreparedStatement recording(Connection connection, PreparedStatement statement, String sql) {
        List<Call> bindings = new ArrayList<>();
        return proxy(PreparedStatement.class, statement, (method, arguments, result) -> {
            boolean binding = method.getName().startsWith("set") && arguments.length > 1;
            if (binding) {
                bindings.add(new Call(method, arguments));
            } else if (method.getName().equals("execute")) {
                plans.add(sql + "\n" + plan(connection, sql, bindings));
            }
            return result;
        });
    }

    private static String plan(Connection connection, String sql, List<Call> bindings)
            throws SQLException, ReflectiveOperationException {
        StringBuilder plan = new StringBuilder();
        try (Statement settings = connection.createStatement();
                PreparedStatement explain =
                        connection.prepareStatement("EXPLAIN (COSTS OFF) " + sql.replace("FOR UPDATE", ""))) {
            settings.execute(
                    "SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_sort = off");
            for (Call binding : bindings) {
                binding.method().invoke(explain, binding.arguments());
            }
            try (ResultSet rows = explain.executeQuery()) {
                while (rows.next()) {
                    plan.append(rows.getString(1)).append('\n');
                }
            }
        }
        return plan.toString();
    }

    /** Told of each call that has been made, may change its result. */
    @FunctionalInterface
    private interface After {
        Object apply(Method method, Object[] arguments, Object result)
                throws SQLException, ReflectiveOperationException;
    }

    private static <T> T proxy(Class<T> type, T target, After after) {
        InvocationHandler handler = (self, method, arguments) -> {
            try {
                Object[] given = arguments == null ? new Object[0] : arguments;
                return after.apply(method, given, method.invoke(target, given));
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        };
        return type.cast(Proxy.newProxyInstance(PlanRecorder.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
