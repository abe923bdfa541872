package io.plimsoll.analytics.exposure;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.account.AccountMode;
import io.plimsoll.core.domain.account.AccountState;
import io.plimsoll.core.domain.market.Token;
import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.core.domain.position.PerpPosition;
import io.plimsoll.core.domain.position.SpotBalance;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import org.junit.jupiter.api.Test;

class ExposureTest {
    private static PerpPosition perp(String coin, String size) {
        return new PerpPosition(
                coin,
                new BigDecimal(size),
                BigDecimal.ONE,
                BigDecimal.ONE,
                BigDecimal.ZERO,
                BigDecimal.ONE,
                MarginMode.CROSS,
                1,
                10,
                Optional.empty());
    }

    private static SpotBalance spot(String token, String total) {
        return new SpotBalance(token, new BigDecimal(total), BigDecimal.ZERO);
    }

    private static SortedMap<String, BigDecimal> net(List<PerpPosition> perps, List<SpotBalance> balances) {
        AccountState state = new AccountState(
                Address.ZERO, AccountMode.STANDARD, Instant.EPOCH, Optional.empty(), Optional.empty(), perps, balances);
        return Exposure.netDelta(Exposure.legs(state, Underlyings.HYPERCORE));
    }

    @Property
    void hedgedWithAPerp_hasDeltaZero(@ForAll @BigRange(min = "0.01", max = "1000000") BigDecimal held) {
        SortedMap<String, BigDecimal> net =
                net(List.of(perp("HYPE", held.negate().toPlainString())), List.of(spot("HYPE", held.toPlainString())));

        assertThat(net.get("HYPE")).isEqualByComparingTo("0");
    }

    @Test
    void wrappedTokens_countForTheirAsset_andQuotesDoNotCount() {
        SortedMap<String, BigDecimal> net = net(
                List.of(perp("BTC", "-0.5"), perp("ETH", "2")),
                List.of(spot("UBTC", "0.75"), spot("USDC", "1000"), spot("PURR", "0"), spot("JEFF", "3")));

        assertThat(net).containsOnlyKeys("BTC", "ETH", "JEFF");
        assertThat(net.get("BTC")).isEqualByComparingTo("0.25");
        assertThat(net.get("ETH")).isEqualByComparingTo("2");
    }

    @Test
    void thousandsMarkets_countUnits_andAStakedTokenOfTheSameShapeDoesNot() {
        SortedMap<String, BigDecimal> net =
                net(List.of(perp("kPEPE", "-2")), List.of(spot("PEPE", "2500"), spot("kHYPE", "7")));

        assertThat(net.get("PEPE")).isEqualByComparingTo("500");
        assertThat(net.get("kHYPE")).isEqualByComparingTo("7");
    }

    @Test
    void tokensOfAPool_areToldByTheirContract_notByWhatTheyCallThemselves() {
        Address impostor = Address.parse("0x" + "66".repeat(20));
        Address wrappedHype = Address.parse("0x" + "55".repeat(20));

        assertThat(Underlyings.HYPERCORE
                        .ofToken(new Token(impostor, "WHYPE", 18))
                        .orElseThrow()
                        .asset())
                .isEqualTo(impostor.hex());
        assertThat(Underlyings.HYPERCORE
                        .ofToken(new Token(wrappedHype, "anything", 18))
                        .orElseThrow()
                        .asset())
                .isEqualTo("HYPE");
        assertThat(Underlyings.HYPERCORE.ofToken(
                        new Token(Address.parse("0xb88339CB7199b77E23DB6E890353E22632Ba630f"), "USDC", 6)))
                .isEmpty();
    }

    @Test
    void shortPerp_keepsItsSign() {
        // seed 000 stored −|size|: a long became a short
        assertThat(net(List.of(perp("HYPE", "3")), List.of()).get("HYPE")).isEqualByComparingTo("3");
        assertThat(net(List.of(perp("HYPE", "-3")), List.of()).get("HYPE")).isEqualByComparingTo("-3");
        assertThat(net(List.of(), List.of())).isEqualTo(Map.of());
    }
}
