package io.plimsoll.evm.protocol.aavev3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.EventDecoder;
import io.plimsoll.core.domain.liquidation.ProtocolLiquidation;
import io.plimsoll.core.domain.liquidation.ProtocolLiquidation.Amount;
import io.plimsoll.core.domain.position.LendingPosition;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.evm.multicall.MulticallReader;
import io.plimsoll.evm.protocol.aavev3.AaveV3Account.Position;
import io.plimsoll.evm.protocol.aavev3.AaveV3Account.Summary;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.AssetSourceUpdated;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.Changed;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.CollateralConfigurationChanged;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.EModeCategoryAdded;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.PoolUpdated;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.PriceOracleUpdated;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.ReserveInitialized;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.Switch;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.Switched;
import io.plimsoll.evm.protocol.aavev3.AaveV3MarketEvent.Term;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.Borrow;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.LiquidationCall;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.Repay;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.ReserveDataUpdated;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.ReserveUsedAsCollateralDisabled;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.Supply;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.UserEModeSet;
import io.plimsoll.evm.protocol.aavev3.AaveV3PoolEvent.Withdraw;
import io.plimsoll.evm.protocol.aavev3.AaveV3TokenEvent.Burn;
import io.plimsoll.evm.protocol.aavev3.AaveV3TokenEvent.Mint;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.Utf8String;
import org.web3j.abi.datatypes.generated.Uint16;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint8;

/** What we say, against what the contracts of Aave 3.0.2 say themselves. */
class AaveV3ReaderIT {
    private static final BigInteger USD = BigInteger.TEN.pow(8);
    private static final BigInteger RAY = BigInteger.TEN.pow(27);
    private static final BigInteger WAD = BigInteger.TEN.pow(18);
    private static final BigInteger MOST = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
    private static final int STABLES = 7;

    private static AnvilNode node;
    private static AaveV3Deployment aave;
    private static Contract data;
    private static TestToken hype;
    private static TestToken usdc;
    private static TestToken usdt;
    private static Address lender;
    private static Address borrower;
    private static Address inCategory;
    private static AaveV3Reader reader;
    private static MulticallReader chain;
    private String snapshot;

