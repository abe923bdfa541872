package io.plimsoll.core.domain.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UserTest {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void sessionToken_random_hasAlwaysTheSameShape() {
        SecureRandom random = new SecureRandom();
        for (int i = 0; i < 200; i++) {
            assertThat(SessionToken.random(random).text()).matches("[A-Za-z0-9_-]{43}");
        }
        assertThat(SessionToken.random(random).text())
                .isNotEqualTo(SessionToken.random(random).text());
    }

    @Test
    void sessionToken_hash_isSha256OfTheText() {
        assertThat(SessionToken.of("abc").hash())
                .isEqualTo(Bytes32.parse("0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }

    @Test
    void secrets_areInNoToString() {
        SessionToken token = SessionToken.of("secret");
        Session session = Session.begin(token, Address.ZERO, T0, Duration.ofHours(1));
        WaitlistEntry entry = WaitlistEntry.waiting("Alice@Example.org", "alice", Optional.empty(), T0);

        assertThat(token).asString().doesNotContain("secret");
        assertThat(session).asString().doesNotContain(token.hash().digits());
        assertThat(entry).asString().doesNotContainIgnoringCase("example");
        assertThat(entry.email()).isEqualTo("alice@example.org");
    }

    @Test
    void email_thatIsNone_isRefusedWithoutRepeatingIt() {
        for (String email : List.of("", "alice", "a@", "@b", "a@b@c", "a b@c", "a\u0000@b", "x".repeat(254) + "@b")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> WaitlistEntry.normalised(email))
                    .withMessageNotContaining("alice");
        }
    }

    @Test
    void referral_byOneself_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WaitlistEntry.waiting("a@b", "alice", Optional.of("alice"), T0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WaitlistEntry.waiting("a@b", "a b c", Optional.empty(), T0));
    }

    @Test
    void times_thatCannotBe_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new User(Address.ZERO, Tier.FREE, T0, T0.minusNanos(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Session.begin(SessionToken.of(""), Address.ZERO, T0, Duration.ZERO));
    }

    @Test
    void usage_thatCannotBe_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> usage(T0.plusSeconds(1), 1, 0, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> usage(T0, 1, 2, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> usage(T0, 1, -1, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> usage(T0, 1, 1, Duration.ofNanos(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> usage(T0, 1, 1, Duration.ofNanos(Long.MAX_VALUE).plusNanos(1)));
    }

    private static ApiUsage usage(Instant hour, long requests, long failures, Duration time) {
        return new ApiUsage(Address.ZERO, "/", hour, "one", requests, failures, time);
    }
}
