package io.plimsoll.core.testing.repository.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.domain.repository.user.SessionRepository;
import io.plimsoll.core.domain.repository.user.UserStore;
import io.plimsoll.core.domain.user.Session;
import io.plimsoll.core.domain.user.SessionToken;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.RepositoryException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every {@link SessionRepository} must do. */
public abstract class SessionRepositoryContract {
    private static final Address ALICE = Address.parse("0x" + "a1".repeat(20));
    private static final Address BOB = Address.parse("0x" + "b0".repeat(20));
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);
    private static final SessionToken ONE = SessionToken.of("one");
    private static final SessionToken TWO = SessionToken.of("two");

    protected abstract UserStore empty();

    private SessionRepository ofAliceAndBob() {
        UserStore store = empty();
        store.users().seen(ALICE, T0);
        store.users().seen(BOB, T0);
        return store.sessions();
    }

    @Test
    void find_untilItExpires_givesTheSession() {
        SessionRepository sessions = ofAliceAndBob();
        Session session = Session.begin(ONE, ALICE, T0, HOUR);
        sessions.upsert(session);

        assertThat(sessions.find(ONE, T0)).contains(session);
        assertThat(sessions.find(ONE, T0.plus(HOUR).minusMillis(1))).contains(session);
        assertThat(sessions.find(ONE, T0.plus(HOUR))).isEmpty();
        assertThat(sessions.find(TWO, T0)).isEmpty();
        assertThat(sessions.find(SessionToken.of(""), T0)).isEmpty();
        assertThat(sessions.find(SessionToken.of("' OR 1=1 --\0\ud800"), T0)).isEmpty();
    }

    @Test
    void upsert_sameTokenAgain_prolongs() {
        SessionRepository sessions = ofAliceAndBob();
        sessions.upsert(Session.begin(ONE, ALICE, T0, HOUR));

        sessions.upsert(new Session(ONE.hash(), ALICE, T0, T0.plus(HOUR).plus(HOUR)));

        assertThat(sessions.find(ONE, T0.plus(HOUR))).isPresent();
        assertThat(sessions.live(ALICE, T0)).hasSize(1);
    }

    @Test
    void upsert_ofUnknownUser_isRefused() {
        SessionRepository sessions = empty().sessions();

        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> sessions.upsert(Session.begin(ONE, ALICE, T0, HOUR)))
                .satisfies(e -> assertThat(e.retryable()).isFalse());
        assertThat(sessions.find(ONE, T0)).isEmpty();
    }

    @Test
    void live_isNewestFirstAndOfOneUser() {
        SessionRepository sessions = ofAliceAndBob();
        Session older = Session.begin(ONE, ALICE, T0, HOUR);
        Session newer = Session.begin(TWO, ALICE, T0.plusSeconds(1), HOUR);
        Session over = Session.begin(SessionToken.of("over"), ALICE, T0.minus(HOUR), HOUR);
        sessions.upsert(over);
        sessions.upsert(older);
        sessions.upsert(newer);
        sessions.upsert(Session.begin(SessionToken.of("bob's"), BOB, T0, HOUR));

        assertThat(sessions.live(ALICE, T0.plusSeconds(1))).containsExactly(newer, older);
    }

    @Test
    void end_isOnceAndForAll() {
        SessionRepository sessions = ofAliceAndBob();
        sessions.upsert(Session.begin(ONE, ALICE, T0, HOUR));
        sessions.upsert(Session.begin(TWO, ALICE, T0, HOUR));
        sessions.upsert(Session.begin(SessionToken.of("bob's"), BOB, T0, HOUR));

        assertThat(sessions.end(ONE)).isTrue();
        assertThat(sessions.end(ONE)).isFalse();
        assertThat(sessions.find(ONE, T0)).isEmpty();
        assertThat(sessions.endAll(ALICE)).isEqualTo(1);
        assertThat(sessions.live(ALICE, T0)).isEmpty();
        assertThat(sessions.live(BOB, T0)).hasSize(1);
    }

    @Test
    void deleteOlderThan_takesTheExpiredOnly() {
        SessionRepository sessions = ofAliceAndBob();
        sessions.upsert(Session.begin(ONE, ALICE, T0, HOUR));
        sessions.upsert(Session.begin(TWO, ALICE, T0.plusSeconds(1), HOUR));

        assertThat(sessions.deleteOlderThan(T0.plus(HOUR))).isZero();
        assertThat(sessions.deleteOlderThan(T0.plus(HOUR).plusSeconds(1))).isEqualTo(1);
        assertThat(sessions.find(TWO, T0)).isPresent();
    }
}
