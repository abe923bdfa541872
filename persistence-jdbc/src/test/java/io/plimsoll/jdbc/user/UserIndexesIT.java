package io.plimsoll.jdbc.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.user.UserStore;
import io.plimsoll.core.domain.user.SessionToken;
import io.plimsoll.core.domain.user.Tier;
import io.plimsoll.core.domain.user.WaitlistStatus;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.jdbc.testing.CountedReads;
import io.plimsoll.jdbc.testing.PostgresServer;
import java.time.Instant;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The queries that a web layer repeats look at about as many rows as they give. */
class UserIndexesIT {
    private static final int FEW = 60;
    private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");
    private static final PageRequest TEN = PageRequest.first(10);

    private static CountedReads reads;
    private static UserStore store;

    @BeforeAll
    static void fill() {
        PostgresServer.require(UserIndexesIT.class);
        reads = new CountedReads();
        store = reads.store().users();
        reads.execute("""
                INSERT INTO app_user (address, tier, first_seen, last_seen)
                SELECT '0x' || LPAD(TO_HEX(i), 40, '0'), CASE WHEN i % 400 = 0 THEN 'PRO' ELSE 'FREE' END, t, t
                FROM generate_series(1, 10000) i, LATERAL (SELECT TIMESTAMPTZ '2026-03-01Z' + i * INTERVAL '1 min') u(t)
                """);
        reads.execute("""
                INSERT INTO user_session (token_hash, address, created_at, expires_at)
                SELECT '0x' || LPAD(TO_HEX(i), 64, '0'), '0x' || LPAD(TO_HEX(i), 40, '0'), first_seen,
                       first_seen + INTERVAL '1 hour'
                FROM generate_series(1, 10000) i JOIN app_user ON address = '0x' || LPAD(TO_HEX(i), 40, '0')
                """);
        reads.execute("""
                INSERT INTO waitlist_entry (email, referral_code, referred_by, joined_at, status, changed_at)
                SELECT 'user' || i || '@example.org', 'code' || i, CASE WHEN i > 9980 THEN 'code7' END, t,
                       CASE WHEN i % 500 = 0 THEN 'INVITED' ELSE 'WAITING' END, t
                FROM generate_series(1, 10000) i, LATERAL (SELECT TIMESTAMPTZ '2026-03-01Z' + i * INTERVAL '1 min') u(t)
                """);
        reads.execute("""
                INSERT INTO api_usage (address, hour_start, endpoint, instance, requests, failures, time_nanos)
                SELECT '0x' || LPAD(TO_HEX(i % 500), 40, '0'), TIMESTAMPTZ '2026-03-01Z' + (i / 500) * INTERVAL '1 hour',
                       '/incidents', 'one', 1, 0, 1
                FROM generate_series(0, 9999) i
                """);
        reads.analyze();
    }

    @AfterAll
    static void close() {
        if (reads != null) {
            reads.close();
        }
    }

    private static void isServedByAnIndex(Function<PageRequest, Page<?>> query) {
        Page<?> first = query.apply(TEN);
        assertThat(first.items()).hasSize(10);
        assertThat(reads.during(() -> query.apply(TEN))).isLessThan(FEW);
        assertThat(reads.during(() -> query.apply(TEN.after(first.next().orElseThrow()))))
                .isLessThan(FEW);
    }

    private static Address address(int number) {
        return Address.parse(String.format("0x%040x", number));
    }

    @Test
    void users_areServedByIndexes() {
        isServedByAnIndex(request -> store.users().page(request));
        isServedByAnIndex(request -> store.users().page(Tier.PRO, request));
        assertThat(reads.during(() -> store.users().find(address(7)))).isLessThan(FEW);
    }

    @Test
    void sessions_areServedByIndexes() {
        assertThat(reads.during(() -> store.sessions().find(SessionToken.of("x"), T0)))
                .isLessThan(FEW);
        assertThat(reads.during(() -> store.sessions().live(address(7), T0))).isLessThan(FEW);
    }

    @Test
    void waitlist_isServedByIndexes() {
        isServedByAnIndex(request -> store.waitlist().page(WaitlistStatus.INVITED, request));
        isServedByAnIndex(request -> store.waitlist().page(WaitlistStatus.WAITING, request));
        isServedByAnIndex(request -> store.waitlist().referred("code7", request));
        assertThat(reads.during(() -> store.waitlist().findByCode("code7"))).isLessThan(FEW);
        assertThat(reads.during(() -> store.waitlist().standing("user7@example.org")))
                .isLessThan(FEW);
        assertThat(reads.during(() -> store.waitlist().leaders(10))).isLessThan(FEW);
    }

    @Test
    void usage_isServedByIndexes() {
        assertThat(store.usage().requests(address(7), T0, T0.plusSeconds(7200))).isEqualTo(3);
        assertThat(reads.during(() -> store.usage().requests(address(7), T0, T0.plusSeconds(7200))))
                .isLessThan(FEW);
        assertThat(reads.during(() -> store.usage().totals(address(7), T0, T0.plusSeconds(7200))))
                .isLessThan(FEW);
        assertThat(reads.during(() -> store.usage().totals(T0, T0))).isBetween(500L, 500L + FEW);
    }
}
