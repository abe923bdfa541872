package io.plimsoll.hyperliquid.feed;

import io.plimsoll.core.domain.liquidation.Certainty;
import io.plimsoll.core.domain.liquidation.Evidence;
import io.plimsoll.core.domain.liquidation.LiquidationMethod;
import io.plimsoll.core.domain.market.MarketTrade;
import io.plimsoll.core.domain.market.Side;
import io.plimsoll.core.domain.position.PositionSide;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.info.Trade;
import io.plimsoll.hyperliquid.info.UserFill;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A trade that closed a position by force, as one source tells it.
 *
 * @param trade which one
 * @param price of it
 * @param size of it
 * @param method how
 * @param user whose position was closed
 * @param other who was on the other side
 * @param side of the position
 * @param hash of the transaction
 * @param markPrice at that time
 * @param evidence which source
 * @param certainty whether the venue says so
 * @param own whether it is a fill of {@code user}, who has all of them
 */
record ForcedTrade(
        MarketTrade.Key trade,
        BigDecimal price,
        BigDecimal size,
        LiquidationMethod method,
        Optional<Address> user,
        Optional<Address> other,
        PositionSide side,
        Optional<Bytes32> hash,
        Optional<BigDecimal> markPrice,
        Evidence evidence,
        Certainty certainty,
        boolean own) {
    private static final String AUTO_DELEVERAGING = "Auto-Deleveraging";
    private static final String LIQUIDATED = "Liquidated ";

    /** What a fill says; empty if it is an ordinary one. */
    static Optional<ForcedTrade> of(Address owner, UserFill fill, LiquidatorVaults vaults, Evidence evidence) {
        if (fill.dir().equals(AUTO_DELEVERAGING)) {
            return Optional.of(deleveraging(owner, fill, vaults, evidence));
        }
        return fill.liquidation() != null || fill.dir().startsWith(LIQUIDATED)
                ? Optional.of(liquidation(owner, fill, vaults, evidence))
                : Optional.empty();
    }

    /** What a public trade hints at; empty if not exactly one side is a vault. */
    static Optional<ForcedTrade> of(Trade trade, LiquidatorVaults vaults) {
        List<Optional<Address>> users = trade.users() == null
                ? List.of()
                : trade.users().stream().map(ForcedTrade::address).toList();
        if (users.size() != 2) {
            return Optional.empty();
        }
        boolean vaultBuys = users.get(0).filter(vaults::contains).isPresent();
        boolean vaultSells = users.get(1).filter(vaults::contains).isPresent();
        if (vaultBuys == vaultSells) {
            return Optional.empty();
        }
        return Optional.of(new ForcedTrade(
                key(trade.time(), trade.coin(), trade.tid()),
                trade.px(),
                trade.sz(),
                LiquidationMethod.BACKSTOP,
                users.get(vaultBuys ? 1 : 0),
                users.get(vaultBuys ? 0 : 1),
                vaultBuys ? PositionSide.LONG : PositionSide.SHORT,
                hash(trade.hash()),
                Optional.empty(),
                Evidence.PUBLIC_TRADE,
                Certainty.SUSPECTED,
                false));
    }

    /** Old fills have no tid: then the order and where it stood, which the other side's fill of the same trade does not share. */
    static MarketTrade.Key key(UserFill fill) {
        return key(
                fill.time(),
                fill.coin(),
                fill.tid() != null
                        ? fill.tid()
                        : 31 * fill.oid()
                                + fill.startPosition().stripTrailingZeros().hashCode());
    }

    private static MarketTrade.Key key(long time, String coin, long tid) {
        return new MarketTrade.Key(Instant.ofEpochMilli(time), coin, tid);
    }

    private static ForcedTrade liquidation(Address owner, UserFill fill, LiquidatorVaults vaults, Evidence evidence) {
        LiquidationMethod method = fill.liquidation() == null
                ? LiquidationMethod.UNKNOWN
                : method(fill.liquidation().method());
        Optional<Address> named = liquidatedUser(fill);
        boolean own = named.map(owner::equals).orElseGet(() -> looksLiquidated(owner, fill, vaults, method));
        PositionSide closed =
                PositionSide.closedBy(own ? side(fill) : side(fill).opposite());
        return new ForcedTrade(
                key(fill),
                fill.px(),
                fill.sz(),
                method,
                own ? Optional.of(owner) : named,
                own ? Optional.empty() : Optional.of(owner),
                sideInWords(fill.dir()).orElse(closed),
                hash(fill.hash()),
                markPrice(fill),
                evidence,
                Certainty.CONFIRMED,
                own);
    }

    /** Where the venue does not name the account: is it the owner of the fill? */
    private static boolean looksLiquidated(
            Address owner, UserFill fill, LiquidatorVaults vaults, LiquidationMethod method) {
        if (vaults.contains(owner)) {
            return false;
        }
        // the venue's order for the liquidated account takes from the book; a takeover has no taker in that sense
        return method == LiquidationMethod.MARKET
                ? fill.crossed()
                : fill.startPosition().signum() == (side(fill) == Side.SELL ? 1 : -1);
    }

    /** The venue notes the bankrupt side as the liquidated one; the position that had to go without being in trouble is the other's. */
    private static ForcedTrade deleveraging(Address owner, UserFill fill, LiquidatorVaults vaults, Evidence evidence) {
        Optional<Address> bankrupt = liquidatedUser(fill);
        boolean own = bankrupt.map(user -> !user.equals(owner)).orElseGet(() -> !vaults.contains(owner));
        return new ForcedTrade(
                key(fill),
                fill.px(),
                fill.sz(),
                LiquidationMethod.AUTO_DELEVERAGING,
                own ? Optional.of(owner) : Optional.empty(),
                own ? bankrupt : Optional.of(owner),
                PositionSide.closedBy(own ? side(fill) : side(fill).opposite()),
                hash(fill.hash()),
                markPrice(fill),
                evidence,
                Certainty.CONFIRMED,
                own);
    }

    private static Optional<Address> liquidatedUser(UserFill fill) {
        return Optional.ofNullable(fill.liquidation())
                .map(UserFill.Liquidation::liquidatedUser)
                .flatMap(ForcedTrade::address);
    }

    private static Optional<BigDecimal> markPrice(UserFill fill) {
        return Optional.ofNullable(fill.liquidation()).map(UserFill.Liquidation::markPx);
    }

    private static LiquidationMethod method(String word) {
        return switch (word) {
            case "market" -> LiquidationMethod.MARKET;
            case "backstop" -> LiquidationMethod.BACKSTOP;
            default -> LiquidationMethod.UNKNOWN;
        };
    }

    private static Optional<PositionSide> sideInWords(String dir) {
        if (!dir.startsWith(LIQUIDATED)) {
            return Optional.empty();
        }
        if (dir.endsWith(" Long")) {
            return Optional.of(PositionSide.LONG);
        }
        return dir.endsWith(" Short") ? Optional.of(PositionSide.SHORT) : Optional.empty();
    }

    private static Side side(UserFill fill) {
        return switch (fill.side()) {
            case "B" -> Side.BUY;
            case "A" -> Side.SELL;
            default ->
                throw new MalformedResponse(
                        InfoClient.SOURCE,
                        "fill " + fill.tid() + " in " + fill.coin() + " has the unknown side " + fill.side(),
                        null);
        };
    }

    private static Optional<Address> address(String text) {
        try {
            return Optional.of(Address.parse(text));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** Empty for all zeros, which the venue writes where there is no transaction. */
    static Optional<Bytes32> hash(String text) {
        try {
            Bytes32 hash = Bytes32.parse(text);
            return hash.digits().chars().allMatch(digit -> digit == '0') ? Optional.empty() : Optional.of(hash);
        } catch (IllegalArgumentException notAHash) {
            return Optional.empty();
        }
    }
}
