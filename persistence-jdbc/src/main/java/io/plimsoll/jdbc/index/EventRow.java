package io.plimsoll.jdbc.index;

import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.jdbc.internal.Row;
import java.util.Optional;

/** A stored event, to be read column by column. For the call that it is given to. */
public final class EventRow {
    private final Row row;
    private final LogRef at;

    EventRow(Row row, LogRef at) {
        this.row = row;
        this.at = at;
    }

    /** Where the event happened. */
    public LogRef at() {
        return at;
    }

    /** The value of a column that always has one. */
    public <V> V get(String column, EventColumn<V> type) {
        return row.get(column, type.type());
    }

    /** The value of a column; empty if there is none. */
    public <V> Optional<V> find(String column, EventColumn<V> type) {
        return row.find(column, type.type());
    }
}
