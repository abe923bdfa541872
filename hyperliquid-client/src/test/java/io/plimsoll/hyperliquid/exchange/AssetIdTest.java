package io.plimsoll.hyperliquid.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AssetIdTest {
    @Test
    void numbers_areThoseOfTheVenue() {
        assertThat(AssetId.perp(5).index()).isEqualTo(5);
        assertThat(AssetId.spot(107).index()).isEqualTo(10_107);
        assertThat(AssetId.builderPerp(1, 0).index()).isEqualTo(110_000);
        assertThat(AssetId.builderPerp(2, 7).index()).isEqualTo(120_007);
        assertThat(AssetId.outcome(1, 0).index()).isEqualTo(100_000_010);
        assertThat(AssetId.outcome(3, 1).index()).isEqualTo(100_000_031);
    }

    @Test
    void kind_isToldByTheNumber() {
        assertThat(AssetId.perp(9_999).perp()).isTrue();
        assertThat(AssetId.spot(0).spot()).isTrue();
        assertThat(AssetId.spot(0).perp()).isFalse();
        assertThat(AssetId.builderPerp(1, 0).perp()).isTrue();
        assertThat(AssetId.outcome(0, 0).outcome()).isTrue();
        assertThat(AssetId.outcome(0, 0).perp()).isFalse();
    }

    @Test
    void coinWithANumber_isReadAndWritten() {
        assertThat(AssetId.find("@107")).contains(AssetId.spot(107));
        assertThat(AssetId.find("#31")).contains(AssetId.outcome(3, 1));
        assertThat(AssetId.spot(107).coin()).contains("@107");
        assertThat(AssetId.outcome(3, 1).coin()).contains("#31");
        assertThat(AssetId.perp(0).coin()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"BTC", "xyz:XYZ100", "PURR/USDC", "@", "#", "@-1", "#15", "@90000", "@99999999999", ""})
    void coinWithoutANumber_isNotGuessed(String coin) {
        assertThat(AssetId.find(coin)).isEmpty();
    }

    @Test
    void numbersOutOfTheirRange_areRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> AssetId.perp(10_000));
        assertThatIllegalArgumentException().isThrownBy(() -> AssetId.spot(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> AssetId.builderPerp(0, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> AssetId.builderPerp(9_990, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> AssetId.outcome(1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new AssetId(-1));
    }
}
