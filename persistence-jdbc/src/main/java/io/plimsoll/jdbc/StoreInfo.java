package io.plimsoll.jdbc;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a database holds.
 *
 * @param engine its name and version
 * @param bytes that it takes on the disk; 0 for one in memory
 * @param domains each with the version of its tables
 * @param rows of each table, histories of migrations apart
 */
public record StoreInfo(String engine, long bytes, List<DomainInfo> domains, SortedMap<String, Long> rows) {
    /** Copies the lists. */
    public StoreInfo {
        domains = List.copyOf(domains);
        rows = Collections.unmodifiableSortedMap(new TreeMap<>(rows));
    }

    /**
     * How far a domain's tables are.
     *
     * @param domain which
     * @param version of its tables; 0: it has none here
     * @param newest version that this program knows
     */
    public record DomainInfo(Domain domain, int version, int newest) {
        /** Whether there are tables that are older than this program. */
        public boolean needsMigration() {
            return version > 0 && version < newest;
        }
    }

    /** The version of a domain's tables; 0: it has none here. */
    public int version(Domain domain) {
        return domains.stream()
                .filter(info -> info.domain() == domain)
                .mapToInt(DomainInfo::version)
                .sum();
    }

    /** How many rows there are over all tables. */
    public long totalRows() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }

    /** As a table for people. */
    @Override
    public String toString() {
        StringBuilder text =
                new StringBuilder(engine).append(", ").append(bytes).append(" bytes\n");
        for (DomainInfo info : domains) {
            if (info.version() > 0) {
                text.append(String.format(
                        "domain %-12s version %d of %d%n", info.domain().folder(), info.version(), info.newest()));
            }
        }
        for (Map.Entry<String, Long> table : rows.entrySet()) {
            text.append(String.format("table %-32s %,12d rows%n", table.getKey(), table.getValue()));
        }
        return text.toString();
    }
}
