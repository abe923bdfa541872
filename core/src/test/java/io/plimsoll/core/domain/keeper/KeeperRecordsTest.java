package io.plimsoll.core.domain.keeper;

import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.ALICE;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.BOB;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.BTC;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.CHAIN;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.T0;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.block;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.decimal;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.ended;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.key;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.position;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.word;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.account.ProfitSnapshot;
import io.plimsoll.core.domain.funding.PerpDexFundingRate;
import io.plimsoll.core.domain.liquidation.ProtocolLiquidation.Amount;
import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.market.OpenInterest;
import io.plimsoll.core.domain.market.PerpDexMarket.Activity;
import io.plimsoll.core.domain.market.PerpDexMarket.Terms;
import io.plimsoll.core.domain.position.PerpDexPosition.Happening;
import io.plimsoll.core.domain.position.PerpDexPosition.Status;
import io.plimsoll.core.domain.position.PositionVersion;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a keeper's records refuse, and what they compute. */
class KeeperRecordsTest {
    private static final BigDecimal ONE = BigDecimal.ONE;

    private static Terms terms(String leverage, String minimum, String margin, Duration interval) {
        return new Terms(decimal(leverage), decimal(minimum), decimal("100"), decimal(margin), ONE, interval, ONE);
    }

    @Test
    void names_forPeople_sayWhatIsMeant() {
        assertThat(BTC).hasToString("999/tidal/BTC-USD");
        assertThat(key(ALICE, 1)).hasToString("999/tidal/BTC-USD of " + ALICE + " at " + word(1) + "#4");
    }

    @Test
    void position_status_followsFromItsEnd() {
        assertThat(position(BTC, "1", ALICE, T0).status()).isEqualTo(Status.OPEN);
        assertThat(ended(position(BTC, "1", ALICE, T0), false).status()).isEqualTo(Status.CLOSED);
        assertThat(ended(position(BTC, "1", ALICE, T0), true).status()).isEqualTo(Status.LIQUIDATED);
    }

    @Test
    void profit_ofUnknownPrices_isUnknown() {
        ProfitSnapshot known =
                new ProfitSnapshot(CHAIN, "tidal", BOB, T0, ONE, Optional.of(ONE), ONE, Optional.of(ONE), 1);
        ProfitSnapshot unknown =
                new ProfitSnapshot(CHAIN, "tidal", BOB, T0, ONE, Optional.empty(), ONE, Optional.empty(), 1);

        assertThat(known.total()).contains(decimal("2"));
        assertThat(unknown.total()).isEmpty();
    }

    @Test
    void openInterest_imbalance_isSigned() {
        assertThat(new OpenInterest(BTC, T0, ONE, decimal("3")).imbalance()).isEqualByComparingTo("-2");
    }

    @Test
    void nonsense_isRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MarketId(CHAIN, " ", "BTC"));
        assertThatIllegalArgumentException().isThrownBy(() -> new MarketId(CHAIN, "tidal", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> new PositionVersion(word(1), -1));
        assertThatIllegalArgumentException().isThrownBy(() -> new Happening(word(1), -1, T0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Amount(BOB, BigInteger.ONE.negate()));
        assertThatIllegalArgumentException().isThrownBy(() -> position(BTC, " ", ALICE, T0));
        assertThatIllegalArgumentException().isThrownBy(() -> new OpenInterest(BTC, T0, ONE, ONE.negate()));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PerpDexFundingRate(BTC, T0, ONE, Duration.ZERO, ONE, ONE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PerpDexFundingRate(BTC, T0, ONE, Duration.ofHours(1), ONE.negate(), ONE));
        assertThatIllegalArgumentException().isThrownBy(() -> terms("0.5", "1", "0", Duration.ofHours(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> terms("2", "101", "0", Duration.ofHours(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> terms("2", "1", "1.1", Duration.ofHours(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> terms("2", "1", "0", Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> terms("2", "1", "0", Duration.ofNanos(1_000_001)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PerpDexFundingRate(BTC, T0, ONE, Duration.ofNanos(1_000_001), ONE, ONE));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Activity(ONE.negate(), ONE, ONE, Optional.empty(), Optional.empty()));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new ProfitSnapshot(CHAIN, "", BOB, T0, ONE, Optional.empty(), ONE, Optional.empty(), 1));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new ProfitSnapshot(CHAIN, "tidal", BOB, T0, ONE, Optional.empty(), ONE, Optional.empty(), -1));
    }

    @Test
    void modes_areInTheOrderOfWhatTheyDo() {
        assertThat(KeeperMode.values())
                .containsExactly(KeeperMode.OFF, KeeperMode.OBSERVE, KeeperMode.DRY_RUN, KeeperMode.LIVE);
        assertThat(new Candidate<>(key(ALICE, 1), "any", ONE, block(1, T0)).position())
                .isEqualTo("any");
    }
}
