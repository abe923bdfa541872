package io.plimsoll.core.domain.liquidation;

import io.plimsoll.core.domain.position.PositionSide;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * One account's position in one market closed by force, as far as the sources saw it.
 *
 * @param id the same for the same liquidation whichever sources saw it in which order, across restarts too: a key to store it
 *     under
 * @param method how it was closed
 * @param user whose position was closed: the liquidated account, or with auto-deleveraging the one that was made to close
 * @param liquidators who was on the other side, as far as seen: the vault, or those who traded with the market order
 * @param time of the block; of the receipt where only {@link Evidence#USER_EVENT} saw it
 * @param hash of the transaction; empty where no source gave one
 * @param closed what was closed; empty where the only source names no market
 * @param accountValue of the liquidated account or isolated pocket before, in USDC; may be negative
 * @param evidence the sources that saw it; not empty
 * @param certainty whether the venue itself called it a liquidation
 */
public record Liquidation(
        String id,
        LiquidationMethod method,
        Optional<Address> user,
        Set<Address> liquidators,
        Instant time,
        Optional<Bytes32> hash,
        Optional<Closed> closed,
        Optional<BigDecimal> accountValue,
        Set<Evidence> evidence,
        Certainty certainty) {

    public Liquidation {
        if (evidence.isEmpty()) {
            throw new IllegalArgumentException("liquidation " + id + " without evidence");
        }
        liquidators = Collections.unmodifiableSet(new TreeSet<>(liquidators));
        evidence = Collections.unmodifiableSet(EnumSet.copyOf(evidence));
    }

    /**
     * What two tellings of this liquidation know together; in which order they are told and how often makes no difference.
     * Sources and liquidators add up. A confirmed method counts before a suspected one, then the later one in the venue's
     * rescue. The time is the earliest; a time of receipt counts only where there is no other. Of what was closed the larger
     * is taken, a whole one first; of two account values the ledger's.
     *
     * @throws IllegalArgumentException if the other is another liquidation
     */
    public Liquidation merge(Liquidation other) {
        if (!id.equals(other.id)) {
            throw new IllegalArgumentException("liquidation " + id + " cannot be merged with " + other.id);
        }
        Set<Evidence> sources = EnumSet.copyOf(evidence);
        sources.addAll(other.evidence);
        Optional<Address> owner = first(user, other.user, Comparator.naturalOrder());
        Set<Address> others = new TreeSet<>(liquidators);
        others.addAll(other.liquidators);
        owner.ifPresent(others::remove);
        Comparator<Liquidation> surer =
                Comparator.comparing(Liquidation::certainty).thenComparing(Liquidation::method);
        Liquidation surest = surer.compare(this, other) >= 0 ? this : other;
        Comparator<Liquidation> earlier =
                Comparator.comparing(Liquidation::isTimeOfReceipt).thenComparing(Liquidation::time);
        return new Liquidation(
                id,
                surest.method,
                owner,
                others,
                earlier.compare(this, other) <= 0 ? time : other.time,
                first(hash, other.hash, Comparator.naturalOrder()),
                first(closed, other.closed, Closed.BETTER_FIRST),
                hasLedger() == other.hasLedger()
                        ? first(accountValue, other.accountValue, Comparator.naturalOrder())
                        : hasLedger()
                                ? accountValue.or(other::accountValue)
                                : other.accountValue.or(this::accountValue),
                sources,
                surest.certainty);
    }

    private boolean isTimeOfReceipt() {
        return evidence.equals(Set.of(Evidence.USER_EVENT));
    }

    private boolean hasLedger() {
        return evidence.contains(Evidence.LEDGER) || evidence.contains(Evidence.NODE_LEDGER);
    }

    private static <T> Optional<T> first(Optional<T> one, Optional<T> other, Comparator<? super T> order) {
        return Stream.concat(one.stream(), other.stream()).min(order);
    }

    /**
     * What was closed.
     *
     * @param coin market
     * @param side of the position
     * @param size base units; positive
     * @param whole true if size is all that was closed in this transaction, by the venue's ledger or the account's own fills;
     *     false if only other accounts' trades were seen: then it is the least it can be
     * @param notional USDC: price × size of the trades where they were seen, else the ledger's figure, else mark price × size
     * @param price average of the trades, notional / size; where no trade was seen it is not known
     * @param markPrice of the venue at that time
     */
    public record Closed(
            String coin,
            PositionSide side,
            BigDecimal size,
            boolean whole,
            Optional<BigDecimal> notional,
            Optional<BigDecimal> price,
            Optional<BigDecimal> markPrice) {
        private static final int PRICE_DECIMALS = 12;

        /** Those that know more first; the text last, so that no two that differ are taken for the same. */
        private static final Comparator<Closed> BETTER_FIRST = Comparator.comparing(Closed::whole)
                .thenComparing(Closed::size)
                .thenComparing(Closed::known)
                .thenComparing(Closed::toString)
                .reversed();

        public Closed {
            if (size.signum() <= 0) {
                throw new IllegalArgumentException("liquidation in " + coin + " must have size > 0, got " + size);
            }
            size = plain(size);
            notional = notional.map(Closed::plain);
            price = price.map(Closed::plain);
            markPrice = markPrice.map(Closed::plain);
        }

        private long known() {
            return Stream.of(notional, price, markPrice)
                    .filter(Optional::isPresent)
                    .count();
        }

        /** The average price of trades of {@code notional} over {@code size}; half even at 12 decimals, for people. */
        public static BigDecimal averagePrice(BigDecimal notional, BigDecimal size) {
            return notional.divide(size, PRICE_DECIMALS, RoundingMode.HALF_EVEN);
        }

        /** Without trailing zeros, so that the same told by two sources is equal; not as a power of ten. */
        private static BigDecimal plain(BigDecimal value) {
            BigDecimal stripped = value.stripTrailingZeros();
            return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
        }
    }
}
