package io.plimsoll.jdbc.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.awaitility.Awaitility;
import org.postgresql.ds.PGSimpleDataSource;

/** Kills a program in the middle of its work, again and again. The full size is {@code -Dplimsoll.kills=100}. */
public final class Kills {
    /** How often. */
    public static final int COUNT = Integer.getInteger("plimsoll.kills", 3);

    private static final int MOST_LINES = 25;
    private static final int MOST_MILLIS_AFTER = 20;
    private static final String APPLICATION = "killed";

    private final Random random = new Random(20261120);

    /**
     * Starts a program that prints a line for each thing that it was told is stored, and kills it at some moment after some line.
     *
     * @return everything that it has printed
     */
    public List<String> runAndKill(Class<?> program, String url) {
        try (OtherProcess process = OtherProcess.start(program, url)) {
            process.await(random.nextInt(MOST_LINES), line -> line.endsWith("."));
            // somewhere in the work after it
            assertThat(process.endsWithin(Duration.ofMillis(random.nextInt(MOST_MILLIS_AFTER))))
                    .as(() -> String.join("\n", process.lines()))
                    .isFalse();
            process.kill();
            return process.lines();
        }
    }

    /** What to give a program for it to be told apart by {@link #awaitGone}. */
    public static String url(DataSource source) {
        return ((PGSimpleDataSource) source).getUrl() + "&ApplicationName=" + APPLICATION;
    }

    /** The server may still be busy with the last thing that a killed program has asked for. */
    public static void awaitGone(DataSource source) {
        Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> connections(source) == 0);
    }

    private static int connections(DataSource source) throws SQLException {
        try (Connection connection = source.getConnection();
                PreparedStatement query = connection.prepareStatement(
                        "SELECT COUNT(*) FROM pg_stat_activity WHERE application_name = ?")) {
            query.setString(1, APPLICATION);
            try (ResultSet rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
