package io.plimsoll.core.domain.market;

import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.T0;
import static io.plimsoll.core.testing.repository.keeper.KeeperSamples.minute;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MarketCandleJoinTest {
    private static MarketCandle at(int minutes, long trades) {
        return minute("BTC", T0.plus(Duration.ofMinutes(minutes)), Long.toString(trades), trades);
    }

    @Test
    void joinAll_beyondWhatIsKnown_isNotComplete() {
        List<MarketCandle> joined = MarketCandle.joinAll(
                CandleInterval.FIVE_MINUTES, List.of(at(7, 3), at(0, 1), at(4, 2)), T0.plus(Duration.ofMinutes(9)));

        assertThat(joined).extracting(MarketCandle::trades).containsExactly(3L, 3L);
        assertThat(joined).extracting(MarketCandle::complete).containsExactly(true, false);
        assertThat(MarketCandle.joinAll(CandleInterval.ONE_WEEK, List.of(), T0)).isEmpty();
    }

    @Test
    void joinAll_ofWhatDoesNotBelongTogether_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MarketCandle.joinAll(
                        CandleInterval.ONE_HOUR, List.of(at(0, 1), minute("ETH", T0.plusSeconds(60), "1", 1)), T0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MarketCandle.joinAll(CandleInterval.ONE_HOUR, List.of(at(0, 1), at(0, 1)), T0));
    }

    /** Whatever the order, and in one step or over a shorter interval: the same candles. */
    @Property(tries = 200)
    void joinAll_overAShorterInterval_isTheSame(
            @ForAll @Size(max = 60) List<@IntRange(max = 500) Integer> minutes, @ForAll long seed) {
        List<MarketCandle> parts = new ArrayList<>(new TreeSet<>(minutes)
                .stream().map(minute -> at(minute, minute % 7)).toList());
        Collections.shuffle(parts, new Random(seed));
        Instant until = T0.plus(Duration.ofMinutes(300));

        List<MarketCandle> atOnce = MarketCandle.joinAll(CandleInterval.FOUR_HOURS, parts, until);

        assertThat(MarketCandle.joinAll(
                        CandleInterval.FOUR_HOURS,
                        MarketCandle.joinAll(CandleInterval.FIFTEEN_MINUTES, parts, until),
                        until))
                .isEqualTo(atOnce);
        assertThat(atOnce.stream().mapToLong(MarketCandle::trades).sum())
                .isEqualTo(parts.stream().mapToLong(MarketCandle::trades).sum());
    }
}