    @BeforeAll
    static void deploy() {
        NodeModules modules = NodeModules.required(AaveV3ReaderIT.class);
        node = AnvilNode.start(modules.anvil());
        Address deployer = node.accounts().get(0);
        lender = node.accounts().get(1);
        borrower = node.accounts().get(2);
        inCategory = node.accounts().get(3);
        Multicall3Deployment.deploy(node, modules);
        hype = TestToken.deploy(node, modules, deployer, "HYPE", 18);
        usdc = TestToken.deploy(node, modules, deployer, "USDC", 6);
        usdt = TestToken.deploy(node, modules, deployer, "USDT", 6);
        aave = AaveV3Deployment.deploy(node, modules, deployer);
        data = modules.artifact(
                        "@aave/core-v3/artifacts/contracts/misc/AaveProtocolDataProvider.sol/AaveProtocolDataProvider")
                .deploy(node, deployer, Abi.address(aave.provider().address()));
        aave.list(hype, units(40, 8), new Terms(7500, 8000, 10500));
        aave.list(usdc, units(1, 8), new Terms(8000, 8500, 10400));
        aave.list(usdt, BigInteger.valueOf(99_950_000), new Terms(7000, 7500, 10500));
        chain = new MulticallReader(node.rpc());
        reader = new AaveV3Reader(chain, aave.provider().address());
        live();
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

    private static BigInteger units(long amount, int decimals) {
        return BigInteger.valueOf(amount).multiply(BigInteger.TEN.pow(decimals));
    }

    /** Two accounts that do about everything, over a year and a half. */
    private static void live() {
        Address deployer = node.accounts().get(0);
        aave.configurator()
                .send(
                        deployer,
                        "setEModeCategory",
                        new Uint8(STABLES),
                        new Uint16(9300),
                        new Uint16(9500),
                        new Uint16(10100),
                        Abi.address(usdc.address()),
                        new Utf8String("dollars"));
        for (TestToken token : List.of(usdc, usdt)) {
            aave.configurator()
                    .send(deployer, "setAssetEModeCategory", Abi.address(token.address()), new Uint8(STABLES));
        }
        aave.configurator().send(deployer, "setLiquidationProtocolFee", Abi.address(hype.address()), Abi.uint256(1000));
        aave.supply(lender, usdc, units(10_000, 6));
        aave.supply(lender, usdt, units(10_000, 6));
        aave.supply(borrower, hype, units(10, 18));
        aave.supply(borrower, usdt, units(50, 6));
        aave.pool().send(borrower, "setUserUseReserveAsCollateral", Abi.address(usdt.address()), new Bool(false));
        aave.borrow(borrower, usdc, units(200, 6));
        aave.pool().send(inCategory, "setUserEMode", new Uint8(STABLES));
        aave.supply(inCategory, usdc, units(1_000, 6));
        aave.borrow(inCategory, usdt, units(930, 6));
        node.increaseTime(Duration.ofDays(365));
        usdc.approve(borrower, aave.pool().address());
        aave.pool()
                .send(
                        borrower,
                        "repay",
                        Abi.address(usdc.address()),
                        new Uint256(units(20, 6)),
                        Abi.uint256(2),
                        Abi.address(borrower));
        aave.pool()
                .send(
                        borrower,
                        "withdraw",
                        Abi.address(hype.address()),
                        new Uint256(units(1, 18)),
                        Abi.address(lender));
        node.increaseTime(Duration.ofDays(180));
        node.mine(3);
    }

    private static Summary summary(AaveV3Deployment aave, Address user) {
        List<BigInteger> words = aave.pool().words("getUserAccountData", Abi.address(user));
        return new Summary(
                words.get(0),
                words.get(1),
                words.get(2),
                words.get(3).intValueExact(),
                words.get(4).intValueExact(),
                words.get(5));
    }

    @Test
    void accounts_areWhatTheContractsSay() {
        AaveV3Market market = reader.market(chain.latest());
        List<Address> users =
                List.of(lender, borrower, inCategory, node.accounts().get(9));

        List<AaveV3Account> accounts = reader.accounts(market, users);

        assertThat(accounts).extracting(AaveV3Account::user).isEqualTo(users);
        assertThat(accounts).extracting(AaveV3Account::eModeCategory).containsExactly(0, 0, STABLES, 0);
        for (AaveV3Account account : accounts) {
            assertThat(account.summary()).contains(summary(aave, account.user()));
            for (AaveV3Reserve reserve : market.reserves()) {
                // aToken balance, stable debt, variable debt, principal of stable debt, scaled variable debt, stable
                // rate,
                // liquidity rate, last update of the stable rate, collateral
                List<BigInteger> words =
                        data.words("getUserReserveData", Abi.address(reserve.asset()), Abi.address(account.user()));
                Optional<Position> position = account.positions().stream()
                        .filter(one -> one.asset().equals(reserve.asset()))
                        .findFirst();
                if (position.isEmpty()) {
                    assertThat(words.subList(0, 5)).containsOnly(BigInteger.ZERO);
                } else {
                    Position one = position.orElseThrow();
                    assertThat(List.of(one.supplied(), one.stableDebt(), one.variableDebt()))
                            .isEqualTo(words.subList(0, 3));
                    assertThat(one.scaledVariableDebt()).isEqualTo(words.get(4));
                    assertThat(one.collateral()).isEqualTo(words.get(8).signum() != 0);
                    assertThat(rayMul(one.scaledSupplied(), reserve.indexes().normalizedIncome()))
                            .isEqualTo(one.supplied());
                    assertThat(rayMul(
                                    one.scaledVariableDebt(), reserve.indexes().normalizedVariableDebt()))
                            .isEqualTo(one.variableDebt());
                }
            }
        }
        assertThat(accounts.get(3).positions()).isEmpty();
        assertThat(accounts.get(3).summary().orElseThrow().healthFactor()).isEqualTo(MOST);
    }

    @Test
    void reserves_areWhatTheContractsSay() {
        AaveV3Market market = reader.market(chain.latest());

        assertThat(market.chain()).isEqualTo(node.chainId());
        assertThat(market.version()).isEqualTo(AaveV3Version.V3_0);
        assertThat(market.revision()).isEqualTo(aave.pool().number("POOL_REVISION"));
        assertThat(market.baseCurrencyUnit()).isEqualTo(USD);
        assertThat(market.contracts().pool()).isEqualTo(aave.pool().address());
        assertThat(market.contracts().configurator())
                .isEqualTo(aave.configurator().address());
        assertThat(market.reserves())
                .extracting(AaveV3Reserve::asset)
                .containsExactly(hype.address(), usdc.address(), usdt.address());
        for (AaveV3Reserve reserve : market.reserves()) {
            Type<?> asset = Abi.address(reserve.asset());
            AaveV3ReserveConfiguration terms = reserve.configuration();
            assertThat(Stream.of(
                                    terms.decimals(),
                                    terms.ltv(),
                                    terms.liquidationThreshold(),
                                    terms.liquidationBonus(),
                                    terms.reserveFactor(),
                                    terms.liquidationThreshold() != 0 ? 1 : 0,
                                    terms.isBorrowingEnabled() ? 1 : 0,
                                    terms.isStableBorrowingEnabled() ? 1 : 0,
                                    terms.isActive() ? 1 : 0,
                                    terms.isFrozen() ? 1 : 0)
                            .map(BigInteger::valueOf))
                    .isEqualTo(data.words("getReserveConfigurationData", asset));
            assertThat(List.of(BigInteger.valueOf(terms.borrowCap()), BigInteger.valueOf(terms.supplyCap())))
                    .isEqualTo(data.words("getReserveCaps", asset));
            assertThat(terms.liquidationProtocolFee())
                    .isEqualTo(data.number("getLiquidationProtocolFee", asset).intValueExact());
            assertThat(terms.eModeCategory())
                    .isEqualTo(data.number("getReserveEModeCategory", asset).intValueExact());
            // unbacked, accrued to treasury (unscaled), aToken, stable debt, variable debt, liquidity rate, variable
            // rate, stable
            // rate, average stable rate, liquidity index, variable index, last update
            List<BigInteger> words = data.words("getReserveData", asset);
            assertThat(List.of(
                            reserve.totals().supplied(),
                            reserve.totals().stableDebt(),
                            reserve.totals().variableDebt(),
                            reserve.indexes().liquidityRate(),
                            reserve.indexes().variableBorrowRate(),
                            reserve.indexes().stableBorrowRate()))
                    .isEqualTo(words.subList(2, 8));
            assertThat(List.of(
                            reserve.indexes().liquidity(),
                            reserve.indexes().variableBorrow(),
                            BigInteger.valueOf(reserve.indexes().updatedAt())))
                    .isEqualTo(words.subList(9, 12));
            assertThat(reserve.price()).contains(aave.oracle().number("getAssetPrice", asset));
            assertThat(reserve.totals().available())
                    .isEqualTo(new TestToken(new Contract(node, reserve.asset()))
                            .balanceOf(reserve.tokens().aToken()));
        }
        assertThat(market.eModeCategories()).hasSize(1);
        AaveV3EModeCategory category = market.eModeCategory(STABLES).orElseThrow();
        assertThat(category.label()).isEqualTo("dollars");
        assertThat(category.collateral()).containsExactlyInAnyOrder(usdc.address(), usdt.address());
        assertThat(category.borrowable()).isEqualTo(category.collateral());
        assertThat(List.of(category.ltv(), category.liquidationThreshold(), category.liquidationBonus()))
                .containsExactly(9300, 9500, 10100);
        assertThat(category.price()).contains(USD);
    }

    /** Whoever knows the records needs no pool to judge an account. */
    @Test
    void records_sayAllThatThePoolsJudgementFollowsFrom() {
        AaveV3Market market = reader.market(chain.latest());

        for (AaveV3Account account : reader.accounts(market, List.of(borrower, inCategory, lender))) {
            Summary summary = account.summary().orElseThrow();
            BigInteger collateral = BigInteger.ZERO;
            BigInteger debt = BigInteger.ZERO;
            BigInteger thresholds = BigInteger.ZERO;
            for (Position position : account.positions()) {
                AaveV3Reserve reserve = market.reserve(position.asset()).orElseThrow();
                Optional<AaveV3EModeCategory> category = market.eModeCategory(account.eModeCategory())
                        .filter(one -> one.collateral().contains(position.asset()));
                BigInteger price = category.flatMap(AaveV3EModeCategory::price)
                        .or(reserve::price)
                        .orElseThrow();
                BigInteger unit = BigInteger.TEN.pow(reserve.configuration().decimals());
                if (position.collateral()) {
                    BigInteger value = position.supplied().multiply(price).divide(unit);
                    collateral = collateral.add(value);
                    thresholds = thresholds.add(
                            value.multiply(BigInteger.valueOf(category.map(AaveV3EModeCategory::liquidationThreshold)
                                    .orElse(reserve.configuration().liquidationThreshold()))));
                }
                debt = debt.add(position.variableDebt().multiply(price).divide(unit));
            }
            assertThat(summary.totalCollateral()).isEqualTo(collateral);
            assertThat(summary.totalDebt()).isEqualTo(debt);
            assertThat(summary.liquidationThreshold())
                    .isEqualTo(thresholds.divide(collateral).intValueExact());
            if (debt.signum() > 0) {
                BigInteger counted = collateral
                        .multiply(BigInteger.valueOf(summary.liquidationThreshold()))
                        .add(BigInteger.valueOf(5_000))
                        .divide(BigInteger.valueOf(10_000));
                assertThat(summary.healthFactor())
                        .isEqualTo(counted.multiply(WAD).add(debt.shiftRight(1)).divide(debt));
            }
        }
    }

    @Test
    void positions_inTheWordsOfAllProtocols() {
        AaveV3Market market = reader.market(chain.latest());

        AaveV3Account account = reader.accounts(market, List.of(borrower)).get(0);

        assertThat(account.toLendingPositions(market))
                .containsExactly(
                        position(account, hype, true), position(account, usdc, false), position(account, usdt, false));
        assertThat(account.toLendingPositions(market).get(0).supplied()).isEqualTo(units(9, 18));
        assertThat(account.toLendingPositions(market).get(1).borrowed()).isGreaterThan(units(180, 6));
    }

    private static LendingPosition position(AaveV3Account account, TestToken token, boolean collateral) {
        List<BigInteger> words =
                data.words("getUserReserveData", Abi.address(token.address()), Abi.address(account.user()));
        return new LendingPosition(
                node.chainId(),
                aave.pool().address(),
                "",
                token.address(),
                words.get(0),
                words.get(1).add(words.get(2)),
                collateral);
    }

    @Test
    void priceSourceThatReverts_isNoPrice_andSpoilsNoOtherAccount() {
        aave.oracle()
                .send(
                        node.accounts().get(0),
                        "setAssetSources",
                        Abi.addresses(List.of(hype.address())),
                        Abi.addresses(List.of(usdc.address())));

        AaveV3Market market = reader.market(chain.latest());

        assertThat(market.reserve(hype.address()).orElseThrow().price()).isEmpty();
        assertThat(market.reserve(hype.address()).orElseThrow().priceSource()).isEqualTo(usdc.address());
        List<AaveV3Account> accounts = reader.accounts(market, List.of(borrower, inCategory));
        assertThat(accounts.get(0).summary()).isEmpty();
        assertThat(accounts.get(0).positions()).hasSize(3);
        assertThat(accounts.get(1).summary()).contains(summary(aave, inCategory));
    }

    @Test
    void addressThatIsNoProvider_isMalformed() {
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> new AaveV3Reader(chain, usdc.address()).market(chain.latest()))
                .withMessageContaining("getPool of " + usdc.address());
    }

