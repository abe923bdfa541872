package io.plimsoll.jdbc;

import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.jdbc.BackupFile.Reader;
import io.plimsoll.jdbc.StoredTable.StoredColumn;
import io.plimsoll.jdbc.internal.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.DateTimeException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Reads a whole backup into a database, in one transaction. */
final class Restore {
    private static final int BATCH = 1_000;

    private final Path file;
    private final DataSource source;
    private final Migrations migrations;
    private final SortedMap<String, Long> counts = new TreeMap<>();

    Restore(Path file, DataSource source, Migrations migrations) {
        this.file = file;
        this.source = source;
        this.migrations = migrations;
    }

    BackupReport run() throws SQLException, IOException {
        try (Reader reader = BackupFile.open(file)) {
            if (!reader.line().equals(Backup.TITLE + "\t" + Backup.VERSION)) {
                throw wrong("it is of a form that this program does not know; use a newer Plimsoll");
            }
            Map<Domain, Integer> versions = new EnumMap<>(Domain.class);
            String line = reader.line();
            for (; line.startsWith(Backup.DOMAIN); line = reader.line()) {
                String[] words = line.split("\t", -1);
                versions.put(domain(words[1]), Integer.parseInt(words[2]));
            }
            versions.forEach(this::prepare);
            load(reader, line);
            versions.keySet().forEach(migrations::migrate);
        }
        return new BackupReport(file, counts);
    }

    private Domain domain(String folder) {
        return Arrays.stream(Domain.values())
                .filter(domain -> domain.folder().equals(folder))
                .findFirst()
                .orElseThrow(
                        () -> wrong("it has a domain " + folder + ", which is unknown here; use a newer Plimsoll"));
    }

    /** Makes the tables as they were. */
    private void prepare(Domain domain, int version) {
        if (version > migrations.newest(domain)) {
            throw wrong(domain.folder() + " has version " + version
                    + ", newer than what is known here; use a newer Plimsoll");
        }
        if (migrations.version(domain) > version) {
            throw wrong(domain.folder() + " has version " + version + " in it and " + migrations.version(domain)
                    + " in the database; restore into an empty database");
        }
        migrations.migrate(domain, version);
    }

    private void load(Reader reader, String first) throws SQLException, IOException {
        try (Connection connection = source.getConnection()) {
            connection.setAutoCommit(false);
            Map<String, StoredTable> tables = new HashMap<>();
            List<StoredTable> all = StoredTable.all(connection);
            lock(connection, all);
            for (StoredTable table : all) {
                requireEmpty(connection, table);
                tables.put(table.name(), table);
            }
            for (String line = first; line.startsWith(Backup.TABLE); line = reader.line()) {
                List<String> words = List.of(line.split("\t", -1));
                StoredTable table = tables.get(words.get(1));
                if (table == null) {
                    throw wrong("it has a table " + words.get(1)
                            + ", which is not there; make it first: one of own events by taking the index with its"
                            + " EventTable from the store");
                }
                if (!table.signature().equals(words.subList(2, words.size()))) {
                    throw wrong("table " + table.name() + " has columns " + words.subList(2, words.size())
                            + " in it and " + table.signature() + " in the database");
                }
                counts.put(table.name(), new Rows(connection, table).copy(reader));
            }
            connection.commit();
        }
    }

    /** Nobody may write between the look whether there are rows and the end. An H2 file has no other process. */
    private static void lock(Connection connection, List<StoredTable> tables) throws SQLException {
        if (Engine.of(connection) == Engine.POSTGRES && !tables.isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("LOCK TABLE "
                        + tables.stream().map(StoredTable::name).collect(Collectors.joining(", "))
                        + " IN EXCLUSIVE MODE");
            }
        }
    }

    private static void requireEmpty(Connection connection, StoredTable table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT 1 FROM " + table.name() + " FETCH FIRST ROW ONLY")) {
            if (row.next()) {
                throw new RepositoryException(
                        Kind.DUPLICATE,
                        "table " + table.name() + " has rows: restore into an empty database. Nothing was stored");
            }
        }
    }

    private RepositoryException wrong(String problem) {
        return new RepositoryException(Kind.WRONG_SCHEMA, "cannot restore " + file + ": " + problem);
    }

    /** The rows of one table on their way in. */
    private static final class Rows {
        private final Connection connection;
        private final StoredTable table;
        private final List<String> names;

        private Rows(Connection connection, StoredTable table) {
            this.connection = connection;
            this.table = table;
            this.names = table.columns().stream().map(StoredColumn::name).toList();
        }

        private long copy(Reader reader) throws SQLException, IOException {
            try (PreparedStatement insert = connection.prepareStatement(table.insert())) {
                return table.own().isEmpty() ? copy(reader, insert) : copyParentsFirst(reader, insert);
            }
        }

        private long copy(Reader reader, PreparedStatement insert) throws SQLException, IOException {
            long count = 0;
            for (String line = reader.line(); !isEnd(line, count); line = reader.line()) {
                add(insert, BackupText.values(line));
                if (++count % BATCH == 0) {
                    insert.executeBatch();
                }
            }
            insert.executeBatch();
            return count;
        }

        /** Rows that refer to rows of the same table wait for those. */
        private long copyParentsFirst(Reader reader, PreparedStatement insert) throws SQLException, IOException {
            Deque<List<@Nullable String>> waiting = new ArrayDeque<>();
            for (String line = reader.line(); !isEnd(line, waiting.size()); line = reader.line()) {
                waiting.add(BackupText.values(line));
            }
            long count = waiting.size();
            Map<String, Set<@Nullable String>> there = new HashMap<>();
            table.own().values().forEach(column -> there.put(column, new HashSet<>()));
            for (int passed = 0; !waiting.isEmpty(); passed++) {
                List<@Nullable String> row = waiting.remove();
                if (passed <= waiting.size() && !parentsAreThere(row, there)) {
                    waiting.add(row);
                    continue;
                }
                passed = -1;
                there.forEach((column, values) -> values.add(row.get(names.indexOf(column))));
                add(insert, row);
            }
            insert.executeBatch();
            return count;
        }

        private boolean parentsAreThere(List<@Nullable String> row, Map<String, Set<@Nullable String>> there) {
            return table.own().entrySet().stream().allMatch(reference -> {
                String parent = row.get(names.indexOf(reference.getKey()));
                return parent == null
                        || there.getOrDefault(reference.getValue(), Set.of()).contains(parent)
                        || parent.equals(row.get(names.indexOf(reference.getValue())));
            });
        }

        private RepositoryException corrupt(String problem) {
            return new RepositoryException(
                    Kind.CORRUPT, "table " + table.name() + " of the backup has " + problem + ": nothing was stored");
        }

        private void add(PreparedStatement insert, List<@Nullable String> values) throws SQLException {
            if (values.size() != table.columns().size()) {
                throw corrupt("a row of " + values.size() + " values");
            }
            for (int i = 0; i < values.size(); i++) {
                StoredColumn column = table.columns().get(i);
                try {
                    column.kind().bind(insert, i + 1, column.jdbcType(), values.get(i));
                } catch (IllegalArgumentException | DateTimeException notOfTheKind) {
                    // its message repeats the value
                    throw corrupt("a value of column " + column.name() + " that is no " + column.kind());
                }
            }
            insert.addBatch();
        }

        private boolean isEnd(String line, long count) {
            if (!line.startsWith(BackupText.CONTROL)) {
                return false;
            }
            if (!line.equals(Backup.END + "\t" + count)) {
                throw new RepositoryException(
                        Kind.CORRUPT, "the backup has other rows of " + table.name() + " than it says");
            }
            return true;
        }
    }
}
