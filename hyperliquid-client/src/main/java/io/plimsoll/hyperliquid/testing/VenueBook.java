package io.plimsoll.hyperliquid.testing;

import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.MarginTier;
import io.plimsoll.core.domain.market.MarketSource.Listing;
import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.hyperliquid.testing.FakeAccount.FakePosition;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * What the fake venue says an account is worth. Told in another way than the analytics module tells it, so that the two
 * can check each other: maintenance is summed slice by slice over the tiers, and a liquidation price is found by halving
 * an interval, not by a formula.
 */
final class VenueBook {
    private static final MathContext EXACT = MathContext.DECIMAL128;
    private static final int MONEY_DECIMALS = 6;
    private static final int PRICE_DECIMALS = 10;

    private final FakeAccount account;
    private final Map<String, Listing> markets;

    VenueBook(FakeAccount account, Map<String, Listing> markets) {
        this.account = account;
        this.markets = markets;
    }

    BigDecimal mark(FakePosition position) {
        return listing(position).context().markPrice();
    }

    BigDecimal notional(FakePosition position) {
        return position.size().abs().multiply(mark(position));
    }

    BigDecimal unrealizedPnl(FakePosition position) {
        return position.size().multiply(mark(position).subtract(position.entryPrice()));
    }

    /** Initial margin of a cross position, equity of an isolated one. */
    BigDecimal marginUsed(FakePosition position) {
        return position.mode() == MarginMode.ISOLATED
                ? position.isolatedMargin().add(unrealizedPnl(position))
                : money(notional(position).divide(BigDecimal.valueOf(position.leverage()), EXACT));
    }

    int maxLeverage(FakePosition position) {
        int leverage = 0;
        for (MarginTier tier : table(position).tiers()) {
            if (notional(position).compareTo(tier.lowerBound()) >= 0) {
                leverage = tier.maxLeverage();
            }
        }
        return leverage;
    }

    List<FakePosition> positions(MarginMode mode) {
        return account.positions().stream().filter(p -> p.mode() == mode).toList();
    }

    /** Collateral that backs the cross pool, unrealised profit included. */
    BigDecimal crossEquity() {
        return account.collateral()
                .subtract(sum(positions(MarginMode.ISOLATED), FakePosition::isolatedMargin))
                .add(sum(positions(MarginMode.CROSS), this::unrealizedPnl));
    }

    /** What the perp clearinghouse prints as cross account value: of a unified account, only the part it has reserved. */
    BigDecimal printedCrossValue() {
        return account.collateralInSpot()
                ? sum(
                                positions(MarginMode.CROSS),
                                p -> money(p.size()
                                        .abs()
                                        .multiply(p.entryPrice())
                                        .divide(BigDecimal.valueOf(p.leverage()), EXACT)))
                        .add(sum(positions(MarginMode.CROSS), this::unrealizedPnl))
                : crossEquity();
    }

    BigDecimal crossMaintenance() {
        return sum(positions(MarginMode.CROSS), p -> money(maintenance(p, notional(p))));
    }

    Optional<BigDecimal> liquidationPrice(FakePosition position) {
        BigDecimal collateral = position.mode() == MarginMode.ISOLATED ? marginUsed(position) : crossEquity();
        BigDecimal others = position.mode() == MarginMode.ISOLATED
                ? BigDecimal.ZERO
                : crossMaintenance().subtract(money(maintenance(position, notional(position))));
        UnaryOperator<BigDecimal> excess = price -> collateral
                .add(position.size().multiply(price.subtract(mark(position))))
                .subtract(others)
                .subtract(maintenance(position, position.size().abs().multiply(price)));
        boolean safeAtZero = excess.apply(BigDecimal.ZERO).signum() >= 0;
        if (position.size().signum() > 0 == safeAtZero) {
            return Optional.empty();
        }
        BigDecimal low = BigDecimal.ZERO;
        BigDecimal high = mark(position);
        while (excess.apply(high).signum() >= 0 == safeAtZero) {
            high = high.add(high);
        }
        while (high.subtract(low).movePointRight(PRICE_DECIMALS + 3).compareTo(BigDecimal.ONE) > 0) {
            BigDecimal middle = low.add(high).divide(BigDecimal.valueOf(2), EXACT);
            if (excess.apply(middle).signum() >= 0 == safeAtZero) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return Optional.of(high.setScale(PRICE_DECIMALS, RoundingMode.HALF_EVEN));
    }

    /** What may be taken out: the initial margin, and a tenth of the positions' value, must stay. */
    BigDecimal withdrawable() {
        BigDecimal stays = sum(positions(MarginMode.CROSS), this::marginUsed)
                .max(sum(account.positions(), this::notional).movePointLeft(1));
        return account.collateralInSpot()
                ? BigDecimal.ZERO
                : crossEquity().subtract(stays).max(BigDecimal.ZERO);
    }

    private BigDecimal maintenance(FakePosition position, BigDecimal notional) {
        BigDecimal total = BigDecimal.ZERO;
        List<MarginTier> tiers = table(position).tiers();
        for (int i = 0; i < tiers.size(); i++) {
            BigDecimal from = tiers.get(i).lowerBound();
            BigDecimal to = i + 1 < tiers.size() ? notional.min(tiers.get(i + 1).lowerBound()) : notional;
            BigDecimal slice = to.subtract(from).max(BigDecimal.ZERO);
            total = total.add(slice.divide(BigDecimal.valueOf(2L * tiers.get(i).maxLeverage()), EXACT));
        }
        return total;
    }

    private MarginTable table(FakePosition position) {
        return listing(position).market().marginTable();
    }

    Listing listing(FakePosition position) {
        Listing listing = markets.get(position.coin());
        if (listing == null) {
            throw new IllegalStateException("the fake venue does not list " + position.coin() + ": call list() first");
        }
        return listing;
    }

    private static BigDecimal money(BigDecimal amount) {
        return amount.setScale(MONEY_DECIMALS, RoundingMode.DOWN);
    }

    static BigDecimal sum(List<FakePosition> positions, Function<FakePosition, BigDecimal> amount) {
        return positions.stream().map(amount).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