    @Test
    void events_ofALife_areUnderstoodEachAndAll() {
        aave.setPrice(hype, units(20, 8));
        BigInteger before = hype.balanceOf(lender);
        aave.liquidate(lender, borrower, hype, usdc, units(50, 6));
        BigInteger seized = hype.balanceOf(lender).subtract(before);

        List<AaveV3PoolEvent> events = NodeLogs.events(aave.pool(), AaveV3Events.POOL);

        assertThat(events).isSortedAccordingTo(Comparator.comparing(ChainEvent::at));
        assertThat(events).allMatch(event -> event.pool().equals(aave.pool().address()));
        assertThat(of(Supply.class, events))
                .extracting(Supply::reserve, Supply::user, Supply::onBehalfOf, Supply::amount)
                .containsExactly(
                        tuple(usdc.address(), lender, lender, units(10_000, 6)),
                        tuple(usdt.address(), lender, lender, units(10_000, 6)),
                        tuple(hype.address(), borrower, borrower, units(10, 18)),
                        tuple(usdt.address(), borrower, borrower, units(50, 6)),
                        tuple(usdc.address(), inCategory, inCategory, units(1_000, 6)));
        assertThat(of(Borrow.class, events))
                .extracting(Borrow::reserve, Borrow::onBehalfOf, Borrow::amount, Borrow::interestRateMode)
                .containsExactly(
                        tuple(usdc.address(), borrower, units(200, 6), 2),
                        tuple(usdt.address(), inCategory, units(930, 6), 2));
        assertThat(of(Repay.class, events))
                .extracting(Repay::reserve, Repay::user, Repay::repayer, Repay::amount, Repay::useATokens)
                .containsExactly(tuple(usdc.address(), borrower, borrower, units(20, 6), false));
        assertThat(of(Withdraw.class, events))
                .extracting(Withdraw::reserve, Withdraw::user, Withdraw::to, Withdraw::amount)
                .containsExactly(tuple(hype.address(), borrower, lender, units(1, 18)));
        assertThat(of(UserEModeSet.class, events))
                .extracting(UserEModeSet::user, UserEModeSet::categoryId)
                .containsExactly(tuple(inCategory, STABLES));
        assertThat(of(ReserveUsedAsCollateralDisabled.class, events))
                .extracting(ReserveUsedAsCollateralDisabled::reserve, ReserveUsedAsCollateralDisabled::user)
                .containsExactly(tuple(usdt.address(), borrower));
        assertThat(of(LiquidationCall.class, events)).singleElement().satisfies(liquidation -> {
            assertThat(liquidation.collateralAsset()).isEqualTo(hype.address());
            assertThat(liquidation.debtAsset()).isEqualTo(usdc.address());
            assertThat(liquidation.user()).isEqualTo(borrower);
            assertThat(liquidation.liquidator()).isEqualTo(lender);
            assertThat(liquidation.debtToCover()).isEqualTo(units(50, 6));
            assertThat(liquidation.liquidatedCollateralAmount()).isEqualTo(seized);
            assertThat(liquidation.receiveAToken()).isFalse();
            ProtocolLiquidation same = liquidation.toLiquidation("hypurrfi");
            assertThat(same.market().name()).isEqualTo(aave.pool().address().hex());
            assertThat(same.repaid()).contains(new Amount(usdc.address(), units(50, 6)));
            assertThat(same.seized()).contains(new Amount(hype.address(), seized));
            assertThat(same.block()).isEqualTo(chain.latest());
        });
        for (AaveV3Reserve reserve : reader.market(chain.latest()).reserves()) {
            ReserveDataUpdated last = of(ReserveDataUpdated.class, events).stream()
                    .filter(event -> event.reserve().equals(reserve.asset()))
                    .reduce((one, next) -> next)
                    .orElseThrow();
            assertThat(last.liquidityIndex()).isEqualTo(reserve.indexes().liquidity());
            assertThat(last.variableBorrowIndex()).isEqualTo(reserve.indexes().variableBorrow());
            assertThat(last.liquidityRate()).isEqualTo(reserve.indexes().liquidityRate());
            assertThat(last.variableBorrowRate()).isEqualTo(reserve.indexes().variableBorrowRate());
            assertThat(last.at().block().time().getEpochSecond())
                    .isEqualTo(reserve.indexes().updatedAt());
        }
    }

