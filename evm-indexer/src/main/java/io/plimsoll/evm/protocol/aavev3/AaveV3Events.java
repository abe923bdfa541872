package io.plimsoll.evm.protocol.aavev3;

import io.plimsoll.core.domain.event.EventDecoder;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.evm.abi.EventShape;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.AnswerUpdated;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.AssetBorrowableInEModeChanged;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.AssetCollateralInEModeChanged;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.AssetLtvzeroInEModeChanged;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.AssetSourceUpdated;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.Changed;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.CollateralConfigurationChanged;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.EModeAssetCategoryChanged;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.EModeCategoryAdded;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.EModeCategoryIsolationChanged;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.FallbackOracleUpdated;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.FlashloanPremiumTotalUpdated;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.LiquidationGracePeriodChanged;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.PendingLtvChanged;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.PoolDataProviderUpdated;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.PoolUpdated;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.PriceOracleUpdated;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.ReserveDropped;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.ReserveInitialized;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.ReserveInterestRateDataChanged;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.ReserveInterestRateStrategyChanged;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.Switch;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.Switched;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.Term;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.Upgraded;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.BackUnbacked;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.Borrow;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.DeficitCovered;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.DeficitCreated;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.FlashLoan;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.IsolationModeTotalDebtUpdated;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.LiquidationCall;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.MintUnbacked;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.MintedToTreasury;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.PositionManagerApproved;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.PositionManagerRevoked;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.RebalanceStableBorrowRate;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.Repay;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.ReserveDataUpdated;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.ReserveUsedAsCollateralDisabled;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.ReserveUsedAsCollateralEnabled;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.Supply;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.SwapBorrowRateMode;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.UserEModeSet;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.Withdraw;
import io.plimsoll.evm.protocol.aavev3.AaveV3TokenEvent.BalanceTransfer;
import io.plimsoll.evm.protocol.aavev3.AaveV3TokenEvent.Burn;
import io.plimsoll.evm.protocol.aavev3.AaveV3TokenEvent.Mint;
import java.util.List;

/**
 * The decoders of Aave V3's events, of all versions: signatures have not changed between them, some have come and some have gone.
 * Forks share them, so subscribe by the contracts of a deployment, which {@link AaveV3Market} names.
 */
