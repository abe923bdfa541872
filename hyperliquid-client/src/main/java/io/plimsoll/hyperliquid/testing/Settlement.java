package io.plimsoll.hyperliquid.testing;

import io.plimsoll.core.domain.position.MarginMode;
import io.plimsoll.hyperliquid.testing.VenueAccount.Holding;
import io.plimsoll.hyperliquid.testing.VenueAccount.Leverage;
import io.plimsoll.hyperliquid.testing.VenueLedger.Fill;
import io.plimsoll.hyperliquid.testing.VenueLedger.Liquidation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/** What one trade does to both accounts. Cash and tokens are conserved to the last decimal. */
final class Settlement {
    private static final int MONEY_DECIMALS = 6;
    private static final BigDecimal TAKER = new BigDecimal("0.00045");
    private static final BigDecimal MAKER = new BigDecimal("0.00015");
    private static final BigDecimal SPOT_TAKER = new BigDecimal("0.0007");
    private static final BigDecimal SPOT_MAKER = new BigDecimal("0.0004");

    private final Engine engine;
    private final Block block;
    private final BigDecimal size;
    private final BigDecimal price;
    private final long tid;
    private final Optional<Liquidation> cause;

    Settlement(Engine engine, Block block, BigDecimal size, BigDecimal price, long tid, Optional<Liquidation> cause) {
        this.engine = engine;
        this.block = block;
        this.size = size;
        this.price = price;
        this.tid = tid;
        this.cause = cause;
    }

    private boolean backstop() {
        return cause.filter(c -> c.method().equals("backstop")).isPresent();
    }

    void fill(VenueOrder order, boolean taker) {
        VenueAccount account = order.owner;
        account.volume = account.volume.add(size.multiply(price));
        if (order.market().spot()) {
            exchange(order, taker);
        } else {
            reposition(order, taker);
        }
    }

    private void exchange(VenueOrder order, boolean taker) {
        VenueAccount account = order.owner;
        String token = order.market().token();
        BigDecimal before = account.total(token);
        BigDecimal notional = size.multiply(price);
        BigDecimal rate = taker ? SPOT_TAKER : SPOT_MAKER;
        BigDecimal fee = money((order.buy() ? size : notional).multiply(rate));
        String feeToken = order.buy() ? token : VenueAccount.USDC;
        if (!taker) {
            // what was set aside for this part of the order is what pays for it
            account.reserve(order, order.reserved.subtract(order.buy() ? notional : size));
        }
        account.credit(token, order.buy() ? size.subtract(fee) : size.negate());
        account.credit(VenueAccount.USDC, order.buy() ? notional.negate() : notional.subtract(fee));
        engine.collect(feeToken, fee);
        book(order, taker, before, order.buy() ? "Buy" : "Sell", BigDecimal.ZERO, fee, feeToken, BigDecimal.ZERO);
    }

    private void reposition(VenueOrder order, boolean taker) {
        VenueAccount account = order.owner;
        String coin = order.market().coin();
        BigDecimal change = order.buy() ? size : size.negate();
        Leverage leverage = engine.leverage(account, order.market());
        Holding held = account.holdings.getOrDefault(
                coin, new Holding(BigDecimal.ZERO, BigDecimal.ZERO, leverage, BigDecimal.ZERO));
        BigDecimal start = held.size;
        BigDecimal closed = start.signum() * change.signum() < 0 ? start.abs().min(size) : BigDecimal.ZERO;
        BigDecimal basisClosed = part(held.basis, closed, start);
        BigDecimal signedClosed = start.signum() < 0 ? closed.negate() : closed;
        BigDecimal pnl = signedClosed.multiply(price).subtract(basisClosed);
        BigDecimal opened = change.add(signedClosed);

        BigDecimal margin = held.isolatedMargin.subtract(part(held.isolatedMargin, closed, start));
        if (leverage.mode() == MarginMode.ISOLATED) {
            margin = margin.add(money(
                    opened.abs().multiply(price).divide(BigDecimal.valueOf(leverage.value()), MathContext.DECIMAL64)));
        }
        Holding after = new Holding(
                start.add(change), held.basis.subtract(basisClosed).add(opened.multiply(price)), leverage, margin);
        BigDecimal builderFee = order.ticket
                .builder()
                .map(b -> money(size.multiply(price)
                        .multiply(BigDecimal.valueOf(b.tenthsOfBasisPoint()))
                        .movePointLeft(5)))
                .orElse(BigDecimal.ZERO);
        BigDecimal fee = backstop()
                ? BigDecimal.ZERO
                : money(size.multiply(price).multiply(taker ? TAKER : MAKER)).add(builderFee);
        if (after.size.signum() == 0) {
            account.holdings.remove(coin);
            account.leverages.put(coin, leverage);
        } else {
            account.holdings.put(coin, after);
        }
        account.collateral = account.collateral.add(pnl).subtract(fee);
        engine.collect(VenueAccount.USDC, fee);
        book(
                order,
                taker,
                start,
                direction(order, start, after.size, leverage),
                pnl,
                fee,
                VenueAccount.USDC,
                builderFee);
    }

    private String direction(VenueOrder order, BigDecimal start, BigDecimal end, Leverage leverage) {
        String side = start.signum() > 0 ? "Long" : "Short";
        if (backstop() && order.owner.address.equals(cause.orElseThrow().liquidatedUser())) {
            return "Liquidated " + (leverage.mode() == MarginMode.CROSS ? "Cross " : "Isolated ") + side;
        }
        if (start.signum() * end.signum() < 0) {
            return side + " > " + (end.signum() > 0 ? "Long" : "Short");
        }
        return end.abs().compareTo(start.abs()) > 0 ? "Open " + (end.signum() > 0 ? "Long" : "Short") : "Close " + side;
    }

    private void book(
            VenueOrder order,
            boolean taker,
            BigDecimal start,
            String direction,
            BigDecimal pnl,
            BigDecimal fee,
            String feeToken,
            BigDecimal builderFee) {
        Fill fill = new Fill(
                order.owner.address,
                order.market().coin(),
                price,
                size,
                order.buy() ? "B" : "A",
                block.time,
                start,
                direction,
                pnl,
                block.hash,
                order.oid,
                taker,
                fee,
                feeToken,
                builderFee,
                tid,
                order.ticket.cloid(),
                cause);
        order.owner.fills.add(fill);
        Block.add(block.fills, order.owner.address, fill);
        block.accounts.add(order.owner.address);
        block.coins.add(fill.coin());
    }

    /** The share of an amount that goes with what is closed; all of it with all. */
    private static BigDecimal part(BigDecimal amount, BigDecimal closed, BigDecimal start) {
        if (closed.signum() == 0) {
            return BigDecimal.ZERO;
        }
        return closed.compareTo(start.abs()) == 0
                ? amount
                : amount.multiply(closed)
                        .divide(start.abs(), MathContext.DECIMAL128)
                        .setScale(MONEY_DECIMALS, RoundingMode.HALF_EVEN);
    }

    private static BigDecimal money(BigDecimal amount) {
        return amount.setScale(MONEY_DECIMALS, RoundingMode.HALF_UP);
    }
}