    @Test
    void events_ofTheMarket_giveItsTerms() {
        AaveV3Market market = reader.market(chain.latest());

        List<AaveV3MarketEvent> events = NodeLogs.events(aave.configurator(), AaveV3Events.CONFIGURATOR);

        for (AaveV3Reserve reserve : market.reserves()) {
            assertThat(of(ReserveInitialized.class, events))
                    .filteredOn(event -> event.asset().equals(reserve.asset()))
                    .extracting(
                            ReserveInitialized::aToken,
                            ReserveInitialized::variableDebtToken,
                            ReserveInitialized::interestRateStrategy)
                    .containsExactly(tuple(
                            reserve.tokens().aToken(),
                            reserve.tokens().variableDebt(),
                            reserve.interestRateStrategy()));
            assertThat(of(CollateralConfigurationChanged.class, events))
                    .filteredOn(event -> event.asset().equals(reserve.asset()))
                    .extracting(CollateralConfigurationChanged::ltv, CollateralConfigurationChanged::liquidationBonus)
                    .containsExactly(tuple(
                            BigInteger.valueOf(reserve.configuration().ltv()),
                            BigInteger.valueOf(reserve.configuration().liquidationBonus())));
        }
        assertThat(of(Switched.class, events))
                .extracting(Switched::asset, Switched::what, Switched::on)
                .contains(tuple(hype.address(), Switch.BORROWING, true));
        assertThat(of(Changed.class, events))
                .extracting(Changed::asset, Changed::what, Changed::before, Changed::after)
                .contains(tuple(
                        hype.address(), Term.LIQUIDATION_PROTOCOL_FEE, BigInteger.ZERO, BigInteger.valueOf(1000)));
        assertThat(of(EModeCategoryAdded.class, events))
                .extracting(EModeCategoryAdded::categoryId, EModeCategoryAdded::oracle, EModeCategoryAdded::label)
                .containsExactly(tuple(STABLES, usdc.address(), "dollars"));
        List<ChainEvent> ofProvider = NodeLogs.of(aave.provider()).stream()
                .flatMap(log -> AaveV3Events.PROVIDER.stream()
                        .flatMap(decoder -> decoder.decode(log).<ChainEvent>map(event -> event).stream()))
                .toList();
        assertThat(of(PoolUpdated.class, ofProvider)).singleElement().satisfies(updated -> {
            assertThat(updated.oldImplementation()).isEqualTo(Address.ZERO);
            assertThat(new Contract(node, updated.newImplementation()).number("POOL_REVISION"))
                    .isEqualTo(market.revision());
            assertThat(updated.newImplementation())
                    .isNotEqualTo(market.contracts().pool());
        });
        assertThat(of(PriceOracleUpdated.class, ofProvider))
                .extracting(PriceOracleUpdated::newAddress)
                .containsExactly(market.contracts().oracle());
        assertThat(NodeLogs.of(aave.oracle()).stream()
                        .flatMap(log -> AaveV3Events.ORACLE.get(0).decode(log).stream())
                        .map(AssetSourceUpdated.class::cast))
                .extracting(AssetSourceUpdated::asset, AssetSourceUpdated::source)
                .contains(tuple(
                        hype.address(),
                        market.reserve(hype.address()).orElseThrow().priceSource()));
    }

