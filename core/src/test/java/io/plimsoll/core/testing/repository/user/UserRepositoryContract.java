package io.plimsoll.core.testing.repository.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.repository.Cursor;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.user.UserRepository;
import io.plimsoll.core.domain.repository.user.UserStore;
import io.plimsoll.core.domain.user.ApiUsage;
import io.plimsoll.core.domain.user.Session;
import io.plimsoll.core.domain.user.SessionToken;
import io.plimsoll.core.domain.user.Tier;
import io.plimsoll.core.domain.user.User;
import io.plimsoll.core.foundation.chain.Address;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link UserRepository} must do. */
public abstract class UserRepositoryContract {
    private static final Address ALICE = Address.parse("0x" + "a1".repeat(20));
    private static final Address BOB = Address.parse("0x" + "b0".repeat(20));
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant T1 = T0.plusSeconds(60);

    protected abstract UserStore empty();

    @Test
    void seen_firstTime_isInFreeTier() {
        UserRepository users = empty().users();

        assertThat(users.seen(ALICE, T0)).isEqualTo(new User(ALICE, Tier.FREE, T0, T0));
        assertThat(users.find(ALICE)).contains(new User(ALICE, Tier.FREE, T0, T0));
        assertThat(users.find(BOB)).isEmpty();
    }

    @Test
    void seen_again_movesForwardOnlyAndKeepsTheTier() {
        UserRepository users = empty().users();
        users.seen(ALICE, T1);
        users.assign(ALICE, Tier.PRO);

        assertThat(users.seen(ALICE, T1.plusSeconds(5)).lastSeen()).isEqualTo(T1.plusSeconds(5));
        assertThat(users.seen(ALICE, T0)).isEqualTo(new User(ALICE, Tier.PRO, T1, T1.plusSeconds(5)));
    }

    @Test
    void upsert_sameAddressAgain_replacesWhole() {
        UserRepository users = empty().users();
        users.upsert(List.of(new User(ALICE, Tier.FREE, T0, T0), new User(BOB, Tier.API, T0, T1)));

        users.upsert(new User(ALICE, Tier.UNLIMITED, T1, T1));

        assertThat(users.find(ALICE)).contains(new User(ALICE, Tier.UNLIMITED, T1, T1));
        assertThat(users.find(BOB)).contains(new User(BOB, Tier.API, T0, T1));
    }

    @Test
    void assign_unknownUser_isFalse() {
        UserRepository users = empty().users();

        assertThat(users.assign(ALICE, Tier.PRO)).isFalse();
        assertThat(users.find(ALICE)).isEmpty();
    }

    @Test
    void page_walkedWhileUsersCome_showsEachOnceNewestFirst() {
        UserRepository users = empty().users();
        List<User> stored = IntStream.range(0, 7)
                // three of each time, so that the address decides
                .mapToObj(i -> new User(address(i), i % 2 == 0 ? Tier.FREE : Tier.PRO, T0.plusSeconds(i / 3), T1))
                .toList();
        users.upsert(stored);

        List<User> walked = new ArrayList<>();
        Optional<Cursor> next;
        PageRequest request = PageRequest.first(2);
        do {
            Page<User> page = users.page(request);
            walked.addAll(page.items());
            next = page.next();
            request = request.after(next.orElse(new Cursor("")));
            users.upsert(new User(address(100 + walked.size()), Tier.FREE, T1, T1));
        } while (next.isPresent());

        assertThat(walked)
                .extracting(User::address)
                .containsExactly(address(6), address(5), address(4), address(3), address(2), address(1), address(0));
        assertThat(users.page(Tier.PRO, PageRequest.first(10)).items())
                .extracting(User::address)
                .containsExactly(address(5), address(3), address(1));
    }

    private static Address address(int number) {
        return Address.parse(String.format("0x%040x", number));
    }

    @Test
    void page_cursorOfSomethingElse_isCallersMistake() {
        UserRepository users = empty().users();

        for (Cursor cursor : List.of(
                new Cursor("?"),
                Cursor.of("x"),
                Cursor.of("yesterday", "x"),
                Cursor.of("+123456-01-01T00:00:00Z", "x"),
                Cursor.of(T0.toString(), "a\0b"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> users.page(PageRequest.first(1).after(cursor)));
        }
    }

    @Test
    void countByTier_leavesEmptyTiersOut() {
        UserRepository users = empty().users();
        users.upsert(List.of(
                new User(ALICE, Tier.PRO, T0, T0),
                new User(BOB, Tier.PRO, T0, T0),
                new User(Address.ZERO, Tier.FREE, T0, T0)));

        assertThat(users.countByTier()).isEqualTo(Map.of(Tier.FREE, 1L, Tier.PRO, 2L));
    }

    @Test
    void forget_takesSessionsAndUsageWithIt() {
        UserStore store = empty();
        SessionToken token = SessionToken.of("alice's");
        SessionToken other = SessionToken.of("bob's");
        for (Address address : List.of(ALICE, BOB)) {
            store.users().seen(address, T0);
            store.usage().upsert(List.of(new ApiUsage(address, "/incidents", T0, "one", 10, 1, Duration.ofMillis(5))));
        }
        store.sessions().upsert(Session.begin(token, ALICE, T0, Duration.ofHours(1)));
        store.sessions().upsert(Session.begin(other, BOB, T0, Duration.ofHours(1)));

        assertThat(store.users().forget(ALICE)).isTrue();
        assertThat(store.users().forget(ALICE)).isFalse();

        assertThat(store.users().find(ALICE)).isEmpty();
        assertThat(store.sessions().find(token, T0)).isEmpty();
        assertThat(store.usage().requests(ALICE, T0, T1)).isZero();
        assertThat(store.sessions().find(other, T0)).isPresent();
        assertThat(store.usage().requests(BOB, T0, T1)).isEqualTo(10);
    }
}
