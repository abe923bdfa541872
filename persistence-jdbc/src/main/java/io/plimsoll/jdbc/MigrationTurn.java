package io.plimsoll.jdbc;

import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.jdbc.internal.Failures;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The migration of one domain while no other is under way in the database.
 *
 * <p>On PostgreSQL each migration is one transaction. H2 commits each statement, and some statements in parts, so a process that
 * is killed leaves tables half done. They are undone by the next one: tables without a row are made again, and before tables with
 * rows are touched they are copied to a file beside the database. Nobody writes to a domain that is not migrated yet.
 */
final class MigrationTurn {
    /** Whose lock is the turn of this process, to which an H2 file belongs. */
    static final Object H2 = new Object();

    private static final Pattern NUMBERED_COPY = Pattern.compile("_copy_\\d+_\\d+$");

    private final Connection connection;
    private final String folder;
    private final String history;
    /** Names of all tables that migrations of the domain create, in lower case. */
    private final Supplier<Set<String>> created;
    /** The table whose presence says that the copy holds what is to be put back. */
    private final String mark;

    private MigrationTurn(Connection connection, Domain domain, Supplier<Set<String>> created) {
        this.connection = connection;
        this.folder = domain.folder();
        this.history = Migrations.historyOf(domain);
        this.created = created;
        this.mark = history + "_copied";
    }

    /** Runs {@code work} while no other process runs some. If it fails, closing the connection ends the turn. */
    static void onPostgres(Connection connection, Runnable work) throws SQLException {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            // the turn ends with the transaction, however the process ends; it stands still until then
            statement.execute("SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0;"
                    + " SET LOCAL idle_in_transaction_session_timeout = 0");
            statement.execute("SELECT pg_advisory_xact_lock(hashtext('plimsoll migrations'))");
            work.run();
        }
        connection.commit();
        connection.setAutoCommit(true);
    }

    /**
     * Runs {@code work} so that it is done whole, or again from the start. The caller holds {@link #H2}.
     *
     * @param created names of the tables that migrations of the domain create, in lower case
     * @param pending whether {@code work} has something to do
     */
    static void onH2(
            Connection connection, Domain domain, Supplier<Set<String>> created, BooleanSupplier pending, Runnable work)
            throws SQLException, IOException {
        MigrationTurn turn = new MigrationTurn(connection, domain, created);
        turn.putBack();
        if (pending.getAsBoolean()) {
            turn.prepare();
        }
        try {
            work.run();
        } catch (RepositoryException e) {
            turn.putBack(e);
            throw e;
        }
        turn.finish();
    }

    /** Where the tables are copied to; empty for a database in memory, which ends with its process. */
    private Optional<Path> copy() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT DATABASE_PATH()")) {
            String path = row.next() ? row.getString(1) : null;
            return Optional.ofNullable(path).map(file -> Path.of(file + "." + folder + ".before-migration.sql"));
        }
    }

    private void prepare() throws SQLException, IOException {
        List<String> tables = tables();
        if (!tables.contains(history)) {
            if (!tables.isEmpty()) {
                throw new RepositoryException(
                        Kind.WRONG_SCHEMA,
                        "the schema of " + folder + " is not this program's: table " + tables.get(0)
                                + " is there, but no history of its migrations: restore a backup into an empty database");
            }
            return;
        }
        if (areEmpty(tables)) {
            drop(tables);
            return;
        }
        Optional<Path> copy = copy();
        if (copy.isPresent()) {
            write(copy.get(), tables);
            execute("CREATE TABLE \"" + mark + "\" (copied BOOLEAN)");
        }
    }

    /** The domain's tables as the catalog calls them, what a statement that was stopped had copied them to, and the history. */
    private List<String> tables() throws SQLException {
        Set<String> names = created.get();
        List<String> found = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT table_name FROM information_schema.tables WHERE table_schema = CURRENT_SCHEMA"
                                + " ORDER BY table_name")) {
            while (rows.next()) {
                String name = rows.getString(1);
                String plain =
                        NUMBERED_COPY.matcher(name.toLowerCase(Locale.ROOT)).replaceFirst("");
                if (name.equals(history) || names.contains(plain)) {
                    found.add(name);
                }
            }
        }
        return found;
    }

    private boolean areEmpty(List<String> tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : tables) {
                if (table.equals(history)) {
                    continue;
                }
                try (ResultSet row = statement.executeQuery("SELECT 1 FROM \"" + table + "\" FETCH FIRST ROW ONLY")) {
                    if (row.next()) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private void drop(List<String> tables) throws SQLException {
        // the history last: without it the tables would be somebody else's
        List<String> ordered = new ArrayList<>(tables);
        ordered.remove(history);
        ordered.add(history);
        for (String table : ordered) {
            execute("DROP TABLE IF EXISTS \"" + table + "\" CASCADE");
        }
    }

    private void write(Path copy, List<String> tables) throws SQLException, IOException {
        Path unfinished = copy.resolveSibling(copy.getFileName() + ".part");
        String names = tables.stream().map(table -> '"' + table + '"').collect(Collectors.joining(", "));
        try (PreparedStatement statement =
                connection.prepareStatement("SCRIPT NOPASSWORDS NOSETTINGS TO ? CHARSET 'UTF-8' TABLE " + names)) {
            statement.setString(1, unfinished.toString());
            statement.execute();
        }
        try (FileChannel channel = FileChannel.open(unfinished, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Undoes a migration that was stopped after its tables had been copied. */
    private void putBack() throws SQLException, IOException {
        Optional<Path> copy = copy();
        if (copy.isEmpty()) {
            return;
        }
        if (isMarked()) {
            if (!Files.exists(copy.get())) {
                throw new RepositoryException(
                        Kind.WRONG_SCHEMA,
                        "a migration of " + folder + " was stopped half way, and the copy of its tables, " + copy.get()
                                + ", is gone: restore a backup into an empty database");
            }
            drop(tables());
            try (PreparedStatement statement = connection.prepareStatement("RUNSCRIPT FROM ? CHARSET 'UTF-8'")) {
                statement.setString(1, copy.get().toString());
                statement.execute();
            }
        }
        finish();
    }

    private void putBack(RepositoryException failure) {
        try {
            putBack();
        } catch (SQLException | IOException e) {
            // the next one puts it back
            failure.addSuppressed(Failures.of("put back the tables of " + folder, e));
        }
    }

    /** From here on the copy is of no use. */
    private void finish() throws SQLException, IOException {
        Optional<Path> copy = copy();
        if (copy.isPresent()) {
            if (isMarked()) {
                execute("DROP TABLE \"" + mark + "\"");
            }
            Files.deleteIfExists(copy.get());
        }
    }

    private boolean isMarked() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT 1 FROM information_schema.tables WHERE table_schema = CURRENT_SCHEMA AND table_name = ?")) {
            statement.setString(1, mark);
            try (ResultSet row = statement.executeQuery()) {
                return row.next();
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
