package io.plimsoll.jdbc.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ConnectException;
import java.net.SocketException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailuresTest {
    private static RepositoryException during(SQLException error) {
        return Failures.of("try", new UnableToExecuteStatementException("a statement", error, null));
    }

    @ParameterizedTest
    @CsvSource({
        "08001, UNAVAILABLE",
        "08003, CONNECTION_LOST",
        "08006, CONNECTION_LOST",
        "08007, CONNECTION_LOST",
        "08P01, CONNECTION_LOST",
        "0A000, CONFLICT",
        "22001, UNSTORABLE",
        "22003, UNSTORABLE",
        "22012, OTHER",
        "22021, UNSTORABLE",
        "22P05, UNSTORABLE",
        "23502, OTHER",
        "23503, OTHER",
        "23505, DUPLICATE",
        "23514, OTHER",
        "25006, UNAVAILABLE",
        "25P03, CONNECTION_LOST",
        "28P01, UNAVAILABLE",
        "3D000, UNAVAILABLE",
        "3F000, WRONG_SCHEMA",
        "40001, CONFLICT",
        "40003, CONNECTION_LOST",
        "40P01, CONFLICT",
        "42501, UNAVAILABLE",
        "42601, WRONG_SCHEMA",
        "42703, WRONG_SCHEMA",
        "42P01, WRONG_SCHEMA",
        "53100, STORAGE_FULL",
        "53300, UNAVAILABLE",
        "53400, STORAGE_FULL",
        "54000, UNSTORABLE",
        "55P03, CONFLICT",
        "57014, CONFLICT",
        "57P01, CONNECTION_LOST",
        "57P03, CONNECTION_LOST",
        "XX000, OTHER",
        "XX001, CORRUPT",
    })
    void state_ofAServer_hasItsKind(String state, Kind kind) {
        RepositoryException failure = during(new SQLException("words of the server", state));

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageStartingWith("cannot try: words of the server");
    }

    @ParameterizedTest
    @CsvSource({"08006", "57P03", "57P01", "XX000"})
    void error_whileAConnectionIsOpened_isUnavailable(String state) {
        SQLException error = new SQLException("starting up", state, new ConnectException("refused"));

        assertThat(Failures.of("try", new ConnectionException(error)).kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(Failures.opening("open", error).kind()).isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void pool_thatIsUsedUp_isToldFromOneThatCannotConnect() {
        String busy =
                "plimsoll - Connection is not available, request timed out after 300ms (total=2, active=2, idle=0, waiting=0)";
        String none =
                "plimsoll - Connection is not available, request timed out after 300ms (total=0, active=0, idle=0, waiting=0)";
        SQLException refused = new SQLException("Connection refused", "08001");

        assertThat(kindOfWait(new SQLTransientConnectionException(busy))).isEqualTo(Kind.POOL_EXHAUSTED);
        assertThat(kindOfWait(new SQLTransientConnectionException(busy, "08001", refused)))
                .isEqualTo(Kind.POOL_EXHAUSTED);
        assertThat(kindOfWait(new SQLTransientConnectionException(none, "08001", refused)))
                .isEqualTo(Kind.UNAVAILABLE);
    }

    private static Kind kindOfWait(SQLException error) {
        return Failures.of("try", new ConnectionException(error)).kind();
    }

    @ParameterizedTest
    @CsvSource({
        "No space left on device, STORAGE_FULL",
        "Disk quota exceeded, STORAGE_FULL",
        "File too large, STORAGE_FULL",
        "There is not enough space on the disk, STORAGE_FULL",
        "Input/output error, OTHER",
    })
    void fileThatCannotBeWritten_isAFullDiskIfTheSystemSaysSo(String words, Kind kind) {
        SQLException error = new SQLException("General error", "HY000", 50000, new IOException(words));

        assertThat(during(error).kind()).isEqualTo(kind);
    }

    @Test
    void fullDisk_namedOnlyByWhatFailedAfterwards_isFound() {
        SQLException batch = new SQLException("IO Exception: \"things.mv.db\"", "90028", 90028);
        SQLException rollback =
                new SQLException("General error", "HY000", 50000, new IOException("No space left on device"));
        UnableToExecuteStatementException error = new UnableToExecuteStatementException("a statement", batch, null);
        error.addSuppressed(rollback);
        rollback.setNextException(batch);

        assertThat(Failures.of("try", error).kind()).isEqualTo(Kind.STORAGE_FULL);
    }

    @Test
    void values_thatADriverRepeats_areInNeitherMessageNorCause() {
        RepositoryException failure = during(new SQLException(
                "Unique index or primary key violation: \"PUBLIC.PRIMARY_KEY_4 ON PUBLIC.USERS(EMAIL) VALUES ( /* 1 */ 'a@b.c' )\"",
                "23505",
                23505));

        assertThat(failure)
                .hasMessage(
                        "cannot try: Unique index or primary key violation of PUBLIC.USERS(EMAIL): nothing was stored");
        assertThat(failure.getCause())
                .isInstanceOf(SQLException.class)
                .hasMessage("Unique index or primary key violation of PUBLIC.USERS(EMAIL)")
                .hasNoCause();
    }

    private static String everything(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "22018|Data conversion error converting \"a@b.c\"",
                "22018|Data conversion error converting \"line one¶a@b.c\"",
                "22001|Value too long for column \"EMAIL CHARACTER VARYING(4)\": \"'a@b.c' (5)\"",
                "22003|ERROR: value \"a@b.c\" is out of range for type integer",
                "23505|ERROR: duplicate key value¶  Detail: Key (email)=(a@b.c) already exists.",
                "57014|ERROR: canceling statement¶  Where: COPY staging_user, line 1: \"a@b.c\"",
                "53100|ERROR: could not extend file¶  Where: COPY staging_user, line 1: \"a@b.c\"",
            })
    void valuesOfARow_areNowhere(String state, String line) {
        String message = line.replace('¶', '\n');
        SQLException row = new SQLException(message, state);
        SQLException batch = new BatchUpdateException(
                "Batch entry 0 INSERT INTO app_user VALUES ('a@b.c') was aborted: " + message, state, new int[0], row);
        batch.setNextException(row);

        for (SQLException error : List.of(row, batch)) {
            assertThat(everything(during(error))).doesNotContain("a@b.c").contains(message.substring(0, 12));
        }
    }

    @Test
    void connectionLostInABatch_namesTheCause_butNoRow() {
        SQLException lost = new SQLException("An I/O error occurred", "08006", new SocketException("Broken pipe"));
        SQLException batch = new BatchUpdateException("Batch entry 0 ('a@b.c') was aborted", "08006", new int[0], lost);

        assertThat(everything(during(batch))).doesNotContain("a@b.c").contains("An I/O error occurred", "Broken pipe");
    }
}
