package io.plimsoll.evm.protocol.perpdex;

import io.plimsoll.core.domain.position.PerpDexPosition;
import io.plimsoll.core.domain.position.PerpDexPosition.Closing;
import io.plimsoll.core.domain.position.PerpDexPosition.Happening;
import io.plimsoll.core.domain.position.PositionVersion;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.evm.protocol.perpdex.PerpDexEvent.OfPosition;
import io.plimsoll.evm.protocol.perpdex.PerpDexEvent.PositionClosed;
import io.plimsoll.evm.protocol.perpdex.PerpDexEvent.PositionLiquidated;
import io.plimsoll.evm.protocol.perpdex.PerpDexEvent.PositionOpened;
import io.plimsoll.evm.protocol.perpdex.PerpDexEvent.PositionUpdated;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * Positions of a deployment, made of its events. What a position is after an event follows from what it was and the event alone, so
 * that a reorganisation is undone by doing the events again that are on the chain. Immutable.
 */
public final class PerpDexPositions {
    private final String protocol;

    /**
     * Positions of one deployment.
     *
     * @param protocol name of it
     */
    public PerpDexPositions(String protocol) {
        this.protocol = protocol;
    }

    /**
     * The position after an event.
     *
     * @param before as it was; empty before it was opened
     * @throws IllegalArgumentException if the event cannot follow: nothing or another position was there, it was open already or is
     *     not any more, or the event is before its opening, or in the block of the last one and not behind it
     */
    public PerpDexPosition after(Optional<PerpDexPosition> before, OfPosition event) {
        if (event instanceof PositionOpened opened) {
            if (before.isPresent()) {
                throw new IllegalArgumentException("position " + opened.positionId() + " is opened twice");
            }
            return opened(opened);
        }
        PerpDexPosition position = before.filter(one -> one.status() == PerpDexPosition.Status.OPEN)
                .filter(one -> one.id().equals(event.positionId().toString()))
                .filter(one -> one.market().equals(event.marketId(protocol)))
                .orElseThrow(() -> new IllegalArgumentException("position " + event.positionId() + " of "
                        + event.contract() + " was not open before " + event));
        PositionVersion last = position.version();
        boolean behind = !last.block().equals(event.at().block().hash())
                || last.logIndex() < event.at().logIndex();
        if (!behind || event.at().block().number() < position.opened().block()) {
            throw new IllegalArgumentException("position " + position.id() + " is past " + event + " already");
        }
        if (event instanceof PositionUpdated updated) {
            return updated(position, updated);
        }
        if (event instanceof PositionClosed closed) {
            return closed(
                    position,
                    closed.at(),
                    closed.accumulatedFunding(),
                    new Closing(
                            false,
                            Optional.of(closed.exitPrice()),
                            Optional.of(closed.realizedProfit()),
                            happening(closed.at())));
        }
        PositionLiquidated liquidated = (PositionLiquidated) event;
        return closed(
                position,
                liquidated.at(),
                liquidated.accumulatedFunding(),
                new Closing(true, Optional.of(liquidated.price()), Optional.empty(), happening(liquidated.at())));
    }

    private PerpDexPosition opened(PositionOpened event) {
        return new PerpDexPosition(
                event.marketId(protocol),
                event.positionId().toString(),
                event.account(),
                event.side(),
                event.size(),
                event.collateral(),
                event.leverage(),
                event.entryPrice(),
                BigDecimal.ZERO,
                version(event.at()),
                happening(event.at()),
                Optional.empty());
    }

    private static PerpDexPosition updated(PerpDexPosition position, PositionUpdated event) {
        return new PerpDexPosition(
                position.market(),
                position.id(),
                position.account(),
                position.side(),
                event.size(),
                event.collateral(),
                event.leverage(),
                event.entryPrice(),
                event.accumulatedFunding(),
                version(event.at()),
                position.opened(),
                Optional.empty());
    }

    private static PerpDexPosition closed(
            PerpDexPosition position, LogRef at, BigDecimal accumulatedFunding, Closing closing) {
        return new PerpDexPosition(
                position.market(),
                position.id(),
                position.account(),
                position.side(),
                position.size(),
                position.collateral(),
                position.leverage(),
                position.entryPrice(),
                accumulatedFunding,
                version(at),
                position.opened(),
                Optional.of(closing));
    }

    private static PositionVersion version(LogRef at) {
        return new PositionVersion(at.block().hash(), at.logIndex());
    }

    private static Happening happening(LogRef at) {
        return new Happening(at.transaction(), at.block().number(), at.block().time());
    }
}
