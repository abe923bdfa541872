package io.plimsoll.evm.protocol.morpho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.liquidation.ProtocolLiquidation;
import io.plimsoll.core.domain.liquidation.ProtocolLiquidation.Amount;
import io.plimsoll.core.domain.position.LendingPosition;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.evm.multicall.MulticallReader;
import io.plimsoll.evm.protocol.morpho.MorphoEvent.AccrueInterest;
import io.plimsoll.evm.protocol.morpho.MorphoEvent.Borrow;
import io.plimsoll.evm.protocol.morpho.MorphoEvent.CreateMarket;
import io.plimsoll.evm.protocol.morpho.MorphoEvent.Liquidate;
import io.plimsoll.evm.protocol.morpho.MorphoEvent.SupplyCollateral;
import io.plimsoll.evm.testing.Abi;
import io.plimsoll.evm.testing.AnvilNode;
import io.plimsoll.evm.testing.Contract;
import io.plimsoll.evm.testing.ContractArtifact;
import io.plimsoll.evm.testing.Multicall3Deployment;
import io.plimsoll.evm.testing.NodeLogs;
import io.plimsoll.evm.testing.NodeModules;
import io.plimsoll.evm.testing.TestToken;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Uint256;

/** What we say, against what Morpho's own contract does. */
class MorphoReaderIT {
    private static final BigInteger WAD = BigInteger.TEN.pow(18);
    private static final Type<?> NOTHING = DynamicBytes.DEFAULT;
    private static final Type<?> ZERO = Abi.uint256(0);

    private static AnvilNode node;
    private static Contract morpho;
    private static Contract oracle;
    private static TestToken usdc;
    private static TestToken hype;
    private static Address owner;
    private static Address lender;
    private static Address borrower;
    private static Address feeRecipient;
    private static MorphoMarketParams params;
    private static MulticallReader chain;
    private static MorphoReader reader;
    private String snapshot;

    @BeforeAll
    static void live() {
        NodeModules modules = NodeModules.required(MorphoReaderIT.class);
        node = AnvilNode.start(modules.anvil());
        owner = node.accounts().get(0);
        lender = node.accounts().get(1);
        borrower = node.accounts().get(2);
        feeRecipient = node.accounts().get(3);
        Multicall3Deployment.deploy(node, modules);
        usdc = TestToken.deploy(node, modules, owner, "USDC", 6);
        hype = TestToken.deploy(node, modules, owner, "HYPE", 18);
        morpho = artifact(modules, "Morpho").deploy(node, owner, Abi.address(owner));
        oracle = artifact(modules, "OracleMock").deploy(node, owner);
        Contract irm = artifact(modules, "IrmMock").deploy(node, owner);
        chain = new MulticallReader(node.rpc());
        reader = new MorphoReader(chain, morpho.address());

        BigInteger lltv = WAD.multiply(BigInteger.valueOf(77)).divide(BigInteger.valueOf(100));
        params = new MorphoMarketParams(usdc.address(), hype.address(), oracle.address(), irm.address(), lltv);
        morpho.send(owner, "enableIrm", Abi.address(irm.address()));
        morpho.send(owner, "enableLltv", new Uint256(lltv));
        morpho.send(owner, "createMarket", params.argument());
        morpho.send(owner, "setFeeRecipient", Abi.address(feeRecipient));
        morpho.send(owner, "setFee", params.argument(), new Uint256(WAD.divide(BigInteger.TEN)));
        setPrice(40);
        usdc.mint(lender, units(10_000, 6));
        usdc.approve(lender, morpho.address());
        morpho.send(
                lender, "supply", params.argument(), new Uint256(units(10_000, 6)), ZERO, Abi.address(lender), NOTHING);
        hype.mint(borrower, units(10, 18));
        hype.approve(borrower, morpho.address());
        morpho.send(
                borrower,
                "supplyCollateral",
                params.argument(),
                new Uint256(units(10, 18)),
                Abi.address(borrower),
                NOTHING);
        morpho.send(
                borrower,
                "borrow",
                params.argument(),
                new Uint256(units(300, 6)),
                ZERO,
                Abi.address(borrower),
                Abi.address(borrower));
        node.increaseTime(Duration.ofDays(400));
        node.mine(1);
    }