public final class AaveV3Events {
    /** What a pool says of the accounts' doings. */
    public static final List<EventDecoder<? extends AaveV3PoolEvent>> POOL = List.of(
            shape("Supply(address indexed reserve, address user, address indexed onBehalfOf, uint256 amount,"
                            + " uint16 indexed referralCode)")
                    .decoder((log, fields) -> new Supply(
                            log.at(),
                            log.contract(),
                            fields.address("reserve"),
                            fields.address("user"),
                            fields.address("onBehalfOf"),
                            fields.unsigned("amount"))),
            shape("Withdraw(address indexed reserve, address indexed user, address indexed to, uint256 amount)")
                    .decoder((log, fields) -> new Withdraw(
                            log.at(),
                            log.contract(),
                            fields.address("reserve"),
                            fields.address("user"),
                            fields.address("to"),
                            fields.unsigned("amount"))),
            shape("Borrow(address indexed reserve, address user, address indexed onBehalfOf, uint256 amount,"
                            + " uint8 interestRateMode, uint256 borrowRate, uint16 indexed referralCode)")
                    .decoder((log, fields) -> new Borrow(
                            log.at(),
                            log.contract(),
                            fields.address("reserve"),
                            fields.address("user"),
                            fields.address("onBehalfOf"),
                            fields.unsigned("amount"),
                            fields.smallInt("interestRateMode"),
                            fields.unsigned("borrowRate"))),
            shape("Repay(address indexed reserve, address indexed user, address indexed repayer, uint256 amount,"
                            + " bool useATokens)")
                    .decoder((log, fields) -> new Repay(
                            log.at(),
                            log.contract(),
                            fields.address("reserve"),
                            fields.address("user"),
                            fields.address("repayer"),
                            fields.unsigned("amount"),
                            fields.bool("useATokens"))),
            shape("LiquidationCall(address indexed collateralAsset, address indexed debtAsset, address indexed user,"
                            + " uint256 debtToCover, uint256 liquidatedCollateralAmount, address liquidator,"
                            + " bool receiveAToken)")
                    .decoder((log, fields) -> new LiquidationCall(
                            log.at(),
                            log.contract(),
                            fields.address("collateralAsset"),
                            fields.address("debtAsset"),
                            fields.address("user"),
                            fields.unsigned("debtToCover"),
                            fields.unsigned("liquidatedCollateralAmount"),
                            fields.address("liquidator"),
                            fields.bool("receiveAToken"))),
            shape("ReserveDataUpdated(address indexed reserve, uint256 liquidityRate, uint256 stableBorrowRate,"
                            + " uint256 variableBorrowRate, uint256 liquidityIndex, uint256 variableBorrowIndex)")
                    .decoder((log, fields) -> new ReserveDataUpdated(
                            log.at(),
                            log.contract(),
                            fields.address("reserve"),
                            fields.unsigned("liquidityRate"),
                            fields.unsigned("stableBorrowRate"),
                            fields.unsigned("variableBorrowRate"),
                            fields.unsigned("liquidityIndex"),
                            fields.unsigned("variableBorrowIndex"))),
            shape("UserEModeSet(address indexed user, uint8 categoryId)")
                    .decoder((log, fields) -> new UserEModeSet(
                            log.at(), log.contract(), fields.address("user"), fields.smallInt("categoryId"))),
            shape("ReserveUsedAsCollateralEnabled(address indexed reserve, address indexed user)")
                    .decoder((log, fields) -> new ReserveUsedAsCollateralEnabled(
                            log.at(), log.contract(), fields.address("reserve"), fields.address("user"))),
            shape("ReserveUsedAsCollateralDisabled(address indexed reserve, address indexed user)")
                    .decoder((log, fields) -> new ReserveUsedAsCollateralDisabled(
                            log.at(), log.contract(), fields.address("reserve"), fields.address("user"))),
            shape("FlashLoan(address indexed target, address initiator, address indexed asset, uint256 amount,"
                            + " uint8 interestRateMode, uint256 premium, uint16 indexed referralCode)")
                    .decoder((log, fields) -> new FlashLoan(
                            log.at(),
                            log.contract(),
                            fields.address("target"),
                            fields.address("initiator"),
                            fields.address("asset"),
                            fields.unsigned("amount"),
                            fields.smallInt("interestRateMode"),
                            fields.unsigned("premium"))),
            shape("MintedToTreasury(address indexed reserve, uint256 amountMinted)")
                    .decoder((log, fields) -> new MintedToTreasury(
                            log.at(), log.contract(), fields.address("reserve"), fields.unsigned("amountMinted"))),
            shape("IsolationModeTotalDebtUpdated(address indexed asset, uint256 totalDebt)")
                    .decoder((log, fields) -> new IsolationModeTotalDebtUpdated(
                            log.at(), log.contract(), fields.address("asset"), fields.unsigned("totalDebt"))),
            shape("DeficitCreated(address indexed user, address indexed debtAsset, uint256 amountCreated)")
                    .decoder((log, fields) -> new DeficitCreated(
                            log.at(),
                            log.contract(),
                            fields.address("user"),
                            fields.address("debtAsset"),
                            fields.unsigned("amountCreated"))),
            shape("DeficitCovered(address indexed reserve, address caller, uint256 amountCovered)")
                    .decoder((log, fields) -> new DeficitCovered(
                            log.at(),
                            log.contract(),
                            fields.address("reserve"),
                            fields.address("caller"),
                            fields.unsigned("amountCovered"))),
            shape("PositionManagerApproved(address indexed user, address indexed positionManager)")
                    .decoder((log, fields) -> new PositionManagerApproved(
                            log.at(), log.contract(), fields.address("user"), fields.address("positionManager"))),
            shape("PositionManagerRevoked(address indexed user, address indexed positionManager)")
                    .decoder((log, fields) -> new PositionManagerRevoked(
                            log.at(), log.contract(), fields.address("user"), fields.address("positionManager"))),
            shape("MintUnbacked(address indexed reserve, address user, address indexed onBehalfOf, uint256 amount,"
                            + " uint16 indexed referralCode)")
                    .decoder((log, fields) -> new MintUnbacked(
                            log.at(),
                            log.contract(),
                            fields.address("reserve"),
                            fields.address("user"),
                            fields.address("onBehalfOf"),
                            fields.unsigned("amount"))),
            shape("BackUnbacked(address indexed reserve, address indexed backer, uint256 amount, uint256 fee)")
                    .decoder((log, fields) -> new BackUnbacked(
                            log.at(),
                            log.contract(),
                            fields.address("reserve"),
                            fields.address("backer"),
                            fields.unsigned("amount"),
                            fields.unsigned("fee"))),
            shape("SwapBorrowRateMode(address indexed reserve, address indexed user, uint8 interestRateMode)")
                    .decoder((log, fields) -> new SwapBorrowRateMode(
                            log.at(),
                            log.contract(),
                            fields.address("reserve"),
                            fields.address("user"),
                            fields.smallInt("interestRateMode"))),
            shape("RebalanceStableBorrowRate(address indexed reserve, address indexed user)")
                    .decoder((log, fields) -> new RebalanceStableBorrowRate(
                            log.at(), log.contract(), fields.address("reserve"), fields.address("user"))));

