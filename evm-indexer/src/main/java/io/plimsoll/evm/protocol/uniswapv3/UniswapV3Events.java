package io.plimsoll.evm.protocol.uniswapv3;

import io.plimsoll.core.domain.event.EventDecoder;
import io.plimsoll.evm.abi.EventShape;
import java.util.List;
import java.util.OptionalInt;

/**
 * Decoders of what the contracts of the Uniswap V3 family log. Forks share the topics of pools: subscribe them for the children of
 * the factories that are meant, not for any contract.
 *
 * @see <a href="https://github.com/Uniswap/v3-core/blob/main/contracts/interfaces/pool/IUniswapV3PoolEvents.sol">pool events</a>
 */
public final class UniswapV3Events {
    /** A pool of a factory that keys pools by fee: Uniswap's own, and most forks. */
    public static final EventDecoder<FactoryEvent.PoolCreated> POOL_CREATED = EventShape.parse(
                    "PoolCreated(address indexed token0, address indexed token1, uint24 indexed fee, int24 tickSpacing, address pool)")
            .decoder((log, fields) -> new FactoryEvent.PoolCreated(
                    log.at(),
                    log.contract(),
                    fields.address("token0"),
                    fields.address("token1"),
                    OptionalInt.of(fields.smallInt("fee")),
                    fields.smallInt("tickSpacing"),
                    fields.address("pool")));

    /** A pool of a factory that keys pools by tick spacing: Slipstream and its kind. */
    public static final EventDecoder<FactoryEvent.PoolCreated> POOL_CREATED_BY_TICK_SPACING = EventShape.parse(
                    "PoolCreated(address indexed token0, address indexed token1, int24 indexed tickSpacing, address pool)")
            .decoder((log, fields) -> new FactoryEvent.PoolCreated(
                    log.at(),
                    log.contract(),
                    fields.address("token0"),
                    fields.address("token1"),
                    OptionalInt.empty(),
                    fields.smallInt("tickSpacing"),
                    fields.address("pool")));

    /** A fee that a factory allows. */
    public static final EventDecoder<FactoryEvent.FeeAmountEnabled> FEE_AMOUNT_ENABLED = EventShape.parse(
                    "FeeAmountEnabled(uint24 indexed fee, int24 indexed tickSpacing)")
            .decoder((log, fields) -> new FactoryEvent.FeeAmountEnabled(
                    log.at(), log.contract(), fields.smallInt("fee"), fields.smallInt("tickSpacing")));

    /** The first price of a pool. */
    public static final EventDecoder<PoolEvent.Initialize> INITIALIZE = EventShape.parse(
                    "Initialize(uint160 sqrtPriceX96, int24 tick)")
            .decoder((log, fields) -> new PoolEvent.Initialize(
                    log.at(), log.contract(), fields.unsigned("sqrtPriceX96"), fields.smallInt("tick")));

    /** Liquidity into a pool. */
    public static final EventDecoder<PoolEvent.Mint> MINT = EventShape.parse(
                    "Mint(address sender, address indexed owner, int24 indexed tickLower, int24 indexed tickUpper, uint128 amount, uint256 amount0, uint256 amount1)")
            .decoder((log, fields) -> new PoolEvent.Mint(
                    log.at(),
                    log.contract(),
                    fields.address("sender"),
                    fields.address("owner"),
                    fields.smallInt("tickLower"),
                    fields.smallInt("tickUpper"),
                    fields.unsigned("amount"),
                    fields.unsigned("amount0"),
                    fields.unsigned("amount1")));

    /** Liquidity out of the range of a pool. */
    public static final EventDecoder<PoolEvent.Burn> BURN = EventShape.parse(
                    "Burn(address indexed owner, int24 indexed tickLower, int24 indexed tickUpper, uint128 amount, uint256 amount0, uint256 amount1)")
            .decoder((log, fields) -> new PoolEvent.Burn(
                    log.at(),
                    log.contract(),
                    fields.address("owner"),
                    fields.smallInt("tickLower"),
                    fields.smallInt("tickUpper"),
                    fields.unsigned("amount"),
                    fields.unsigned("amount0"),
                    fields.unsigned("amount1")));

    /** What a pool paid out to a position. */
    public static final EventDecoder<PoolEvent.Collect> COLLECT = EventShape.parse(
                    "Collect(address indexed owner, address recipient, int24 indexed tickLower, int24 indexed tickUpper, uint128 amount0, uint128 amount1)")
            .decoder((log, fields) -> new PoolEvent.Collect(
                    log.at(),
                    log.contract(),
                    fields.address("owner"),
                    fields.address("recipient"),
                    fields.smallInt("tickLower"),
                    fields.smallInt("tickUpper"),
                    fields.unsigned("amount0"),
                    fields.unsigned("amount1")));

    /** A swap. */
    public static final EventDecoder<PoolEvent.Swap> SWAP = EventShape.parse(
                    "Swap(address indexed sender, address indexed recipient, int256 amount0, int256 amount1, uint160 sqrtPriceX96, uint128 liquidity, int24 tick)")
            .decoder((log, fields) -> new PoolEvent.Swap(
                    log.at(),
                    log.contract(),
                    fields.address("sender"),
                    fields.address("recipient"),
                    fields.signed("amount0"),
                    fields.signed("amount1"),
                    fields.unsigned("sqrtPriceX96"),
                    fields.unsigned("liquidity"),
                    fields.smallInt("tick")));

