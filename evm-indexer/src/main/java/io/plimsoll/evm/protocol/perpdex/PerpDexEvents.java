package io.plimsoll.evm.protocol.perpdex;

import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.domain.event.EventDecoder;
import io.plimsoll.core.domain.position.PositionSide;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.evm.abi.EventShape;
import io.plimsoll.evm.abi.LogFields;
import io.plimsoll.evm.protocol.perpdex.PerpDexEvent.FundingUpdated;
import io.plimsoll.evm.protocol.perpdex.PerpDexEvent.MarketCreated;
import io.plimsoll.evm.protocol.perpdex.PerpDexEvent.MarketStatusChanged;
import io.plimsoll.evm.protocol.perpdex.PerpDexEvent.PositionClosed;
import io.plimsoll.evm.protocol.perpdex.PerpDexEvent.PositionLiquidated;
import io.plimsoll.evm.protocol.perpdex.PerpDexEvent.PositionOpened;
import io.plimsoll.evm.protocol.perpdex.PerpDexEvent.PositionUpdated;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The decoders of the exchange's events. */
public final class PerpDexEvents {
    /** A position was opened. */
    public static final EventDecoder<PositionOpened> POSITION_OPENED = EventShape.parse(
                    "PositionOpened(uint256 indexed positionId, bytes32 indexed market, address indexed account,"
                            + " bool isLong, uint256 size, uint256 collateral, uint256 leverage, uint256 entryPrice)")
            .decoder((log, fields) -> new PositionOpened(
                    log.at(),
                    log.contract(),
                    fields.unsigned("positionId"),
                    fields.word("market"),
                    fields.address("account"),
                    fields.bool("isLong") ? PositionSide.LONG : PositionSide.SHORT,
                    usd(fields, "size"),
                    usd(fields, "collateral"),
                    Scale.fraction(fields.unsigned("leverage")),
                    price(fields, "entryPrice")));

    /** A position was changed. */
    public static final EventDecoder<PositionUpdated> POSITION_UPDATED = EventShape.parse(
                    "PositionUpdated(uint256 indexed positionId, bytes32 indexed market, address indexed account,"
                            + " uint256 size, uint256 collateral, uint256 leverage, uint256 entryPrice,"
                            + " int256 accumulatedFunding)")
            .decoder((log, fields) -> new PositionUpdated(
                    log.at(),
                    log.contract(),
                    fields.unsigned("positionId"),
                    fields.word("market"),
                    fields.address("account"),
                    usd(fields, "size"),
                    usd(fields, "collateral"),
                    Scale.fraction(fields.unsigned("leverage")),
                    price(fields, "entryPrice"),
                    Scale.usd(fields.signed("accumulatedFunding"))));

    /** A position was closed by its owner. */
    public static final EventDecoder<PositionClosed> POSITION_CLOSED = EventShape.parse(
                    "PositionClosed(uint256 indexed positionId, bytes32 indexed market, address indexed account,"
                            + " uint256 exitPrice, int256 realizedProfit, int256 accumulatedFunding)")
            .decoder((log, fields) -> new PositionClosed(
                    log.at(),
                    log.contract(),
                    fields.unsigned("positionId"),
                    fields.word("market"),
                    fields.address("account"),
                    price(fields, "exitPrice"),
                    Scale.usd(fields.signed("realizedProfit")),
                    Scale.usd(fields.signed("accumulatedFunding"))));

    /** A position was liquidated. */
    public static final EventDecoder<PositionLiquidated> POSITION_LIQUIDATED = EventShape.parse(
                    "PositionLiquidated(uint256 indexed positionId, bytes32 indexed market, address indexed account,"
                            + " address liquidator, uint256 price, uint256 collateral, uint256 fee,"
                            + " int256 accumulatedFunding)")
            .decoder((log, fields) -> new PositionLiquidated(
                    log.at(),
                    log.contract(),
                    fields.unsigned("positionId"),
                    fields.word("market"),
                    fields.address("account"),
                    fields.address("liquidator"),
                    price(fields, "price"),
                    usd(fields, "collateral"),
                    usd(fields, "fee"),
                    Scale.usd(fields.signed("accumulatedFunding"))));

    /** A funding rate was set. */
    public static final EventDecoder<FundingUpdated> FUNDING_UPDATED = EventShape.parse(
                    "FundingUpdated(bytes32 indexed market, int256 rate, uint256 interval, uint256 longOpenInterest,"
                            + " uint256 shortOpenInterest)")
            .decoder((log, fields) -> new FundingUpdated(
                    log.at(),
                    log.contract(),
                    fields.word("market"),
                    Scale.fraction(fields.signed("rate")),
                    fields.unsigned("interval"),
                    usd(fields, "longOpenInterest"),
                    usd(fields, "shortOpenInterest")));

    /** A market was made. */
    public static final EventDecoder<MarketCreated> MARKET_CREATED = EventShape.parse(
                    "MarketCreated(bytes32 indexed market, string base, string quote, bytes32 priceFeed)")
            .decoder((log, fields) -> new MarketCreated(
                    log.at(),
                    log.contract(),
                    fields.word("market"),
                    fields.text("base"),
                    fields.text("quote"),
                    fields.word("priceFeed")));

    /** Something else may be done in a market. */
    public static final EventDecoder<MarketStatusChanged> MARKET_STATUS_CHANGED = new StatusDecoder();

    /** All of them. */
    public static final List<EventDecoder<? extends PerpDexEvent>> ALL = List.of(
            POSITION_OPENED,
            POSITION_UPDATED,
            POSITION_CLOSED,
            POSITION_LIQUIDATED,
            FUNDING_UPDATED,
            MARKET_CREATED,
            MARKET_STATUS_CHANGED);

    private PerpDexEvents() {}

    private static BigDecimal usd(LogFields fields, String name) {
        return Scale.usd(fields.unsigned(name));
    }

    private static BigDecimal price(LogFields fields, String name) {
        return Scale.price(fields.unsigned(name));
    }

    /** A status that is none of ours is another contract's. */
    private static final class StatusDecoder implements EventDecoder<MarketStatusChanged> {
        private static final EventShape SHAPE =
                EventShape.parse("MarketStatusChanged(bytes32 indexed market, uint8 status)");

        @Override
        public Bytes32 topic() {
            return SHAPE.topic();
        }

        @Override
        public Optional<MarketStatusChanged> decode(ChainLog log) {
            return SHAPE.fields(log)
                    .filter(fields -> fields.smallInt("status") < Scale.STATUSES.size())
                    .map(fields -> new MarketStatusChanged(
                            log.at(),
                            log.contract(),
                            fields.word("market"),
                            Scale.STATUSES.get(fields.smallInt("status"))));
        }

        @Override
        public String toString() {
            return SHAPE.toString();
        }
    }
}
