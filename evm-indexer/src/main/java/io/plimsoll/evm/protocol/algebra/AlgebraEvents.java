package io.plimsoll.evm.protocol.algebra;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.EventDecoder;
import io.plimsoll.evm.abi.EventShape;
import io.plimsoll.evm.protocol.uniswapv3.UniswapV3Events;
import java.util.List;

/**
 * Decoders of what the contracts of Algebra Integral log. Two trees are in use: the newer public releases log a swap as Uniswap V3
 * does and its fees in a {@code SwapFee} beside it, others log both in one {@code Swap} of nine fields; with burns it is alike. The
 * lists hold both.
 *
 * @see <a href="https://docs.algebra.finance/">Algebra Integral</a>
 */
public final class AlgebraEvents {
    /** A pool of the factory. */
    public static final EventDecoder<AlgebraEvent.Pool> POOL_CREATED = EventShape.parse(
                    "Pool(address indexed token0, address indexed token1, address pool)")
            .decoder((log, fields) -> new AlgebraEvent.Pool(
                    log.at(),
                    log.contract(),
                    fields.address("token0"),
                    fields.address("token1"),
                    fields.address("pool")));

    /** A pool of a deployer of custom pools. */
    public static final EventDecoder<AlgebraEvent.CustomPool> CUSTOM_POOL_CREATED = EventShape.parse(
                    "CustomPool(address indexed deployer, address indexed token0, address indexed token1, address pool)")
            .decoder((log, fields) -> new AlgebraEvent.CustomPool(
                    log.at(),
                    log.contract(),
                    fields.address("deployer"),
                    fields.address("token0"),
                    fields.address("token1"),
                    fields.address("pool")));

    /** A swap with its fees. */
    public static final EventDecoder<AlgebraEvent.Swap> SWAP = EventShape.parse(
                    "Swap(address indexed sender, address indexed recipient, int256 amount0, int256 amount1, uint160 price, uint128 liquidity, int24 tick, uint24 overrideFee, uint24 pluginFee)")
            .decoder((log, fields) -> new AlgebraEvent.Swap(
                    log.at(),
                    log.contract(),
                    fields.address("sender"),
                    fields.address("recipient"),
                    fields.signed("amount0"),
                    fields.signed("amount1"),
                    fields.unsigned("price"),
                    fields.unsigned("liquidity"),
                    fields.smallInt("tick"),
                    fields.smallInt("overrideFee"),
                    fields.smallInt("pluginFee")));

    /** The fees of a swap, apart. */
    public static final EventDecoder<AlgebraEvent.SwapFee> SWAP_FEE = EventShape.parse(
                    "SwapFee(address indexed sender, uint24 overrideFee, uint24 pluginFee)")
            .decoder((log, fields) -> new AlgebraEvent.SwapFee(
                    log.at(),
                    log.contract(),
                    fields.address("sender"),
                    fields.smallInt("overrideFee"),
                    fields.smallInt("pluginFee")));

    /** A burn with the plugin's fee. */
    public static final EventDecoder<AlgebraEvent.Burn> BURN = EventShape.parse(
                    "Burn(address indexed owner, int24 indexed bottomTick, int24 indexed topTick, uint128 liquidityAmount, uint256 amount0, uint256 amount1, uint24 pluginFee)")
            .decoder((log, fields) -> new AlgebraEvent.Burn(
                    log.at(),
                    log.contract(),
                    fields.address("owner"),
                    fields.smallInt("bottomTick"),
                    fields.smallInt("topTick"),
                    fields.unsigned("liquidityAmount"),
                    fields.unsigned("amount0"),
                    fields.unsigned("amount1"),
                    fields.smallInt("pluginFee")));

    /** The plugin's fee of a burn, apart. */
    public static final EventDecoder<AlgebraEvent.BurnFee> BURN_FEE = EventShape.parse(
                    "BurnFee(address indexed owner, uint24 pluginFee)")
            .decoder((log, fields) -> new AlgebraEvent.BurnFee(
                    log.at(), log.contract(), fields.address("owner"), fields.smallInt("pluginFee")));

    /** Another fee. */
    public static final EventDecoder<AlgebraEvent.Fee> FEE = EventShape.parse("Fee(uint16 fee)")
            .decoder((log, fields) -> new AlgebraEvent.Fee(log.at(), log.contract(), fields.smallInt("fee")));

    /** Another tick spacing. */
    public static final EventDecoder<AlgebraEvent.TickSpacing> TICK_SPACING = EventShape.parse(
                    "TickSpacing(int24 newTickSpacing)")
            .decoder((log, fields) ->
                    new AlgebraEvent.TickSpacing(log.at(), log.contract(), fields.smallInt("newTickSpacing")));