    /** What a configurator says. */
    public static final List<EventDecoder<? extends AaveV3MarketEvent>> CONFIGURATOR = List.of(
            shape("ReserveInitialized(address indexed asset, address indexed aToken, address stableDebtToken,"
                            + " address variableDebtToken, address interestRateStrategy)")
                    .decoder((log, fields) -> new ReserveInitialized(
                            log.at(),
                            log.contract(),
                            fields.address("asset"),
                            fields.address("aToken"),
                            fields.address("stableDebtToken"),
                            fields.address("variableDebtToken"),
                            fields.address("interestRateStrategy"))),
            shape("ReserveDropped(address indexed asset)")
                    .decoder((log, fields) -> new ReserveDropped(log.at(), log.contract(), fields.address("asset"))),
            shape("CollateralConfigurationChanged(address indexed asset, uint256 ltv, uint256 liquidationThreshold,"
                            + " uint256 liquidationBonus)")
                    .decoder((log, fields) -> new CollateralConfigurationChanged(
                            log.at(),
                            log.contract(),
                            fields.address("asset"),
                            fields.unsigned("ltv"),
                            fields.unsigned("liquidationThreshold"),
                            fields.unsigned("liquidationBonus"))),
            shape("PendingLtvChanged(address indexed asset, uint256 ltv)")
                    .decoder((log, fields) -> new PendingLtvChanged(
                            log.at(), log.contract(), fields.address("asset"), fields.unsigned("ltv"))),
            switched("ReserveActive", Switch.ACTIVE),
            switched("ReserveFrozen", Switch.FROZEN),
            switched("ReservePaused", Switch.PAUSED),
            switched("ReserveBorrowing", Switch.BORROWING),
            switched("ReserveFlashLoaning", Switch.FLASH_LOANING),
            switched("ReserveStableRateBorrowing", Switch.STABLE_BORROWING),
            shape("BorrowableInIsolationChanged(address asset, bool borrowable)")
                    .decoder((log, fields) -> new Switched(
                            log.at(),
                            log.contract(),
                            fields.address("asset"),
                            Switch.BORROWABLE_IN_ISOLATION,
                            fields.bool("borrowable"))),
            shape("SiloedBorrowingChanged(address indexed asset, bool before, bool after)")
                    .decoder((log, fields) -> new Switched(
                            log.at(), log.contract(), fields.address("asset"), Switch.SILOED, fields.bool("after"))),
            changed("BorrowCapChanged", Term.BORROW_CAP),
            changed("SupplyCapChanged", Term.SUPPLY_CAP),
            changed("LiquidationProtocolFeeChanged", Term.LIQUIDATION_PROTOCOL_FEE),
            changed("ReserveFactorChanged", Term.RESERVE_FACTOR),
            changed("DebtCeilingChanged", Term.DEBT_CEILING),
            shape("LiquidationGracePeriodChanged(address indexed asset, uint40 gracePeriodUntil)")
                    .decoder((log, fields) -> new LiquidationGracePeriodChanged(
                            log.at(),
                            log.contract(),
                            fields.address("asset"),
                            fields.unsigned("gracePeriodUntil").longValueExact())),
            shape("LiquidationGracePeriodDisabled(address indexed asset)")
                    .decoder((log, fields) ->
                            new LiquidationGracePeriodChanged(log.at(), log.contract(), fields.address("asset"), 0)),
            shape("EModeCategoryAdded(uint8 indexed categoryId, uint256 ltv, uint256 liquidationThreshold,"
                            + " uint256 liquidationBonus, address oracle, string label)")
                    .decoder((log, fields) -> new EModeCategoryAdded(
                            log.at(),
                            log.contract(),
                            fields.smallInt("categoryId"),
                            fields.unsigned("ltv"),
                            fields.unsigned("liquidationThreshold"),
                            fields.unsigned("liquidationBonus"),
                            fields.address("oracle"),
                            fields.text("label"))),
            shape("EModeAssetCategoryChanged(address indexed asset, uint8 oldCategoryId, uint8 newCategoryId)")
                    .decoder((log, fields) -> new EModeAssetCategoryChanged(
                            log.at(),
                            log.contract(),
                            fields.address("asset"),
                            fields.smallInt("oldCategoryId"),
                            fields.smallInt("newCategoryId"))),
            shape("AssetCollateralInEModeChanged(address indexed asset, uint8 categoryId, bool collateral)")
                    .decoder((log, fields) -> new AssetCollateralInEModeChanged(
                            log.at(),
                            log.contract(),
                            fields.address("asset"),
                            fields.smallInt("categoryId"),
                            fields.bool("collateral"))),
            shape("AssetBorrowableInEModeChanged(address indexed asset, uint8 categoryId, bool borrowable)")
                    .decoder((log, fields) -> new AssetBorrowableInEModeChanged(
                            log.at(),
                            log.contract(),
                            fields.address("asset"),
                            fields.smallInt("categoryId"),
                            fields.bool("borrowable"))),
            shape("AssetLtvzeroInEModeChanged(address indexed asset, uint8 categoryId, bool ltvzero)")
                    .decoder((log, fields) -> new AssetLtvzeroInEModeChanged(
                            log.at(),
                            log.contract(),
                            fields.address("asset"),
                            fields.smallInt("categoryId"),
                            fields.bool("ltvzero"))),
            shape("EModeCategoryIsolationChanged(uint8 indexed categoryId, bool isolated)")
                    .decoder((log, fields) -> new EModeCategoryIsolationChanged(
                            log.at(), log.contract(), fields.smallInt("categoryId"), fields.bool("isolated"))),
            shape("ReserveInterestRateStrategyChanged(address indexed asset, address oldStrategy, address newStrategy)")
                    .decoder((log, fields) -> new ReserveInterestRateStrategyChanged(
                            log.at(),
                            log.contract(),
                            fields.address("asset"),
                            fields.address("oldStrategy"),
                            fields.address("newStrategy"))),
            shape("ReserveInterestRateDataChanged(address indexed asset, address indexed strategy, bytes data)")
                    .decoder((log, fields) -> new ReserveInterestRateDataChanged(
                            log.at(),
                            log.contract(),
                            fields.address("asset"),
                            fields.address("strategy"),
                            Hex.encode(fields.bytes("data")))),
            shape("FlashloanPremiumTotalUpdated(uint128 before, uint128 after)")
                    .decoder((log, fields) -> new FlashloanPremiumTotalUpdated(
                            log.at(), log.contract(), fields.unsigned("before"), fields.unsigned("after"))));

