package io.plimsoll.jdbc.monitoring;

import io.plimsoll.core.foundation.chain.Address;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.argument.Argument;

/** Many keys as one parameter each column, for {@code UNNEST}. */
final class ArrayParameter {
    private ArrayParameter() {}

    /**
     * A column of keys.
     *
     * @param type of the elements, as the database calls it
     */
    static <T> Argument of(String type, Collection<T> rows, Function<T, ?> column) {
        Object[] elements = rows.stream().map(column).toArray();
        return (position, statement, context) ->
                statement.setArray(position, statement.getConnection().createArrayOf(type, elements));
    }

    /** A column of addresses. */
    static Argument of(Collection<Address> addresses) {
        return of("varchar", List.copyOf(addresses), Address::hex);
    }
}