    /** Another share for the community. */
    public static final EventDecoder<AlgebraEvent.CommunityFee> COMMUNITY_FEE = EventShape.parse(
                    "CommunityFee(uint16 communityFeeNew)")
            .decoder((log, fields) ->
                    new AlgebraEvent.CommunityFee(log.at(), log.contract(), fields.smallInt("communityFeeNew")));

    /** Another vault for the community's share. */
    public static final EventDecoder<AlgebraEvent.CommunityVault> COMMUNITY_VAULT = EventShape.parse(
                    "CommunityVault(address newCommunityVault)")
            .decoder((log, fields) ->
                    new AlgebraEvent.CommunityVault(log.at(), log.contract(), fields.address("newCommunityVault")));

    /** Another plugin. */
    public static final EventDecoder<AlgebraEvent.Plugin> PLUGIN = EventShape.parse("Plugin(address newPluginAddress)")
            .decoder((log, fields) ->
                    new AlgebraEvent.Plugin(log.at(), log.contract(), fields.address("newPluginAddress")));

    /** Other moments at which the plugin is asked. */
    public static final EventDecoder<AlgebraEvent.PluginConfig> PLUGIN_CONFIG = EventShape.parse(
                    "PluginConfig(uint8 newPluginConfig)")
            .decoder((log, fields) ->
                    new AlgebraEvent.PluginConfig(log.at(), log.contract(), fields.smallInt("newPluginConfig")));

    /** Tokens that came unasked, for those who provide liquidity. */
    public static final EventDecoder<AlgebraEvent.ExcessTokens> EXCESS_TOKENS = EventShape.parse(
                    "ExcessTokens(uint256 amount0, uint256 amount1)")
            .decoder((log, fields) -> new AlgebraEvent.ExcessTokens(
                    log.at(), log.contract(), fields.unsigned("amount0"), fields.unsigned("amount1")));

    /** Tokens that came unasked, taken out. */
    public static final EventDecoder<AlgebraEvent.Skim> SKIM = EventShape.parse(
                    "Skim(address indexed to, uint256 amount0, uint256 amount1)")
            .decoder((log, fields) -> new AlgebraEvent.Skim(
                    log.at(),
                    log.contract(),
                    fields.address("to"),
                    fields.unsigned("amount0"),
                    fields.unsigned("amount1")));

    /** A position made or enlarged. */
    public static final EventDecoder<AlgebraEvent.IncreaseLiquidity> INCREASE_LIQUIDITY = EventShape.parse(
                    "IncreaseLiquidity(uint256 indexed tokenId, uint128 liquidityDesired, uint128 actualLiquidity, uint256 amount0, uint256 amount1, address pool)")
            .decoder((log, fields) -> new AlgebraEvent.IncreaseLiquidity(
                    log.at(),
                    log.contract(),
                    fields.unsigned("tokenId"),
                    fields.unsigned("liquidityDesired"),
                    fields.unsigned("actualLiquidity"),
                    fields.unsigned("amount0"),
                    fields.unsigned("amount1"),
                    fields.address("pool")));

    /** A farm that failed. */
    public static final EventDecoder<AlgebraEvent.FarmingFailed> FARMING_FAILED = EventShape.parse(
                    "FarmingFailed(uint256 indexed tokenId)")
            .decoder((log, fields) ->
                    new AlgebraEvent.FarmingFailed(log.at(), log.contract(), fields.unsigned("tokenId")));

    /** All that a factory logs of its pools; subscribe them for the factory. */
    public static final List<EventDecoder<? extends ChainEvent>> FACTORY = List.of(POOL_CREATED, CUSTOM_POOL_CREATED);

    /** All that a pool logs, what it has in common with Uniswap V3 included; subscribe them for the children of the factory. */
    public static final List<EventDecoder<? extends ChainEvent>> POOL = List.of(
            UniswapV3Events.INITIALIZE,
            UniswapV3Events.MINT,
            UniswapV3Events.BURN,
            UniswapV3Events.COLLECT,
            UniswapV3Events.SWAP,
            UniswapV3Events.FLASH,
            SWAP,
            SWAP_FEE,
            BURN,
            BURN_FEE,
            FEE,
            TICK_SPACING,
            COMMUNITY_FEE,
            COMMUNITY_VAULT,
            PLUGIN,
            PLUGIN_CONFIG,
            EXCESS_TOKENS,
            SKIM);

    /** All that a position manager logs of positions; subscribe them for the manager. */
    public static final List<EventDecoder<? extends ChainEvent>> POSITION_MANAGER = List.of(
            INCREASE_LIQUIDITY,
            UniswapV3Events.DECREASE_LIQUIDITY,
            UniswapV3Events.POSITION_COLLECT,
            UniswapV3Events.POSITION_TRANSFER,
            FARMING_FAILED);

    private AlgebraEvents() {}
}
