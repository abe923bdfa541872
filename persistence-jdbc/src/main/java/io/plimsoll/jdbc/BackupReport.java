package io.plimsoll.jdbc;

import java.nio.file.Path;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What was written to a backup or read from one.
 *
 * @param file the backup
 * @param rows of each table
 */
public record BackupReport(Path file, SortedMap<String, Long> rows) {
    /** Copies the numbers. */
    public BackupReport {
        rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
    }

    /** How many rows there are over all tables. */
    public long totalRows() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }
}
