package io.plimsoll.evm.protocol.aavev3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.evm.multicall.MulticallReader;
import io.plimsoll.evm.protocol.aavev3.AaveV3Account.Position;
import io.plimsoll.evm.protocol.aavev3.AaveV3Account.Summary;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.AssetBorrowableInEModeChanged;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.AssetCollateralInEModeChanged;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.AssetLtvzeroInEModeChanged;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.EModeCategoryAdded;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.ReserveInitialized;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.DeficitCreated;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.LiquidationCall;
import io.plimsoll.evm.testing.AaveV36Deployment;
import io.plimsoll.evm.testing.AaveV3Deployment;
import io.plimsoll.evm.testing.AaveV3Deployment.Terms;
import io.plimsoll.evm.testing.Abi;
import io.plimsoll.evm.testing.AnvilNode;
import io.plimsoll.evm.testing.Contract;
import io.plimsoll.evm.testing.Multicall3Deployment;
import io.plimsoll.evm.testing.NodeLogs;
import io.plimsoll.evm.testing.NodeModules;
import io.plimsoll.evm.testing.TestToken;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Uint8;

/**
 * What we say, against what the contracts of Aave 3.6 say themselves: two categories that share an asset, and an account that was
 * liquidated and left a debt.
 */
class AaveV36ReaderIT {
    private static final int DOLLARS = 1;
    private static final int LOOPS = 2;

    private static AnvilNode node;
    private static AaveV3Deployment aave;
    private static TestToken hype;
    private static TestToken usdc;
    private static TestToken usdt;
    private static Address lender;
    private static Address inCategory;
    private static Address broke;
    private static AaveV3Market market;
    private static AaveV3Reader reader;

    @BeforeAll
    static void live() {
        NodeModules modules = NodeModules.required(AaveV36ReaderIT.class);
        node = AnvilNode.start(modules.anvil());
        Address deployer = node.accounts().get(0);
        lender = node.accounts().get(1);
        inCategory = node.accounts().get(2);
        broke = node.accounts().get(3);
        Multicall3Deployment.deploy(node, modules);
        hype = TestToken.deploy(node, modules, deployer, "HYPE", 18);
        usdc = TestToken.deploy(node, modules, deployer, "USDC", 6);
        usdt = TestToken.deploy(node, modules, deployer, "USDT", 6);
        AaveV36Deployment deployment = AaveV36Deployment.deploy(node, modules, deployer);
        aave = deployment.market();
        deployment.list(hype, units(40, 8), new Terms(7500, 8000, 10500));
        deployment.list(usdc, units(1, 8), new Terms(8000, 8500, 10400));
        deployment.list(usdt, BigInteger.valueOf(99_950_000), new Terms(7000, 7500, 10500));
        deployment.category(DOLLARS, new Terms(9300, 9500, 10100), "dollars", Set.of(usdc, usdt), Set.of(usdt));
        deployment.category(LOOPS, new Terms(8500, 9000, 10200), "loops", Set.of(hype, usdc), Set.of(usdc));
        deployment.ltvZero(LOOPS, usdc);

        aave.supply(lender, usdc, units(10_000, 6));
        aave.supply(lender, usdt, units(10_000, 6));
        aave.pool().send(inCategory, "setUserEMode", new Uint8(DOLLARS));
        aave.supply(inCategory, usdc, units(1_000, 6));
        aave.borrow(inCategory, usdt, units(920, 6));
        aave.supply(broke, hype, units(10, 18));
        aave.borrow(broke, usdc, units(290, 6));
        node.increaseTime(Duration.ofDays(300));
        node.mine(1);
        aave.setPrice(hype, units(10, 8));
        aave.liquidate(lender, broke, hype, usdc, units(300, 6));
        node.increaseTime(Duration.ofDays(30));
        node.mine(1);
        MulticallReader chain = new MulticallReader(node.rpc());
        reader = new AaveV3Reader(chain, aave.provider().address());
        market = reader.market(chain.latest());
    }

    @AfterAll
    static void close() {
        if (node != null) {
            node.close();
        }
    }

    private static BigInteger units(long amount, int decimals) {
        return BigInteger.valueOf(amount).multiply(BigInteger.TEN.pow(decimals));
    }

    @Test
    void version_isToldByWhatThePoolCanDo() {
        assertThat(market.version()).isEqualTo(AaveV3Version.V3_6);
        assertThat(market.revision()).isEqualTo(10);
    }

    @Test
    void categories_areTheBitmaps() {
        assertThat(market.eModeCategories()).extracting(AaveV3EModeCategory::id).containsExactly(DOLLARS, LOOPS);
        AaveV3EModeCategory dollars = market.eModeCategory(DOLLARS).orElseThrow();
        assertThat(dollars.label()).isEqualTo("dollars");
        assertThat(List.of(dollars.ltv(), dollars.liquidationThreshold(), dollars.liquidationBonus()))
                .containsExactly(9300, 9500, 10100);
        assertThat(dollars.collateral()).containsExactlyInAnyOrder(usdc.address(), usdt.address());
        assertThat(dollars.borrowable()).containsExactly(usdt.address());
        assertThat(dollars.ltvZero()).isEmpty();
        assertThat(dollars.price()).isEmpty();
        AaveV3EModeCategory loops = market.eModeCategory(LOOPS).orElseThrow();
        assertThat(loops.collateral()).containsExactlyInAnyOrder(hype.address(), usdc.address());
        assertThat(loops.borrowable()).containsExactly(usdc.address());
        assertThat(loops.ltvZero()).containsExactly(usdc.address());
        assertThat(loops.isolated()).isFalse();
    }