    @BeforeEach
    void keep() {
        snapshot = node.snapshot();
    }

    @AfterEach
    void goBack() {
        node.revert(snapshot);
    }

    @AfterAll
    static void close() {
        if (node != null) {
            node.close();
        }
    }

    private static ContractArtifact artifact(NodeModules modules, String name) {
        return modules.packaged(
                "morpho",
                List.of(
                        "@morpho-org/morpho-blue/src/Morpho.sol",
                        "@morpho-org/morpho-blue/src/mocks/IrmMock.sol",
                        "@morpho-org/morpho-blue/src/mocks/OracleMock.sol"),
                name);
    }

    private static BigInteger units(long amount, int decimals) {
        return BigInteger.valueOf(amount).multiply(BigInteger.TEN.pow(decimals));
    }

    /** USD of a HYPE: units of the loan token for one of the collateral, with 36 decimals. */
    private static void setPrice(long usd) {
        oracle.send(owner, "setPrice", new Uint256(units(usd, 36 + 6 - 18)));
    }

    private static Type<?> id() {
        return new org.web3j.abi.datatypes.generated.Bytes32(params.id().toBytes());
    }

    private static MorphoMarket market() {
        return reader.markets(List.of(params.id()), chain.latest()).get(0);
    }

    private static List<BigInteger> words(MorphoMarketState state) {
        return List.of(
                state.totalSupplyAssets(),
                state.totalSupplyShares(),
                state.totalBorrowAssets(),
                state.totalBorrowShares(),
                BigInteger.valueOf(state.lastUpdate()),
                state.fee());
    }

    @Test
    void market_isAsStored_andAsItWouldBeBooked() {
        BlockRef block = chain.latest();
        MorphoMarket market = market();
        assertThat(market.params()).isEqualTo(params);
        assertThat(words(market.booked())).isEqualTo(morpho.words("market", id()));
        assertThat(market.state().totalBorrowAssets())
                .isGreaterThan(market.booked().totalBorrowAssets());
        assertThat(market.state().lastUpdate()).isEqualTo(block.time().getEpochSecond());
        assertThat(market.price()).contains(units(40, 24));

        morpho.send(owner, "accrueInterest", params.argument());

        MorphoMarket later = market();
        assertThat(words(later.booked())).isEqualTo(words(later.state())).isEqualTo(morpho.words("market", id()));
        assertThat(words(market.booked()
                        .accrued(market.borrowRate(), later.block().time().getEpochSecond())))
                .isEqualTo(morpho.words("market", id()));
        assertThat(reader.markets(List.of(params.id()), block)).containsExactly(market);
    }

    @Test
    void positions_areWhatTheContractTakesAndPays() {
        MorphoMarket market = market();

        List<MorphoPosition> positions = reader.positions(market, List.of(lender, borrower, feeRecipient, owner));

        assertThat(positions.get(3).toLendingPositions()).isEmpty();
        assertThat(positions.get(0).toLendingPositions())
                .containsExactly(new LendingPosition(
                        node.chainId(),
                        morpho.address(),
                        params.id().hex(),
                        usdc.address(),
                        positions.get(0).supplied(),
                        BigInteger.ZERO,
                        false));
        assertThat(positions.get(1).toLendingPositions())
                .extracting(
                        LendingPosition::token,
                        LendingPosition::supplied,
                        LendingPosition::borrowed,
                        LendingPosition::collateral)
                .containsExactly(
                        tuple(usdc.address(), BigInteger.ZERO, positions.get(1).borrowed(), false),
                        tuple(hype.address(), units(10, 18), BigInteger.ZERO, true));
        assertThat(positions.get(2).supplyShares())
                .isEqualTo(market.accruedFeeShares())
                .isPositive();

        // the block after may be a second later: what is due then is what is paid then
        usdc.mint(borrower, units(1_000, 6));
        usdc.approve(borrower, morpho.address());
        BigInteger before = usdc.balanceOf(borrower);
        morpho.send(
                borrower,
                "repay",
                params.argument(),
                ZERO,
                new Uint256(positions.get(1).borrowShares()),
                Abi.address(borrower),
                NOTHING);
        MorphoMarketState then = market.booked()
                .accrued(market.borrowRate(), chain.latest().time().getEpochSecond());
        assertThat(before.subtract(usdc.balanceOf(borrower)))
                .isEqualTo(then.borrowedAssets(positions.get(1).borrowShares()));
        assertThat(reader.positions(market(), List.of(feeRecipient)).get(0).supplyShares())
                .isEqualTo(morpho.number("position", id(), Abi.address(feeRecipient)));
        MorphoPosition lent = reader.positions(market(), List.of(lender)).get(0);
        morpho.send(
                lender,
                "withdraw",
                params.argument(),
                ZERO,
                new Uint256(lent.supplyShares()),
                Abi.address(lender),
                Abi.address(lender));
        // nobody owes anything any more, so that there is no interest
        assertThat(usdc.balanceOf(lender)).isEqualTo(lent.supplied());
    }

