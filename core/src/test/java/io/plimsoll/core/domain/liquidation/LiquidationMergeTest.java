package io.plimsoll.core.domain.liquidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.liquidation.Liquidation.Closed;
import io.plimsoll.core.domain.position.PositionSide;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LiquidationMergeTest {
    private static final Address ALICE = Address.parse("0x" + "a1".repeat(20));
    private static final Address VAULT = Address.parse("0x" + "fa".repeat(20));
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void merge_inAnyOrderAndRepeated_knowsTheSame(
            @ForAll("tellings") @Size(min = 1, max = 6) List<Liquidation> tellings, @ForAll Random random) {
        List<Liquidation> shuffled = new ArrayList<>(tellings);
        shuffled.addAll(tellings);
        Collections.shuffle(shuffled, random);

        assertThat(merged(shuffled)).isEqualTo(merged(tellings));
    }

    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void merge_inGroups_knowsTheSame(
            @ForAll("telling") Liquidation one,
            @ForAll("telling") Liquidation two,
            @ForAll("telling") Liquidation three) {
        assertThat(one.merge(two.merge(three))).isEqualTo(one.merge(two).merge(three));
    }

    private static Liquidation merged(List<Liquidation> tellings) {
        return tellings.stream().reduce(Liquidation::merge).orElseThrow();
    }

    @Provide
    Arbitrary<List<Liquidation>> tellings() {
        return telling().list();
    }

    @Provide
    Arbitrary<Liquidation> telling() {
        Arbitrary<Set<Evidence>> evidence =
                Arbitraries.of(Evidence.class).set().ofMinSize(1).ofMaxSize(3);
        return Combinators.combine(
                        Arbitraries.of(LiquidationMethod.class),
                        Arbitraries.of(ALICE).optional(),
                        Arbitraries.of(ALICE, VAULT, Address.ZERO).set(),
                        Arbitraries.integers().between(0, 3).map(T0::plusSeconds),
                        Arbitraries.of(Bytes32.parse("0x" + "12".repeat(32))).optional(),
                        closed().optional(),
                        Arbitraries.integers().between(-2, 2).map(BigDecimal::valueOf),
                        evidence)
                .flatAs((method, user, liquidators, time, hash, closed, value, sources) -> Combinators.combine(
                                Arbitraries.of(Certainty.class), Arbitraries.of(true, false))
                        .as((certainty, valueTold) -> new Liquidation(
                                "liquidation",
                                method,
                                user,
                                // a source that knows whose position it was never lists them as the other side
                                without(liquidators, user),
                                time,
                                hash,
                                closed,
                                // the ledger always tells it
                                valueTold || sources.contains(Evidence.LEDGER) || sources.contains(Evidence.NODE_LEDGER)
                                        ? Optional.of(value)
                                        : Optional.empty(),
                                sources,
                                certainty)));
    }

    private static Set<Address> without(Set<Address> addresses, Optional<Address> one) {
        Set<Address> others = new HashSet<>(addresses);
        one.ifPresent(others::remove);
        return others;
    }

    private static Arbitrary<Closed> closed() {
        Arbitrary<Optional<BigDecimal>> known =
                Arbitraries.integers().between(1, 3).map(BigDecimal::valueOf).optional();
        return Combinators.combine(
                        Arbitraries.of(PositionSide.class),
                        Arbitraries.integers().between(1, 3).map(BigDecimal::valueOf),
                        Arbitraries.of(true, false),
                        known,
                        known,
                        known)
                .as((side, size, whole, notional, price, mark) ->
                        new Closed("ETH", side, size, whole, notional, price, mark));
    }

    @Test
    void merge_ofSuspicionAndEvent_takesWhatIsSurer() {
        Closed part = closed("30", false);
        Closed whole = closed("12.5", true);
        Liquidation trade = telling(LiquidationMethod.BACKSTOP, 1, part, Evidence.PUBLIC_TRADE, Certainty.SUSPECTED);
        Liquidation fill = telling(LiquidationMethod.MARKET, 1, whole, Evidence.USER_FILL, Certainty.CONFIRMED);

        Liquidation both = trade.merge(fill);

        assertThat(both.method()).isEqualTo(LiquidationMethod.MARKET);
        assertThat(both.certainty()).isEqualTo(Certainty.CONFIRMED);
        assertThat(both.closed()).contains(whole);
        assertThat(both.evidence()).containsExactlyInAnyOrder(Evidence.PUBLIC_TRADE, Evidence.USER_FILL);
    }

    @Test
    void merge_withEventThatCameEarlier_takesTheTimeOfTheBlock() {
        Liquidation event =
                telling(LiquidationMethod.UNKNOWN, 0, closed("1", false), Evidence.USER_EVENT, Certainty.CONFIRMED);
        Liquidation late =
                telling(LiquidationMethod.MARKET, 5, closed("2", false), Evidence.VAULT_FILL, Certainty.CONFIRMED);

        assertThat(event.merge(late).time()).isEqualTo(T0.plusSeconds(5));
        assertThat(event.merge(late).closed()).contains(closed("2", false));
    }

    @Test
    void merge_withAnother_isCallersMistake() {
        Liquidation one =
                telling(LiquidationMethod.MARKET, 0, closed("1", true), Evidence.USER_FILL, Certainty.CONFIRMED);
        Liquidation other = new Liquidation(
                "another",
                one.method(),
                one.user(),
                one.liquidators(),
                one.time(),
                one.hash(),
                one.closed(),
                one.accountValue(),
                one.evidence(),
                one.certainty());

        assertThatIllegalArgumentException().isThrownBy(() -> one.merge(other));
    }

    private static Closed closed(String size, boolean whole) {
        return new Closed(
                "ETH",
                PositionSide.LONG,
                new BigDecimal(size),
                whole,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Liquidation telling(
            LiquidationMethod method, int second, Closed closed, Evidence evidence, Certainty certainty) {
        return new Liquidation(
                "liquidation",
                method,
                Optional.of(ALICE),
                Set.of(VAULT),
                T0.plusSeconds(second),
                Optional.empty(),
                Optional.of(closed),
                Optional.empty(),
                Set.of(evidence),
                certainty);
    }
}