    @Test
    void reserves_areWhatTheContractsSay() {
        assertThat(market.reserves()).hasSize(3);
        for (AaveV3Reserve reserve : market.reserves()) {
            Type<?> asset = Abi.address(reserve.asset());
            assertThat(reserve.tokens().aToken()).isEqualTo(aave.pool().address("getReserveAToken", asset));
            assertThat(reserve.tokens().variableDebt())
                    .isEqualTo(aave.pool().address("getReserveVariableDebtToken", asset));
            assertThat(reserve.tokens().stableDebt()).isEmpty();
            assertThat(reserve.interestRateStrategy()).isEqualTo(aave.pool().address("RESERVE_INTEREST_RATE_STRATEGY"));
            assertThat(reserve.totals().virtualBalance())
                    .contains(aave.pool().number("getVirtualUnderlyingBalance", asset));
            assertThat(reserve.totals().deficit()).contains(aave.pool().number("getReserveDeficit", asset));
            assertThat(reserve.indexes().normalizedIncome())
                    .isEqualTo(aave.pool().number("getReserveNormalizedIncome", asset));
            assertThat(reserve.gracePeriodUntil()).contains(0L);
        }
        assertThat(market.reserve(usdc.address()).orElseThrow().totals().deficit())
                .hasValueSatisfying(deficit -> assertThat(deficit).isPositive());
    }

    @Test
    void accounts_areWhatTheContractsSay() {
        List<AaveV3Account> accounts = reader.accounts(market, List.of(lender, inCategory, broke));

        assertThat(accounts).extracting(AaveV3Account::eModeCategory).containsExactly(0, DOLLARS, 0);
        for (AaveV3Account account : accounts) {
            List<BigInteger> words = aave.pool().words("getUserAccountData", Abi.address(account.user()));
            assertThat(account.summary())
                    .contains(new Summary(
                            words.get(0),
                            words.get(1),
                            words.get(2),
                            words.get(3).intValueExact(),
                            words.get(4).intValueExact(),
                            words.get(5)));
            for (AaveV3Reserve reserve : market.reserves()) {
                Optional<Position> position = account.positions().stream()
                        .filter(one -> one.asset().equals(reserve.asset()))
                        .findFirst();
                Type<?> user = Abi.address(account.user());
                assertThat(position.map(Position::supplied).orElse(BigInteger.ZERO))
                        .isEqualTo(new Contract(node, reserve.tokens().aToken()).number("balanceOf", user));
                assertThat(position.map(Position::variableDebt).orElse(BigInteger.ZERO))
                        .isEqualTo(new Contract(node, reserve.tokens().variableDebt()).number("balanceOf", user));
            }
        }
        assertThat(accounts.get(2).positions()).isEmpty();
    }

    @Test
    void events_areUnderstoodEachAndAll() {
        List<AaveV3PoolEvent> events = NodeLogs.events(aave.pool(), AaveV3Events.POOL);

        LiquidationCall liquidation = of(LiquidationCall.class, events).get(0);
        assertThat(liquidation.user()).isEqualTo(broke);
        assertThat(of(DeficitCreated.class, events))
                .extracting(DeficitCreated::user, DeficitCreated::debtAsset, DeficitCreated::amountCreated)
                .containsExactly(tuple(
                        broke,
                        usdc.address(),
                        market.reserve(usdc.address())
                                .orElseThrow()
                                .totals()
                                .deficit()
                                .orElseThrow()));
        List<AaveV3MarketEvent> changes = NodeLogs.events(aave.configurator(), AaveV3Events.CONFIGURATOR);
        assertThat(of(ReserveInitialized.class, changes))
                .extracting(ReserveInitialized::stableDebtToken)
                .containsOnly(Address.ZERO);
        assertThat(of(EModeCategoryAdded.class, changes))
                .extracting(EModeCategoryAdded::categoryId, EModeCategoryAdded::label)
                .containsExactly(tuple(DOLLARS, "dollars"), tuple(LOOPS, "loops"));
        assertThat(of(AssetCollateralInEModeChanged.class, changes))
                .extracting(AssetCollateralInEModeChanged::asset, AssetCollateralInEModeChanged::categoryId)
                .containsExactlyInAnyOrder(
                        tuple(usdc.address(), DOLLARS),
                        tuple(usdt.address(), DOLLARS),
                        tuple(hype.address(), LOOPS),
                        tuple(usdc.address(), LOOPS));
        assertThat(of(AssetBorrowableInEModeChanged.class, changes)).hasSize(2);
        assertThat(of(AssetLtvzeroInEModeChanged.class, changes))
                .extracting(AssetLtvzeroInEModeChanged::asset, AssetLtvzeroInEModeChanged::ltvzero)
                .containsExactly(tuple(usdc.address(), true));
    }

    private static <E> List<E> of(Class<E> kind, List<?> events) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
