package io.plimsoll.evm.index;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RangeSizeTest {
    @Test
    void emptyRanges_doubleUntilTheBound() {
        RangeSize size = new RangeSize(1_500, 50_000);

        for (int i = 0; i < 10; i++) {
            size.answered(size.blocks(), 0);
        }

        assertThat(size.blocks()).isEqualTo(50_000);
    }

    @Test
    void rangeThatWasNotUsedUp_doesNotGrow() {
        RangeSize size = new RangeSize(1_500, 50_000);

        size.answered(1_499, 0);

        assertThat(size.blocks()).isEqualTo(1_500);
    }

    @Test
    void manyLogs_shrinkToTheWantedNumber() {
        RangeSize size = new RangeSize(1_500, 50_000);

        size.answered(1_500, 15_000);

        assertThat(size.blocks()).isEqualTo(750);
    }

    @Test
    void refusal_halves_andGrowthIsSlowFromThere() {
        RangeSize size = new RangeSize(1_000, 50_000);

        size.refused(1_000, 500);
        assertThat(size.blocks()).isEqualTo(500);

        for (int i = 0; i < 4; i++) {
            assertThat(size.blocks()).isEqualTo(500);
            size.answered(500, 0);
        }
        assertThat(size.blocks()).isEqualTo(550);
    }

    @Test
    void refusalsOfTheSameSize_countOnce() {
        RangeSize size = new RangeSize(1_000, 50_000);

        size.refused(1_000, 500);
        size.refused(1_000, 500);

        assertThat(size.blocks()).isEqualTo(500);
    }

    @Test
    void failure_halves_andGrowthIsQuickAgain() {
        RangeSize size = new RangeSize(1_000, 50_000);

        size.failed(1_000);
        size.failed(500);
        assertThat(size.blocks()).isEqualTo(250);

        size.answered(250, 0);
        assertThat(size.blocks()).isEqualTo(500);
    }

    @Test
    void limitsThatAreForgotten_letItGrowQuickly() {
        RangeSize size = new RangeSize(2, 50_000);
        size.refused(2, 1);

        size.forgetLimits();

        size.answered(1, 0);
        size.answered(2, 0);
        assertThat(size.blocks()).isEqualTo(4);
    }

    @Test
    void lateRefusal_ofALargerRange_doesNotWiden() {
        RangeSize size = new RangeSize(100, 50_000);

        size.refused(1_000, 500);

        assertThat(size.blocks()).isEqualTo(100);
    }

    @Property
    void size_settlesNearWhatPasses(@ForAll @IntRange(min = 1, max = 20_000) int passing) {
        RangeSize size = new RangeSize(1_500, 50_000);
        int refused = 0;
        long last = 0;
        for (int i = 0; i < 200; i++) {
            long blocks = size.blocks();
            if (blocks > passing) {
                size.refused(blocks, blocks / 2);
                refused++;
            } else {
                size.answered(blocks, 0);
                last = blocks;
            }
        }
        assertThat(last).isBetween((long) passing / 4, (long) passing);
        assertThat(refused).isLessThan(50);
    }
}
