package io.plimsoll.jdbc;

import java.util.Locale;

/** A set of tables with migrations and a migration history of its own; any of them may share a database. */
public enum Domain {
    /** Watched accounts, their positions and history. */
    MONITORING,
    /** Users, sessions and the waiting list: personal data, which may be kept in a database apart. */
    USERS,
    /** Markets, positions and liquidations of a perpetuals exchange; attempts and decisions of a keeper. */
    KEEPER,
    /** Incidents, who wants to hear of them, and what was told. */
    INCIDENTS,
    /** Tokens, their transfers and what is counted over them. */
    TOKENS,
    /** Trades, roll-ups, alerts and health of a dashboard. */
    MARKET,
    /** How far each indexer has come. */
    INDEX,
    /** Who may act, where several processes run. */
    LEASES,
    /** Tasks that run once over all processes. */
    SCHEDULING;

    /** Folder of the migrations, below {@code db/migration}. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
