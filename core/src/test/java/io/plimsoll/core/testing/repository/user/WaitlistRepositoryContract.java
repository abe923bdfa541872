package io.plimsoll.core.testing.repository.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.user.UserStore;
import io.plimsoll.core.domain.repository.user.WaitlistRepository;
import io.plimsoll.core.domain.user.ReferralCount;
import io.plimsoll.core.domain.user.WaitlistEntry;
import io.plimsoll.core.domain.user.WaitlistStanding;
import io.plimsoll.core.domain.user.WaitlistStatus;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link WaitlistRepository} must do. */
public abstract class WaitlistRepositoryContract {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
    private static final WaitlistEntry ALICE = entry("alice@example.org", "alice", Optional.empty(), 0);
    private static final WaitlistEntry BOB = entry("bob@example.org", "bobby", Optional.of("alice"), 1);
    private static final WaitlistEntry CAROL = entry("carol@example.org", "carol", Optional.of("alice"), 2);
    private static final WaitlistEntry DAVE = entry("dave@example.org", "david", Optional.of("bobby"), 3);

    protected abstract UserStore empty();

    private static WaitlistEntry entry(String email, String code, Optional<String> referredBy, int second) {
        return WaitlistEntry.waiting(email, code, referredBy, T0.plusSeconds(second));
    }

    private WaitlistRepository ofFour() {
        WaitlistRepository waitlist = empty().waitlist();
        List.of(ALICE, BOB, CAROL, DAVE)
                .forEach(entry -> assertThat(waitlist.join(entry)).isTrue());
        return waitlist;
    }

    @Test
    void join_thenFind_readsBackInAnyCase() {
        WaitlistRepository waitlist = ofFour();

        assertThat(waitlist.find(" Bob@Example.ORG ")).contains(BOB);
        assertThat(waitlist.findByCode("bobby")).contains(BOB);
        assertThat(waitlist.findByCode("BOBBY")).isEmpty();
        assertThat(waitlist.find("nobody@example.org")).isEmpty();
    }

    @Test
    void join_sameAddressAgain_keepsTheFirstReferral() {
        WaitlistRepository waitlist = ofFour();

        assertThat(waitlist.join(entry("BOB@example.org", "other", Optional.of("carol"), 9)))
                .isFalse();
        assertThat(waitlist.join(BOB)).isFalse();

        assertThat(waitlist.find("bob@example.org")).contains(BOB);
        assertThat(waitlist.findByCode("other")).isEmpty();
    }

    @Test
    void join_withAnothersCode_isDuplicate() {
        WaitlistRepository waitlist = ofFour();

        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> waitlist.join(entry("eve@example.org", "alice", Optional.empty(), 9)))
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.DUPLICATE))
                .withMessageNotContaining("eve");
        assertThat(waitlist.find("eve@example.org")).isEmpty();
    }

    @Test
    void join_referredByNobody_isCallersMistake() {
        WaitlistRepository waitlist = ofFour();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> waitlist.join(entry("eve@example.org", "evelyn", Optional.of("nobody"), 9)));
        assertThat(waitlist.find("eve@example.org")).isEmpty();
    }

    @Test
    void standing_countsReferralsAndThoseWhoStillWaitAhead() {
        WaitlistRepository waitlist = ofFour();

        assertThat(waitlist.standing("alice@example.org")).contains(new WaitlistStanding(ALICE, 2, 0));
        assertThat(waitlist.standing("dave@example.org")).contains(new WaitlistStanding(DAVE, 0, 3));
        waitlist.invite(List.of("bob@example.org"), T0.plusSeconds(60));
        assertThat(waitlist.standing("dave@example.org").orElseThrow().ahead()).isEqualTo(2);
        assertThat(waitlist.standing("eve@example.org")).isEmpty();
    }

    @Test
    void leaders_haveMostReferralsFirst() {
        WaitlistRepository waitlist = ofFour();
        waitlist.join(entry("eve@example.org", "evelyn", Optional.of("carol"), 9));

        assertThat(waitlist.leaders(2)).containsExactly(new ReferralCount("alice", 2), new ReferralCount("bobby", 1));
        assertThat(waitlist.leaders(1000)).hasSize(3);
        assertThatIllegalArgumentException().isThrownBy(() -> waitlist.leaders(0));
    }

    @Test
    void referred_isPagedInTheOrderOfTheQueue() {
        WaitlistRepository waitlist = ofFour();

        Page<WaitlistEntry> first = waitlist.referred("alice", PageRequest.first(1));
        assertThat(first.items()).containsExactly(BOB);
        assertThat(waitlist.referred(
                        "alice", PageRequest.first(1).after(first.next().orElseThrow())))
                .isEqualTo(new Page<>(List.of(CAROL), Optional.empty()));
        assertThat(first.next().orElseThrow().text()).doesNotContain("@");
    }

    @Test
    void status_goesForwardOnly() {
        WaitlistRepository waitlist = ofFour();
        Instant invited = T0.plusSeconds(60);
        Instant accepted = T0.plusSeconds(90);

        assertThat(waitlist.accept("alice@example.org", accepted)).isFalse();
        assertThat(waitlist.invite(List.of("Alice@example.org", "alice@example.org", "eve@example.org"), invited))
                .isEqualTo(1);
        assertThat(waitlist.invite(List.of("alice@example.org"), accepted)).isZero();
        assertThat(waitlist.find("alice@example.org")).contains(ALICE.at(WaitlistStatus.INVITED, invited));
        assertThat(waitlist.accept("alice@example.org", accepted)).isTrue();
        assertThat(waitlist.accept("alice@example.org", accepted)).isFalse();

        assertThat(waitlist.page(WaitlistStatus.ACCEPTED, PageRequest.first(9)).items())
                .containsExactly(ALICE.at(WaitlistStatus.ACCEPTED, accepted));
        assertThat(waitlist.page(WaitlistStatus.WAITING, PageRequest.first(9)).items())
                .containsExactly(BOB, CAROL, DAVE);
    }

    @Test
    void forget_leavesTheReferredWithoutReferral() {
        WaitlistRepository waitlist = ofFour();

        assertThat(waitlist.forget("ALICE@example.org")).isTrue();
        assertThat(waitlist.forget("alice@example.org")).isFalse();

        assertThat(waitlist.findByCode("alice")).isEmpty();
        assertThat(waitlist.find("bob@example.org")).contains(BOB.withoutReferral());
        assertThat(waitlist.find("dave@example.org")).contains(DAVE);
    }
}
