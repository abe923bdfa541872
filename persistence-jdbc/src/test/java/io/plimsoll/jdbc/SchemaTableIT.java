package io.plimsoll.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.jdbc.internal.Engine;
import io.plimsoll.jdbc.testing.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The README's table of tables is what the migrations make. */
class SchemaTableIT {
    private static final Pattern LINE = Pattern.compile("\\| `(\\w+)` \\|([^|]*)\\|([^|]*)\\|([^|]*)\\|([^|]*)\\|");
    private static final Pattern COLUMNS = Pattern.compile("\\((.*)\\)");

    @BeforeAll
    static void require() {
        PostgresServer.require(SchemaTableIT.class);
    }

    @Test
    void readme_listsEveryTableWithItsKeyAndIndexes() throws Exception {
        Map<String, String> meanings = new TreeMap<>();
        List<String> documented = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("README.md"))) {
            Matcher matcher = LINE.matcher(line);
            if (matcher.matches()) {
                documented.add(line);
                meanings.put(matcher.group(1), matcher.group(3).strip());
            }
        }

        List<String> real = new ArrayList<>();
        for (Domain domain : Domain.values()) {
            real.addAll(lines(domain, meanings));
        }

        assertThat(documented)
                .as("the table in persistence-jdbc/README.md; what it should say:%n%s", String.join("\n", real))
                .isEqualTo(real);
        assertThat(meanings.values()).as("what each table holds").noneMatch(String::isBlank);
    }

    private static List<String> lines(Domain domain, Map<String, String> meanings) throws SQLException, IOException {
        DataSource source = PostgresServer.emptyDatabase();
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration/" + domain.folder())
                .table("migrations_" + domain.folder())
                .placeholders(Engine.POSTGRES.placeholders())
                .load()
                .migrate();
        Map<String, List<String>> keys = new TreeMap<>();
        Map<String, List<String>> indexes = new TreeMap<>();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        SELECT t.relname, pg_get_indexdef(i.indexrelid), i.indisprimary, i.indisunique,
                               pg_get_expr(i.indpred, i.indrelid)
                        FROM pg_index i JOIN pg_class t ON t.oid = i.indrelid JOIN pg_class n ON n.oid = i.indexrelid
                        WHERE t.relnamespace = 'public'::regnamespace AND t.relname NOT LIKE 'migrations%'
                        ORDER BY t.relname, i.indisprimary DESC, i.indisunique DESC, n.relname
                        """)) {
            while (rows.next()) {
                String columns = columns(rows.getString(2), rows.getString(5));
                String table = rows.getString(1);
                keys.computeIfAbsent(table, name -> new ArrayList<>());
                indexes.computeIfAbsent(table, name -> new ArrayList<>());
                (rows.getBoolean(4) ? keys : indexes).get(table).add(columns);
            }
        }
        return keys.keySet().stream()
                .map(table -> "| `" + table + "` | " + domain.folder() + " | " + meanings.getOrDefault(table, "")
                        + " | " + String.join("; ", keys.get(table)) + " | " + String.join("; ", indexes.get(table))
                        + " |")
                .toList();
    }

    private static String columns(String definition, String condition) {
        Matcher matcher = COLUMNS.matcher(definition.replaceFirst(" WHERE .*", ""));
        if (!matcher.find()) {
            throw new IllegalStateException("not an index: " + definition);
        }
        return matcher.group(1) + (condition == null ? "" : " where " + condition);
    }
}
