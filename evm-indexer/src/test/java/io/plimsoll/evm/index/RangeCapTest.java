package io.plimsoll.evm.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RangeCapTest {
    private final RangeCap cap = new RangeCap();

    private void pass(int times) {
        for (int i = 0; i < times; i++) {
            cap.answered(cap.within(1_000));
        }
    }

    @Test
    void unknown_bindsNobody() {
        assertThat(cap.within(50_000)).isEqualTo(50_000);
    }

    @Test
    void refusal_tightens_andOnlyTightens() {
        cap.refused(1_000, 50);
        cap.refused(1_000, 500);

        assertThat(cap.within(1_000)).isEqualTo(50);
        assertThat(cap.within(20)).isEqualTo(20);
    }

    @Test
    void afterManyRanges_twiceAsManyAreTried_andKeptIfTheyPass() {
        cap.refused(1_000, 50);

        pass(99);
        assertThat(cap.within(1_000)).isEqualTo(50);
        pass(1);
        assertThat(cap.within(1_000)).isEqualTo(100);

        pass(1);
        assertThat(cap.within(1_000)).isEqualTo(100);
    }

    @Test
    void tryThatFails_isMadeLessOften() {
        cap.refused(1_000, 50);
        pass(100);

        cap.refused(100, 50);
        // another that was under way
        cap.refused(100, 50);

        assertThat(cap.within(1_000)).isEqualTo(50);
        pass(199);
        assertThat(cap.within(1_000)).isEqualTo(50);
        pass(1);
        assertThat(cap.within(1_000)).isEqualTo(100);
    }

    @Test
    void smallerRanges_proveNothing() {
        cap.refused(1_000, 50);

        for (int i = 0; i < 1_000; i++) {
            cap.answered(49);
        }

        assertThat(cap.within(1_000)).isEqualTo(50);
    }
}