    /** A flash loan. */
    public static final EventDecoder<PoolEvent.Flash> FLASH = EventShape.parse(
                    "Flash(address indexed sender, address indexed recipient, uint256 amount0, uint256 amount1, uint256 paid0, uint256 paid1)")
            .decoder((log, fields) -> new PoolEvent.Flash(
                    log.at(),
                    log.contract(),
                    fields.address("sender"),
                    fields.address("recipient"),
                    fields.unsigned("amount0"),
                    fields.unsigned("amount1"),
                    fields.unsigned("paid0"),
                    fields.unsigned("paid1")));

    /** Another share for the protocol. */
    public static final EventDecoder<PoolEvent.SetFeeProtocol> SET_FEE_PROTOCOL = EventShape.parse(
                    "SetFeeProtocol(uint8 feeProtocol0Old, uint8 feeProtocol1Old, uint8 feeProtocol0New, uint8 feeProtocol1New)")
            .decoder((log, fields) -> new PoolEvent.SetFeeProtocol(
                    log.at(),
                    log.contract(),
                    fields.smallInt("feeProtocol0Old"),
                    fields.smallInt("feeProtocol1Old"),
                    fields.smallInt("feeProtocol0New"),
                    fields.smallInt("feeProtocol1New")));

    /** The protocol's share, paid out. */
    public static final EventDecoder<PoolEvent.CollectProtocol> COLLECT_PROTOCOL = EventShape.parse(
                    "CollectProtocol(address indexed sender, address indexed recipient, uint128 amount0, uint128 amount1)")
            .decoder((log, fields) -> new PoolEvent.CollectProtocol(
                    log.at(),
                    log.contract(),
                    fields.address("sender"),
                    fields.address("recipient"),
                    fields.unsigned("amount0"),
                    fields.unsigned("amount1")));

    /** More observations for the price oracle of a pool. */
    public static final EventDecoder<PoolEvent.IncreaseObservationCardinalityNext>
            INCREASE_OBSERVATION_CARDINALITY_NEXT = EventShape.parse(
                            "IncreaseObservationCardinalityNext(uint16 observationCardinalityNextOld, uint16 observationCardinalityNextNew)")
                    .decoder((log, fields) -> new PoolEvent.IncreaseObservationCardinalityNext(
                            log.at(),
                            log.contract(),
                            fields.smallInt("observationCardinalityNextOld"),
                            fields.smallInt("observationCardinalityNextNew")));

    /** A position made or enlarged. */
    public static final EventDecoder<PositionEvent.IncreaseLiquidity> INCREASE_LIQUIDITY = EventShape.parse(
                    "IncreaseLiquidity(uint256 indexed tokenId, uint128 liquidity, uint256 amount0, uint256 amount1)")
            .decoder((log, fields) -> new PositionEvent.IncreaseLiquidity(
                    log.at(),
                    log.contract(),
                    fields.unsigned("tokenId"),
                    fields.unsigned("liquidity"),
                    fields.unsigned("amount0"),
                    fields.unsigned("amount1")));

    /** A position reduced. */
    public static final EventDecoder<PositionEvent.DecreaseLiquidity> DECREASE_LIQUIDITY = EventShape.parse(
                    "DecreaseLiquidity(uint256 indexed tokenId, uint128 liquidity, uint256 amount0, uint256 amount1)")
            .decoder((log, fields) -> new PositionEvent.DecreaseLiquidity(
                    log.at(),
                    log.contract(),
                    fields.unsigned("tokenId"),
                    fields.unsigned("liquidity"),
                    fields.unsigned("amount0"),
                    fields.unsigned("amount1")));

    /** What was asked for of what is owed to a position; its topic is not that of {@link #COLLECT}. */
    public static final EventDecoder<PositionEvent.Collect> POSITION_COLLECT = EventShape.parse(
                    "Collect(uint256 indexed tokenId, address recipient, uint256 amount0, uint256 amount1)")
            .decoder((log, fields) -> new PositionEvent.Collect(
                    log.at(),
                    log.contract(),
                    fields.unsigned("tokenId"),
                    fields.address("recipient"),
                    fields.unsigned("amount0"),
                    fields.unsigned("amount1")));

    /** A position in other hands; the topic is that of a token's transfer, the token id is indexed. */
    public static final EventDecoder<PositionEvent.Transfer> POSITION_TRANSFER = EventShape.parse(
                    "Transfer(address indexed from, address indexed to, uint256 indexed tokenId)")
            .decoder((log, fields) -> new PositionEvent.Transfer(
                    log.at(),
                    log.contract(),
                    fields.address("from"),
                    fields.address("to"),
                    fields.unsigned("tokenId")));

    /** All that a factory logs of its pools; subscribe them for the factory. */
    public static final List<EventDecoder<? extends FactoryEvent>> FACTORY =
            List.of(POOL_CREATED, POOL_CREATED_BY_TICK_SPACING, FEE_AMOUNT_ENABLED);

    /** All that a pool logs; subscribe them for the children of the factory. */
    public static final List<EventDecoder<? extends PoolEvent>> POOL = List.of(
            INITIALIZE,
            MINT,
            BURN,
            COLLECT,
            SWAP,
            FLASH,
            SET_FEE_PROTOCOL,
            COLLECT_PROTOCOL,
            INCREASE_OBSERVATION_CARDINALITY_NEXT);

    /** All that a position manager logs of positions; subscribe them for the manager. */
    public static final List<EventDecoder<? extends PositionEvent>> POSITION_MANAGER =
            List.of(INCREASE_LIQUIDITY, DECREASE_LIQUIDITY, POSITION_COLLECT, POSITION_TRANSFER);

    private UniswapV3Events() {}
}
