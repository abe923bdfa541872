package io.plimsoll.jdbc.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.domain.repository.user.UserStore;
import io.plimsoll.core.domain.user.ApiUsage;
import io.plimsoll.core.domain.user.Session;
import io.plimsoll.core.domain.user.SessionToken;
import io.plimsoll.core.domain.user.WaitlistEntry;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.jdbc.testing.TestDatabase;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What must not be in the tables, or in an error. */
abstract class UserSecretsContract {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

    abstract TestDatabase database();

    private String all(String table) throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Connection connection = database().source().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
            while (rows.next()) {
                for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                    text.append(rows.getString(i)).append(' ');
                }
            }
        }
        return text.toString();
    }

    @Test
    void session_isStoredByTheHashOfItsTokenOnly() throws Exception {
        UserStore store = database().emptied().users();
        SessionToken token = SessionToken.random(new SecureRandom());
        store.users().seen(Address.ZERO, T0);
        store.sessions().upsert(Session.begin(token, Address.ZERO, T0, Duration.ofHours(1)));

        assertThat(all("user_session"))
                .doesNotContain(token.text())
                .contains(token.hash().hex());
        // who has read the table cannot use what is in it
        assertThat(store.sessions().find(SessionToken.of(token.hash().hex()), T0))
                .isEmpty();
    }

    @Test
    void errors_ofTheWaitlist_nameNobody() throws Exception {
        UserStore store = database().emptied().users();
        WaitlistEntry entry = WaitlistEntry.waiting("alice@example.org", "alice", Optional.empty(), T0);
        store.waitlist().join(entry);
        try (Connection connection = database().source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE waitlist_entry RENAME TO elsewhere");
            try {
                assertThatExceptionOfType(RepositoryException.class)
                        .isThrownBy(() -> store.waitlist().find("alice@example.org"))
                        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.WRONG_SCHEMA))
                        .satisfies(e -> assertThat(e).hasStackTraceContaining("waitlist_entry"))
                        .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("alice"));
                assertThatExceptionOfType(RepositoryException.class)
                        .isThrownBy(() -> store.waitlist().join(entry))
                        .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("alice"));
            } finally {
                statement.execute("ALTER TABLE elsewhere RENAME TO waitlist_entry");
            }
        }
    }

    private static String stackTrace(Throwable error) {
        StringBuilder text = new StringBuilder();
        for (Throwable e = error; e != null; e = e.getCause()) {
            text.append(e).append('\n');
        }
        return text.toString();
    }

    @Test
    void usage_thatNoColumnHolds_isRefused() {
        UserStore store = database().emptied().users();

        for (String endpoint : List.of("a\0b", "\ud800", "x".repeat(201))) {
            assertThatExceptionOfType(RepositoryException.class)
                    .isThrownBy(() -> store.usage()
                            .upsert(List.of(
                                    new ApiUsage(Address.ZERO, "/good", T0, "one", 1, 0, Duration.ZERO),
                                    new ApiUsage(Address.ZERO, endpoint, T0, "one", 1, 0, Duration.ZERO))))
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.UNSTORABLE));
        }
        assertThat(store.usage().requests(Address.ZERO, T0, T0)).isZero();
    }
}
