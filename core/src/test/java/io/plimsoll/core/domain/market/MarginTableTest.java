package io.plimsoll.core.domain.market;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarginTableTest {
    private static MarginTier tier(String lowerBound, int maxLeverage) {
        return new MarginTier(new BigDecimal(lowerBound), maxLeverage);
    }

    @Test
    void tiers_mustStartAtZeroRiseAndTighten() {
        assertThatCode(() -> new MarginTable(List.of(tier("0", 40), tier("150000000", 20))))
                .doesNotThrowAnyException();
        assertThatIllegalArgumentException().isThrownBy(() -> new MarginTable(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> new MarginTable(List.of(tier("1", 40))));
        assertThatIllegalArgumentException().isThrownBy(() -> new MarginTable(List.of(tier("0", 40), tier("0", 20))));
        assertThatIllegalArgumentException().isThrownBy(() -> new MarginTable(List.of(tier("0", 20), tier("5", 40))));
        assertThatIllegalArgumentException().isThrownBy(() -> MarginTable.singleTier(0));
        assertThatIllegalArgumentException().isThrownBy(() -> tier("-1", 3));
    }
}
