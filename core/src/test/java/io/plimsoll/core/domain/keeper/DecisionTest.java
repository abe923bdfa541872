package io.plimsoll.core.domain.keeper;

import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.ALICE;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.T0;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.block;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.decimal;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.decision;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.key;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.refusal;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static final AttemptKey KEY = key(ALICE, 1);

    @Test
    void oldestPrice_isTheAgeOfTheOldest() {
        assertThat(decision(KEY, T0, Verdict.EXECUTE).oldestPrice()).contains(Duration.ofSeconds(2));
        assertThat(refusal(KEY, T0).oldestPrice()).isEmpty();
    }

    @Test
    void decisionToLiquidate_restsOnEverything() {
        Decision full = decision(KEY, T0, Verdict.EXECUTE);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Decision(
                        KEY,
                        T0,
                        block(1, T0),
                        KeeperMode.LIVE,
                        Verdict.EXECUTE,
                        "because",
                        full.healthFactor(),
                        List.of(),
                        full.economics(),
                        "{}"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Decision(
                        KEY,
                        T0,
                        block(1, T0),
                        KeeperMode.LIVE,
                        Verdict.HEALTHY,
                        " ",
                        Optional.empty(),
                        List.of(),
                        Optional.empty(),
                        "{}"));
    }

    @Test
    void times_areWholeMicroseconds() {
        assertThat(refusal(KEY, T0.plusNanos(1_999)).time()).isEqualTo(T0.plusNanos(1_000));
    }

    @Test
    void refusals_areWhatIsUnknown() {
        assertThat(Arrays.stream(Verdict.values()).filter(Verdict::refusal))
                .containsExactly(Verdict.PRICE_REFUSED, Verdict.POSITION_UNKNOWN, Verdict.CHAIN_REFUSED);
    }

    @Property
    void net_isWhatIsLeftOfAllParts(
            @ForAll @BigRange(min = "0", max = "1000000") BigDecimal repaid,
            @ForAll @BigRange(min = "0", max = "1000000") BigDecimal seized,
            @ForAll @BigRange(min = "0", max = "1000") BigDecimal cost) {
        Economics economics = new Economics(repaid, seized, cost, cost, cost, cost);

        assertThat(economics.net().add(repaid).add(cost.multiply(decimal("4")))).isEqualByComparingTo(seized);
        assertThat(economics.bonus().subtract(economics.cost())).isEqualByComparingTo(economics.net());
    }

    @Test
    void economics_haveNoNegativePart() {
        BigDecimal one = BigDecimal.ONE;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Economics(one, one, one, one.negate(), one, one))
                .withMessage("slippage must not be negative, got -1");
        assertThatIllegalArgumentException().isThrownBy(() -> new PriceUsed("BTC", "pyth", one, one.negate(), T0));
    }
}
