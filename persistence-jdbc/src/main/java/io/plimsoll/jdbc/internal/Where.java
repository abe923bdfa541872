package io.plimsoll.jdbc.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.statement.Query;

/** Which rows of a table a list is made of. Immutable. */
public final class Where {
    /** All of them. */
    public static final Where ALL = new Where(List.of());

    private record Condition(String column, String operator, List<Object> values) {}

    private final List<Condition> conditions;

    private Where(List<Condition> conditions) {
        this.conditions = conditions;
    }

    /** Those with this value in a column. The first columns of the index that serves the list, in its order. */
    public static Where is(String column, Object value) {
        return ALL.and(column, value);
    }

    /** And this value in another column; the next of the index. */
    public Where and(String column, Object value) {
        return and(column, "=", List.of(value));
    }

    /** And one of these values. The index is read on past those with another. */
    public Where among(String column, Collection<?> values) {
        return and(column, "IN", values);
    }

    /** And at least this value. */
    public Where from(String column, Object value) {
        return and(column, ">=", List.of(value));
    }

    /** And at most this value. */
    public Where upTo(String column, Object value) {
        return and(column, "<=", List.of(value));
    }

    /** And another value than this. */
    public Where butNot(String column, Object value) {
        return and(column, "<>", List.of(value));
    }

    private Where and(String column, String operator, Collection<?> values) {
        List<Condition> more = new ArrayList<>(conditions);
        more.add(new Condition(column, operator, List.copyOf(values)));
        return new Where(List.copyOf(more));
    }

    /** The columns that have one value only. */
    List<String> fixedColumns() {
        return conditions.stream()
                .filter(condition -> condition.operator().equals("="))
                .map(Condition::column)
                .toList();
    }

    /** In SQL, with parameters whose names begin with {@code prefix}. */
    List<String> sql(String prefix) {
        List<String> sql = new ArrayList<>();
        int parameter = 0;
        for (Condition condition : conditions) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < condition.values().size(); i++) {
                names.add(":" + prefix + parameter++);
            }
            String joined = String.join(", ", names);
            sql.add(condition.column() + " " + condition.operator() + " "
                    + (condition.operator().equals("IN") ? "(" + joined + ")" : joined));
        }
        return sql;
    }

    void bind(Query query, String prefix) {
        int parameter = 0;
        for (Condition condition : conditions) {
            for (Object value : condition.values()) {
                query.bind(prefix + parameter++, value);
            }
        }
    }
}