    /** What a provider of addresses says. */
    public static final List<EventDecoder<? extends AaveV3MarketEvent>> PROVIDER = List.of(
            shape("PoolUpdated(address indexed before, address indexed after)")
                    .decoder((log, fields) -> new PoolUpdated(
                            log.at(), log.contract(), fields.address("before"), fields.address("after"))),
            shape("PoolDataProviderUpdated(address indexed before, address indexed after)")
                    .decoder((log, fields) -> new PoolDataProviderUpdated(
                            log.at(), log.contract(), fields.address("before"), fields.address("after"))),
            shape("PriceOracleUpdated(address indexed before, address indexed after)")
                    .decoder((log, fields) -> new PriceOracleUpdated(
                            log.at(), log.contract(), fields.address("before"), fields.address("after"))));

    /** What an oracle says. */
    public static final List<EventDecoder<? extends AaveV3MarketEvent>> ORACLE = List.of(
            shape("AssetSourceUpdated(address indexed asset, address indexed source)")
                    .decoder((log, fields) -> new AssetSourceUpdated(
                            log.at(), log.contract(), fields.address("asset"), fields.address("source"))),
            shape("FallbackOracleUpdated(address indexed fallbackOracle)")
                    .decoder((log, fields) ->
                            new FallbackOracleUpdated(log.at(), log.contract(), fields.address("fallbackOracle"))));