    @Test
    void unknownMarket_isNotFound() {
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> reader.markets(List.of(Bytes32.of(new byte[32])), chain.latest()))
                .withMessageContaining("has no market");
    }

    @Test
    void oracleThatReverts_isNoPrice() {
        MorphoMarketParams broken =
                new MorphoMarketParams(usdc.address(), hype.address(), usdc.address(), Address.ZERO, params.lltv());
        morpho.send(owner, "enableIrm", Abi.address(Address.ZERO));
        morpho.send(owner, "createMarket", broken.argument());

        List<MorphoMarket> markets = reader.markets(List.of(broken.id(), params.id()), chain.latest());

        assertThat(markets.get(0).price()).isEmpty();
        assertThat(markets.get(0).borrowRate()).isZero();
        assertThat(markets.get(1).price()).isPresent();
    }

    @Test
    void events_areUnderstoodEachAndAll_andGiveTheMarket() {
        setPrice(30);
        usdc.mint(lender, units(1_000, 6));
        BigInteger before = usdc.balanceOf(lender);
        morpho.send(
                lender,
                "liquidate",
                params.argument(),
                Abi.address(borrower),
                new Uint256(units(1, 18)),
                ZERO,
                NOTHING);
        BigInteger paid = before.subtract(usdc.balanceOf(lender));

        List<MorphoEvent> events = NodeLogs.events(morpho, MorphoEvents.MORPHO);

        assertThat(events).isSortedAccordingTo(Comparator.comparing(ChainEvent::at));
        assertThat(of(CreateMarket.class, events)).singleElement().satisfies(created -> {
            assertThat(created.params()).isEqualTo(params);
            assertThat(created.id()).isEqualTo(params.id());
        });
        assertThat(of(SupplyCollateral.class, events))
                .extracting(SupplyCollateral::onBehalf, SupplyCollateral::assets)
                .containsExactly(tuple(borrower, units(10, 18)));
        assertThat(of(Borrow.class, events))
                .extracting(Borrow::onBehalf, Borrow::receiver, Borrow::assets)
                .containsExactly(tuple(borrower, borrower, units(300, 6)));
        assertThat(of(Liquidate.class, events)).singleElement().satisfies(liquidation -> {
            assertThat(liquidation.repaidAssets()).isEqualTo(paid);
            assertThat(liquidation.seizedAssets()).isEqualTo(units(1, 18));
            assertThat(liquidation.badDebtAssets()).isZero();
            ProtocolLiquidation same = liquidation.toLiquidation("morpho-blue", params);
            assertThat(same.account()).isEqualTo(borrower);
            assertThat(same.liquidator()).isEqualTo(lender);
            assertThat(same.repaid()).contains(new Amount(usdc.address(), paid));
            assertThat(same.seized()).contains(new Amount(hype.address(), units(1, 18)));
        });
        BigInteger interest = of(AccrueInterest.class, events).stream()
                .map(AccrueInterest::interest)
                .reduce(BigInteger.ZERO, BigInteger::add);
        assertThat(units(300, 6).add(interest).subtract(paid))
                .isEqualTo(market().state().totalBorrowAssets());
    }

    private static <E> List<E> of(Class<E> kind, List<? super E> events) {
        List<E> found = new ArrayList<>();
        for (Object event : events) {
            if (kind.isInstance(event)) {
                found.add(kind.cast(event));
            }
        }
        return found;
    }
}
