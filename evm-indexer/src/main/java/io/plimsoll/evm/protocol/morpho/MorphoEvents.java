package io.plimsoll.evm.protocol.morpho;

import io.plimsoll.core.domain.event.EventDecoder;
import io.plimsoll.evm.abi.EventShape;
import io.plimsoll.evm.protocol.morpho.MorphoEvent.AccrueInterest;
import io.plimsoll.evm.protocol.morpho.MorphoEvent.Borrow;
import io.plimsoll.evm.protocol.morpho.MorphoEvent.BorrowRateUpdate;
import io.plimsoll.evm.protocol.morpho.MorphoEvent.CreateMarket;
import io.plimsoll.evm.protocol.morpho.MorphoEvent.CreateMetaMorpho;
import io.plimsoll.evm.protocol.morpho.MorphoEvent.EnableIrm;
import io.plimsoll.evm.protocol.morpho.MorphoEvent.EnableLltv;
import io.plimsoll.evm.protocol.morpho.MorphoEvent.FlashLoan;
import io.plimsoll.evm.protocol.morpho.MorphoEvent.IncrementNonce;
import io.plimsoll.evm.protocol.morpho.MorphoEvent.Liquidate;
import io.plimsoll.evm.protocol.morpho.MorphoEvent.PreLiquidate;
import io.plimsoll.evm.protocol.morpho.MorphoEvent.Repay;
import io.plimsoll.evm.protocol.morpho.MorphoEvent.SetAuthorization;
import io.plimsoll.evm.protocol.morpho.MorphoEvent.SetFee;
import io.plimsoll.evm.protocol.morpho.MorphoEvent.SetFeeRecipient;
import io.plimsoll.evm.protocol.morpho.MorphoEvent.SetOwner;
import io.plimsoll.evm.protocol.morpho.MorphoEvent.Supply;
import io.plimsoll.evm.protocol.morpho.MorphoEvent.SupplyCollateral;
import io.plimsoll.evm.protocol.morpho.MorphoEvent.Withdraw;
import io.plimsoll.evm.protocol.morpho.MorphoEvent.WithdrawCollateral;
import java.util.List;