    /** What the aggregators behind an oracle's sources say, if they are of Chainlink's shape. */
    public static final List<EventDecoder<? extends AaveV3MarketEvent>> PRICE_SOURCE =
            List.of(shape("AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt)")
                    .decoder((log, fields) -> new AnswerUpdated(
                            log.at(),
                            log.contract(),
                            fields.signed("current"),
                            fields.unsigned("roundId"),
                            fields.unsigned("updatedAt"))));

    /** What every proxy says, such as the pool. */
    public static final List<EventDecoder<? extends AaveV3MarketEvent>> PROXY = List.of(shape(
                    "Upgraded(address indexed implementation)")
            .decoder((log, fields) -> new Upgraded(log.at(), log.contract(), fields.address("implementation"))));

    /** What aTokens and debt tokens say beside the transfers of every ERC-20. */
    public static final List<EventDecoder<? extends AaveV3TokenEvent>> TOKEN = List.of(
            shape("Mint(address indexed caller, address indexed onBehalfOf, uint256 value, uint256 balanceIncrease,"
                            + " uint256 index)")
                    .decoder((log, fields) -> new Mint(
                            log.at(),
                            log.contract(),
                            fields.address("caller"),
                            fields.address("onBehalfOf"),
                            fields.unsigned("value"),
                            fields.unsigned("balanceIncrease"),
                            fields.unsigned("index"))),
            shape("Burn(address indexed from, address indexed target, uint256 value, uint256 balanceIncrease,"
                            + " uint256 index)")
                    .decoder((log, fields) -> new Burn(
                            log.at(),
                            log.contract(),
                            fields.address("from"),
                            fields.address("target"),
                            fields.unsigned("value"),
                            fields.unsigned("balanceIncrease"),
                            fields.unsigned("index"))),
            shape("BalanceTransfer(address indexed from, address indexed to, uint256 value, uint256 index)")
                    .decoder((log, fields) -> new BalanceTransfer(
                            log.at(),
                            log.contract(),
                            fields.address("from"),
                            fields.address("to"),
                            fields.unsigned("value"),
                            fields.unsigned("index"))));

    private AaveV3Events() {}

    private static EventShape shape(String declaration) {
        return EventShape.parse(declaration);
    }

    private static EventDecoder<Switched> switched(String event, Switch what) {
        return shape(event + "(address indexed asset, bool on)")
                .decoder((log, fields) ->
                        new Switched(log.at(), log.contract(), fields.address("asset"), what, fields.bool("on")));
    }

    private static EventDecoder<Changed> changed(String event, Term what) {
        return shape(event + "(address indexed asset, uint256 before, uint256 after)")
                .decoder((log, fields) -> new Changed(
                        log.at(),
                        log.contract(),
                        fields.address("asset"),
                        what,
                        fields.unsigned("before"),
                        fields.unsigned("after")));
    }
}
