package io.plimsoll.hyperliquid.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.kit.resilience.WeightedRateLimiter.Lane;
import java.time.Duration;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;

class VenueLimitsTest {
    @Test
    void hostsOfTheVenue_shareTheLimitsOfTheirNetwork() {
        assertThat(VenueLimits.of(HttpUrl.get("https://api.hyperliquid.xyz")))
                .isSameAs(VenueLimits.of(HttpUrl.get("https://rpc.hyperliquid.xyz")))
                .isSameAs(VenueLimits.mainnet());
        assertThat(VenueLimits.of(HttpUrl.get("https://api.hyperliquid-testnet.xyz")))
                .isSameAs(VenueLimits.testnet())
                .isNotSameAs(VenueLimits.mainnet());
    }

    @Test
    void hostsOfOthers_haveNoLimits() {
        VenueLimits local = VenueLimits.of(HttpUrl.get("http://127.0.0.1:3001"));

        for (int i = 0; i < 10_000; i++) {
            local.ip().acquire(Lane.BACKGROUND, Duration.ZERO, 60, 100).close();
        }

        assertThat(local).isNotSameAs(VenueLimits.of(HttpUrl.get("http://127.0.0.1:3001")));
        assertThat(VenueLimits.of(HttpUrl.get("https://hyperliquid.xyz.evil.example")))
                .isNotSameAs(VenueLimits.mainnet());
    }

    @Test
    void quotas_mustBePositive() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quotas.documented().withUsers(0))
                .withMessageContaining("users must be positive, got 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Quotas.documented().withWeightPerMinute(-1))
                .withMessageContaining("weightPerMinute");
    }
}
