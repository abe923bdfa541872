package io.plimsoll.jdbc.internal;

import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.result.ResultSetException;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;

/** The current row of a result, read by the types of its columns. */
public final class Row {
    private final ResultSet row;
    private final StatementContext context;

    private Row(ResultSet row, StatementContext context) {
        this.row = row;
        this.context = context;
    }

    /** A mapper of rows. A row that cannot be read as what it must be is a {@link Kind#CORRUPT} one. */
    public static <T> RowMapper<T> mapping(Function<Row, T> read) {
        return (result, context) -> {
            try {
                return read.apply(new Row(result, context));
            } catch (IllegalArgumentException | ArithmeticException | NullPointerException e) {
                throw new RepositoryException(Kind.CORRUPT, "a stored row cannot be read: " + e.getMessage(), e);
            }
        };
    }

    /** The value of a column that is never NULL. */
    public <V> V get(String column, Type<V> type) {
        V value = read(column, type);
        if (value == null) {
            throw new IllegalArgumentException("column " + column + " is NULL");
        }
        return value;
    }

    /** The value of a column; empty if it is NULL. */
    public <V> Optional<V> find(String column, Type<V> type) {
        return Optional.ofNullable(read(column, type));
    }

    private <V> @Nullable V read(String column, Type<V> type) {
        try {
            return type.read(row, column);
        } catch (SQLException e) {
            throw new ResultSetException("cannot read column " + column, e, context);
        }
    }
}