    /** What a balance became more and less by is the balance. */
    @Test
    void events_ofTheTokens_giveTheBalances() {
        AaveV3Market market = reader.market(chain.latest());
        AaveV3Reserve reserve = market.reserve(usdc.address()).orElseThrow();
        Contract debt = new Contract(node, reserve.tokens().variableDebt());

        BigInteger balance = BigInteger.ZERO;
        BigInteger index = RAY;
        for (ChainLog log : NodeLogs.of(debt)) {
            for (EventDecoder<? extends AaveV3TokenEvent> decoder : AaveV3Events.TOKEN) {
                Optional<? extends AaveV3TokenEvent> event =
                        decoder.topic().equals(log.topics().get(0)) ? decoder.decode(log) : Optional.empty();
                if (event.isPresent()
                        && event.get() instanceof Mint mint
                        && mint.onBehalfOf().equals(borrower)) {
                    balance = balance.add(mint.value());
                    index = mint.index();
                } else if (event.isPresent()
                        && event.get() instanceof Burn burn
                        && burn.from().equals(borrower)) {
                    balance = balance.subtract(burn.value());
                    index = burn.index();
                }
            }
        }

        Position position =
                reader.accounts(market, List.of(borrower)).get(0).positions().get(1);
        assertThat(balance).isCloseTo(rayMul(position.scaledVariableDebt(), index), within(BigInteger.ONE));
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

    private static BigInteger rayMul(BigInteger a, BigInteger b) {
        return a.multiply(b).add(RAY.shiftRight(1)).divide(RAY);
    }
}
