package io.plimsoll.hyperliquid.feed;

import io.plimsoll.core.domain.liquidation.Certainty;
import io.plimsoll.core.domain.liquidation.Evidence;
import io.plimsoll.core.domain.liquidation.Liquidation;
import io.plimsoll.core.domain.liquidation.Liquidation.Closed;
import io.plimsoll.core.domain.liquidation.LiquidationMethod;
import io.plimsoll.core.domain.market.MarketTrade;
import io.plimsoll.core.domain.position.PositionSide;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has been gathered about one liquidation. The order of the telling makes no difference to {@link #build}. */
final class KnownLiquidation {
    final String id;
    final Instant reportAt;
    private final Optional<Bytes32> hash;
    private Instant time;

    /** The venue's event alone stands behind it: no market, and gone as soon as something better is there. */
    final boolean bareUserEvent;

    final Map<MarketTrade.Key, Piece> pieces = new HashMap<>();
    private final Set<Address> liquidators = new HashSet<>();
    private final Set<Evidence> evidence = EnumSet.noneOf(Evidence.class);
    private Optional<Address> user = Optional.empty();
    private LiquidationMethod method = LiquidationMethod.UNKNOWN;
    private LiquidationMethod suspectedMethod = LiquidationMethod.UNKNOWN;
    private boolean confirmed;
    private boolean allOwnTrades;
    private @Nullable String coin;
    private @Nullable PositionSide side;
    private @Nullable BigDecimal markPrice;
    private @Nullable BigDecimal ledgerSize;
    private @Nullable BigDecimal ledgerNotional;
    private @Nullable BigDecimal ledgerAccountValue;
    private @Nullable BigDecimal eventAccountValue;

    /** What was told last; null before the first report. */
    @Nullable
    Liquidation reported;

    private record Piece(BigDecimal price, BigDecimal size) {}

    KnownLiquidation(String id, Instant time, Optional<Bytes32> hash, Instant reportAt, boolean bareUserEvent) {
        this.id = id;
        this.time = time;
        this.hash = hash;
        this.reportAt = reportAt;
        this.bareUserEvent = bareUserEvent;
    }

    Optional<Address> user() {
        return user;
    }

    Instant time() {
        return time;
    }

    boolean confirmed() {
        return confirmed;
    }

    /** Sources of one transaction should agree; if they do not, the first time holds. */
    void tellTime(Instant told) {
        time = told.isBefore(time) ? told : time;
    }

    void tellUser(Address account) {
        user = Optional.of(account);
    }

    void tell(ForcedTrade trade) {
        pieces.put(trade.trade(), new Piece(trade.price(), trade.size()));
        trade.other().ifPresent(liquidators::add);
        evidence.add(trade.evidence());
        if (trade.certainty() == Certainty.SUSPECTED) {
            suspectedMethod = trade.method();
            tellMarket(trade.trade().coin(), trade.side(), false);
            return;
        }
        tellMarket(trade.trade().coin(), trade.side(), true);
        confirmed = true;
        allOwnTrades |= trade.own();
        method = later(method, trade.method());
        if (markPrice == null) {
            markPrice = trade.markPrice().orElse(null);
        }
    }

    /** Of a trade that is known better already: that one more source saw it. */
    void tellWitness(ForcedTrade trade) {
        evidence.add(trade.evidence());
        trade.other().ifPresent(liquidators::add);
    }

    void tellLedger(String market, BigDecimal szi, Optional<BigDecimal> notional) {
        tellMarket(market, PositionSide.of(szi.signum()), true);
        ledgerSize = szi.abs();
        ledgerNotional = notional.orElse(null);
    }

    void tellLedgerOf(BigDecimal accountValue, Evidence source) {
        ledgerAccountValue = accountValue;
        evidence.add(source);
        confirmed = true;
    }

    void tellUserEvent(Address liquidator, BigDecimal accountValue) {
        eventAccountValue = accountValue;
        liquidators.add(liquidator);
        evidence.add(Evidence.USER_EVENT);
        confirmed = true;
    }

    /** Takes over what another one knew of a trade that turned out to be of this one. */
    void absorb(KnownLiquidation other, MarketTrade.Key trade) {
        Piece piece = other.pieces.get(trade);
        if (piece != null) {
            pieces.put(trade, piece);
        }
        liquidators.addAll(other.liquidators);
        evidence.addAll(other.evidence);
        confirmed |= other.confirmed;
        method = later(method, other.method);
        if (markPrice == null) {
            markPrice = other.markPrice;
        }
    }

    private void tellMarket(String market, PositionSide closed, boolean certain) {
        coin = market;
        if (side == null || (certain && !confirmed)) {
            side = closed;
        }
    }

    Liquidation build() {
        Set<Address> others = new HashSet<>(liquidators);
        user.ifPresent(others::remove);
        return new Liquidation(
                id,
                confirmed ? method : suspectedMethod,
                user,
                others,
                time,
                hash,
                closed(),
                Optional.ofNullable(ledgerAccountValue).or(() -> Optional.ofNullable(eventAccountValue)),
                evidence,
                confirmed ? Certainty.CONFIRMED : Certainty.SUSPECTED);
    }

    private Optional<Closed> closed() {
        if (coin == null || side == null) {
            return Optional.empty();
        }
        BigDecimal traded = BigDecimal.ZERO;
        BigDecimal tradedNotional = BigDecimal.ZERO;
        for (Piece piece : pieces.values()) {
            traded = traded.add(piece.size);
            tradedNotional = tradedNotional.add(piece.size.multiply(piece.price));
        }
        BigDecimal size = ledgerSize == null ? traded : ledgerSize.max(traded);
        Optional<BigDecimal> price =
                traded.signum() == 0 ? Optional.empty() : Optional.of(Closed.averagePrice(tradedNotional, traded));
        return Optional.of(new Closed(
                coin,
                side,
                size,
                ledgerSize != null || allOwnTrades,
                notional(size, traded, tradedNotional),
                price,
                Optional.ofNullable(markPrice)));
    }

    private Optional<BigDecimal> notional(BigDecimal size, BigDecimal traded, BigDecimal tradedNotional) {
        if (traded.compareTo(size) == 0) {
            return Optional.of(tradedNotional);
        }
        if (ledgerNotional != null) {
            return Optional.of(ledgerNotional);
        }
        return Optional.ofNullable(markPrice).map(size::multiply);
    }

    private static LiquidationMethod later(LiquidationMethod a, LiquidationMethod b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