/** The decoders of the events of Morpho Blue and of the contracts beside it. */
public final class MorphoEvents {
    /** What Morpho says. */
    public static final List<EventDecoder<? extends MorphoEvent>> MORPHO = List.of(
            shape("CreateMarket(bytes32 indexed id, (address loanToken, address collateralToken, address oracle,"
                            + " address irm, uint256 lltv) marketParams)")
                    .decoder((log, fields) -> new CreateMarket(
                            log.at(),
                            log.contract(),
                            fields.word("id"),
                            MorphoMarketParams.of(fields.data("marketParams")))),
            shape("Supply(bytes32 indexed id, address indexed caller, address indexed onBehalf, uint256 assets,"
                            + " uint256 shares)")
                    .decoder((log, fields) -> new Supply(
                            log.at(),
                            log.contract(),
                            fields.word("id"),
                            fields.address("caller"),
                            fields.address("onBehalf"),
                            fields.unsigned("assets"),
                            fields.unsigned("shares"))),
            shape("Withdraw(bytes32 indexed id, address caller, address indexed onBehalf, address indexed receiver,"
                            + " uint256 assets, uint256 shares)")
                    .decoder((log, fields) -> new Withdraw(
                            log.at(),
                            log.contract(),
                            fields.word("id"),
                            fields.address("caller"),
                            fields.address("onBehalf"),
                            fields.address("receiver"),
                            fields.unsigned("assets"),
                            fields.unsigned("shares"))),
            shape("Borrow(bytes32 indexed id, address caller, address indexed onBehalf, address indexed receiver,"
                            + " uint256 assets, uint256 shares)")
                    .decoder((log, fields) -> new Borrow(
                            log.at(),
                            log.contract(),
                            fields.word("id"),
                            fields.address("caller"),
                            fields.address("onBehalf"),
                            fields.address("receiver"),
                            fields.unsigned("assets"),
                            fields.unsigned("shares"))),
            shape("Repay(bytes32 indexed id, address indexed caller, address indexed onBehalf, uint256 assets,"
                            + " uint256 shares)")
                    .decoder((log, fields) -> new Repay(
                            log.at(),
                            log.contract(),
                            fields.word("id"),
                            fields.address("caller"),
                            fields.address("onBehalf"),
                            fields.unsigned("assets"),
                            fields.unsigned("shares"))),
            shape("SupplyCollateral(bytes32 indexed id, address indexed caller, address indexed onBehalf,"
                            + " uint256 assets)")
                    .decoder((log, fields) -> new SupplyCollateral(
                            log.at(),
                            log.contract(),
                            fields.word("id"),
                            fields.address("caller"),
                            fields.address("onBehalf"),
                            fields.unsigned("assets"))),
            shape("WithdrawCollateral(bytes32 indexed id, address caller, address indexed onBehalf,"
                            + " address indexed receiver, uint256 assets)")
                    .decoder((log, fields) -> new WithdrawCollateral(
                            log.at(),
                            log.contract(),
                            fields.word("id"),
                            fields.address("caller"),
                            fields.address("onBehalf"),
                            fields.address("receiver"),
                            fields.unsigned("assets"))),
            shape("Liquidate(bytes32 indexed id, address indexed caller, address indexed borrower,"
                            + " uint256 repaidAssets, uint256 repaidShares, uint256 seizedAssets,"
                            + " uint256 badDebtAssets, uint256 badDebtShares)")
                    .decoder((log, fields) -> new Liquidate(
                            log.at(),
                            log.contract(),
                            fields.word("id"),
                            fields.address("caller"),
                            fields.address("borrower"),
                            fields.unsigned("repaidAssets"),
                            fields.unsigned("repaidShares"),
                            fields.unsigned("seizedAssets"),
                            fields.unsigned("badDebtAssets"),
                            fields.unsigned("badDebtShares"))),
            shape("AccrueInterest(bytes32 indexed id, uint256 previousBorrowRate, uint256 interest,"
                            + " uint256 feeShares)")
                    .decoder((log, fields) -> new AccrueInterest(
                            log.at(),
                            log.contract(),
                            fields.word("id"),
                            fields.unsigned("previousBorrowRate"),
                            fields.unsigned("interest"),
                            fields.unsigned("feeShares"))),
            shape("FlashLoan(address indexed caller, address indexed token, uint256 assets)")
                    .decoder((log, fields) -> new FlashLoan(
                            log.at(),
                            log.contract(),
                            fields.address("caller"),
                            fields.address("token"),
                            fields.unsigned("assets"))),
            shape("SetAuthorization(address indexed caller, address indexed authorizer, address indexed authorized,"
                            + " bool isAuthorized)")
                    .decoder((log, fields) -> new SetAuthorization(
                            log.at(),
                            log.contract(),
                            fields.address("caller"),
                            fields.address("authorizer"),
                            fields.address("authorized"),
                            fields.bool("isAuthorized"))),
            shape("IncrementNonce(address indexed caller, address indexed authorizer, uint256 usedNonce)")
                    .decoder((log, fields) -> new IncrementNonce(
                            log.at(),
                            log.contract(),
                            fields.address("caller"),
                            fields.address("authorizer"),
                            fields.unsigned("usedNonce"))),
            shape("EnableIrm(address indexed irm)")
                    .decoder((log, fields) -> new EnableIrm(log.at(), log.contract(), fields.address("irm"))),
            shape("EnableLltv(uint256 lltv)")
                    .decoder((log, fields) -> new EnableLltv(log.at(), log.contract(), fields.unsigned("lltv"))),
            shape("SetFee(bytes32 indexed id, uint256 newFee)")
                    .decoder((log, fields) ->
                            new SetFee(log.at(), log.contract(), fields.word("id"), fields.unsigned("newFee"))),
            shape("SetFeeRecipient(address indexed newFeeRecipient)")
                    .decoder((log, fields) ->
                            new SetFeeRecipient(log.at(), log.contract(), fields.address("newFeeRecipient"))),
            shape("SetOwner(address indexed newOwner)")
                    .decoder((log, fields) -> new SetOwner(log.at(), log.contract(), fields.address("newOwner"))));

    /** What an AdaptiveCurveIrm says. */
    public static final List<EventDecoder<? extends MorphoEvent>> ADAPTIVE_CURVE_IRM =
            List.of(shape("BorrowRateUpdate(bytes32 indexed id, uint256 averageBorrowRate, uint256 rateAtTarget)")
                    .decoder((log, fields) -> new BorrowRateUpdate(
                            log.at(),
                            log.contract(),
                            fields.word("id"),
                            fields.unsigned("averageBorrowRate"),
                            fields.unsigned("rateAtTarget"))));

    /** What the factory of MetaMorpho vaults says. */
    public static final List<EventDecoder<? extends MorphoEvent>> META_MORPHO_FACTORY =
            List.of(shape("CreateMetaMorpho(address indexed metaMorpho, address indexed caller, address initialOwner,"
                            + " uint256 initialTimelock, address indexed asset, string name, string symbol,"
                            + " bytes32 salt)")
                    .decoder((log, fields) -> new CreateMetaMorpho(
                            log.at(),
                            log.contract(),
                            fields.address("metaMorpho"),
                            fields.address("caller"),
                            fields.address("initialOwner"),
                            fields.unsigned("initialTimelock"),
                            fields.address("asset"),
                            fields.text("name"),
                            fields.text("symbol"))));

    /** What PreLiquidation contracts say. */
    public static final List<EventDecoder<? extends MorphoEvent>> PRE_LIQUIDATION =
            List.of(shape("PreLiquidate(bytes32 indexed id, address indexed liquidator, address indexed borrower,"
                            + " uint256 repaidAssets, uint256 repaidShares, uint256 seizedAssets)")
                    .decoder((log, fields) -> new PreLiquidate(
                            log.at(),
                            log.contract(),
                            fields.word("id"),
                            fields.address("liquidator"),
                            fields.address("borrower"),
                            fields.unsigned("repaidAssets"),
                            fields.unsigned("repaidShares"),
                            fields.unsigned("seizedAssets"))));

    private MorphoEvents() {}

    private static EventShape shape(String declaration) {
        return EventShape.parse(declaration);
    }
}
