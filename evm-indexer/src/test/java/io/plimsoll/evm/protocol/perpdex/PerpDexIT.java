package io.plimsoll.evm.protocol.perpdex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.funding.PerpDexFundingRate;
import io.plimsoll.core.domain.liquidation.ProtocolLiquidation;
import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.market.PerpDexMarket;
import io.plimsoll.core.domain.market.PerpDexMarket.Status;
import io.plimsoll.core.domain.position.PerpDexPosition;
import io.plimsoll.core.domain.position.PositionSide;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.evm.multicall.MulticallReader;
import io.plimsoll.evm.protocol.perpdex.PerpDexEvent.FundingUpdated;
import io.plimsoll.evm.protocol.perpdex.PerpDexEvent.MarketCreated;
import io.plimsoll.evm.protocol.perpdex.PerpDexEvent.MarketStatusChanged;
import io.plimsoll.evm.protocol.perpdex.PerpDexEvent.OfPosition;
import io.plimsoll.evm.protocol.perpdex.PerpDexEvent.PositionClosed;
import io.plimsoll.evm.protocol.perpdex.PerpDexEvent.PositionLiquidated;
import io.plimsoll.evm.protocol.perpdex.PerpDexEvent.PositionOpened;
import io.plimsoll.evm.testing.AnvilNode;
import io.plimsoll.evm.testing.Multicall3Deployment;
import io.plimsoll.evm.testing.NodeLogs;
import io.plimsoll.evm.testing.NodeModules;
import io.plimsoll.evm.testing.PerpDexDeployment;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the events add up to, against what the contract says. */
class PerpDexIT {
    private static final String PROTOCOL = "test-perps";
    private static final BigDecimal MAINTENANCE = new BigDecimal("0.01");
    private static final PerpDexPositions POSITIONS = new PerpDexPositions(PROTOCOL);

    private static AnvilNode node;
    private static PerpDexDeployment dex;
    private static PerpDexReader reader;
    private static BlockRef end;
    private static Address alice;
    private static Address bob;
    private static List<PerpDexEvent> events;
    private static Map<BigInteger, PerpDexPosition> positions;

    /** Six positions in two markets: three stay, two are closed, one is liquidated. */
    @BeforeAll
    static void live() {
        NodeModules modules = NodeModules.required(PerpDexIT.class);
        node = AnvilNode.start(modules.anvil());
        Address owner = node.accounts().get(0);
        alice = node.accounts().get(1);
        bob = node.accounts().get(2);
        Multicall3Deployment.deploy(node, modules);
        dex = PerpDexDeployment.deploy(node, modules, owner);
        MulticallReader chain = new MulticallReader(node.rpc());
        reader = new PerpDexReader(chain, dex.contract().address(), PROTOCOL);

        dex.createMarket("HYPE", "40");
        dex.createMarket("BTC", "100000");
        BigInteger one = dex.open(alice, "HYPE", true, "1000", "100");
        BigInteger two = dex.open(bob, "HYPE", false, "400", "40.5");
        BigInteger three = dex.open(alice, "BTC", true, "5000", "250");
        node.increaseTime(Duration.ofHours(1));
        dex.updateFunding("HYPE");
        node.increaseTime(Duration.ofMinutes(150));
        dex.setPrice("HYPE", "42.5");
        dex.update(alice, one, "500", "25.75");
        dex.close(bob, two);
        BigInteger four = dex.open(bob, "HYPE", false, "777.77", "90");
        dex.setPrice("BTC", "95900");
        dex.liquidate(bob, three);
        node.increaseTime(Duration.ofHours(2));
        dex.updateFunding("HYPE");
        dex.update(bob, four, "0", "-5");
        BigInteger five = dex.open(alice, "BTC", true, "300", "30");
        dex.close(alice, five);
        dex.open(alice, "BTC", false, "300", "30");
        node.increaseTime(Duration.ofMinutes(50));
        dex.setStatus("BTC", 1);
        end = chain.latest();

        events = NodeLogs.events(dex.contract(), PerpDexEvents.ALL);
        positions = new TreeMap<>();
        for (OfPosition event : of(OfPosition.class, events)) {
            positions.put(
                    event.positionId(), POSITIONS.after(Optional.ofNullable(positions.get(event.positionId())), event));
        }
    }

    @AfterAll
    static void close() {
        if (node != null) {
            node.close();
        }
    }

    private static <E> List<E> of(Class<E> kind, List<?> events) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static MarketId market(String name) {
        return new MarketId(node.chainId(), PROTOCOL, PerpDexDeployment.id(name).hex());
    }

    @Test
    void positionsOfTheEvents_areThoseOfTheContract() {
        assertThat(reader.positionCount(end)).isEqualTo(6);
        List<PerpDexPositionState> states = reader.positions(List.copyOf(positions.keySet()), end);

        assertThat(positions).hasSize(6);
        for (PerpDexPositionState state : states) {
            PerpDexPosition position = positions.get(state.id());
            assertThat(position.market().name()).isEqualTo(state.market().hex());
            assertThat(position.account()).isEqualTo(state.account());
            assertThat(position.side()).isEqualTo(state.side());
            assertThat(position.size()).isEqualTo(state.size());
            assertThat(position.collateral()).isEqualTo(state.collateral());
            assertThat(position.leverage()).isEqualTo(state.leverage());
            assertThat(position.entryPrice()).isEqualTo(state.entryPrice());
            assertThat(position.status() == PerpDexPosition.Status.OPEN).isEqualTo(state.open());
            if (!state.open()) {
                assertThat(position.accumulatedFunding()).isEqualByComparingTo(state.accumulatedFunding());
            }
        }
        assertThat(positions.values())
                .extracting(PerpDexPosition::status)
                .containsExactly(
                        PerpDexPosition.Status.OPEN,
                        PerpDexPosition.Status.CLOSED,
                        PerpDexPosition.Status.LIQUIDATED,
                        PerpDexPosition.Status.OPEN,
                        PerpDexPosition.Status.CLOSED,
                        PerpDexPosition.Status.OPEN);
    }

    /** 1,000 at 40 and 500 at 42.5 are 25 + 11.76 HYPE. */
    @Test
    void updatedPosition_hasTheAveragePrice() {
        PerpDexPosition position = positions.get(BigInteger.ONE);

        assertThat(position.size()).isEqualByComparingTo("1500");
        assertThat(position.collateral()).isEqualByComparingTo("125.75");
        assertThat(position.entryPrice()).isEqualByComparingTo("40.80000000");
        assertThat(position.accumulatedFunding()).isPositive();
        assertThat(position.opened().block()).isLessThan(end.number());
    }

    /** (collateral + profit − funding) / (size · maintenance margin rate) */
    @Test
    void healthFactor_isThatOfTheFormula() {
        List<PerpDexMarketState> markets = reader.markets(end);
        for (PerpDexPositionState state : reader.positions(List.copyOf(positions.keySet()), end)) {
            BigDecimal price = markets.stream()
                    .filter(market -> market.id().equals(state.market()))
                    .findFirst()
                    .orElseThrow()
                    .price();
            if (state.open()) {
                BigDecimal gain = state.size()
                        .multiply(price.subtract(state.entryPrice()))
                        .divide(state.entryPrice(), 6, RoundingMode.DOWN);
                BigDecimal profit = state.side() == PositionSide.LONG ? gain : gain.negate();
                assertThat(state.profit()).isEqualByComparingTo(profit);
                assertThat(state.healthFactor())
                        .isEqualByComparingTo(state.collateral()
                                .add(profit)
                                .subtract(state.accumulatedFunding())
                                .divide(state.size().multiply(MAINTENANCE), 18, RoundingMode.DOWN));
            }
        }
    }

    /** 600 of 1,400 USD more are long at first, so that longs pay 3/7 of the maximum. */
    @Test
    void funding_isTheImbalance() {
        List<PerpDexFundingRate> rates = of(FundingUpdated.class, events).stream()
                .map(event -> event.toFundingRate(PROTOCOL))
                .toList();

        assertThat(rates).hasSize(2).allSatisfy(rate -> {
            assertThat(rate.market()).isEqualTo(market("HYPE"));
            assertThat(rate.interval()).isEqualTo(Duration.ofHours(1));
        });
        assertThat(rates.get(0).rate()).isEqualByComparingTo("0.000428571428571428");
        assertThat(rates.get(0).longOpenInterest()).isEqualByComparingTo("1000");
        assertThat(rates.get(0).shortOpenInterest()).isEqualByComparingTo("400");
        assertThat(rates.get(1).rate())
                .isEqualByComparingTo(new BigDecimal("722.23")
                        .multiply(new BigDecimal("0.001"))
                        .divide(new BigDecimal("2277.77"), 18, RoundingMode.DOWN));
    }

    @Test
    void markets_areWhatTheyWereMadeAs() {
        List<PerpDexMarketState> markets = reader.markets(end);

        assertThat(of(MarketCreated.class, events))
                .extracting(MarketCreated::market, MarketCreated::base, MarketCreated::quote)
                .containsExactly(
                        tuple(markets.get(0).id(), "HYPE", "USD"),
                        tuple(markets.get(1).id(), "BTC", "USD"));
        assertThat(of(MarketStatusChanged.class, events))
                .extracting(MarketStatusChanged::market, MarketStatusChanged::status)
                .containsExactly(tuple(markets.get(1).id(), Status.PAUSED));
        PerpDexMarket hype = markets.get(0).market();
        assertThat(hype.id()).isEqualTo(market("HYPE"));
        assertThat(hype.status()).isEqualTo(Status.ACTIVE);
        assertThat(markets.get(1).market().status()).isEqualTo(Status.PAUSED);
        assertThat(hype.collateral()).isEqualTo(dex.usd().address());
        assertThat(hype.priceFeed()).isEmpty();
        assertThat(hype.terms().maximumLeverage()).isEqualByComparingTo("50");
        assertThat(hype.terms().minimumSize()).isEqualByComparingTo("10");
        assertThat(hype.terms().maximumSize()).isEqualByComparingTo("1000000");
        assertThat(hype.terms().maintenanceMarginRate()).isEqualByComparingTo(MAINTENANCE);
        assertThat(hype.terms().liquidationFeeRate()).isEqualByComparingTo("0.05");
        assertThat(hype.terms().fundingInterval()).isEqualTo(Duration.ofHours(1));
        assertThat(hype.terms().maximumFundingRate()).isEqualByComparingTo("0.001");
        assertThat(hype.activity().longOpenInterest()).isEqualByComparingTo("1500");
        assertThat(hype.activity().shortOpenInterest()).isEqualByComparingTo("777.77");
        assertThat(hype.activity().volume()).isEqualByComparingTo("3077.77");
        assertThat(hype.activity().fundingRate())
                .hasValueSatisfying(rate -> assertThat(rate)
                        .isEqualByComparingTo(
                                of(FundingUpdated.class, events).get(1).rate()));
        assertThat(markets.get(0).price()).isEqualByComparingTo("42.5");
    }

    @Test
    void liquidation_inTheWordsOfAllProtocols() {
        PositionLiquidated event = of(PositionLiquidated.class, events).get(0);
        ProtocolLiquidation liquidation = event.toLiquidation(PROTOCOL);

        assertThat(liquidation.market()).isEqualTo(market("BTC"));
        assertThat(liquidation.position()).contains("3");
        assertThat(liquidation.account()).isEqualTo(alice);
        assertThat(liquidation.liquidator()).isEqualTo(bob);
        assertThat(liquidation.price().orElseThrow()).isEqualByComparingTo("95900");
        assertThat(liquidation.collateral().orElseThrow()).isEqualByComparingTo("250");
        assertThat(liquidation.fee().orElseThrow()).isEqualByComparingTo("12.5");
        // 5 % of the fee
        assertThat(dex.usd().balanceOf(bob)).isGreaterThan(BigInteger.valueOf(625_000));
    }

    @Test
    void events_areInTheOrderInWhichTheyHappened() {
        assertThat(events).isSortedAccordingTo(Comparator.comparing(ChainEvent::at));
        assertThat(of(PositionClosed.class, events))
                .extracting(PositionClosed::positionId)
                .containsExactly(BigInteger.TWO, BigInteger.valueOf(5));
        PositionClosed closed = of(PositionClosed.class, events).get(0);
        // 400 · 2.5 / 40 lost, and funding received
        assertThat(closed.realizedProfit()).isEqualByComparingTo("-25");
        assertThat(closed.accumulatedFunding()).isNegative();
    }

    @Test
    void eventThatCannotFollow_isRefused() {
        List<OfPosition> ofOne = of(OfPosition.class, events).stream()
                .filter(event -> event.positionId().equals(BigInteger.TWO))
                .toList();
        PerpDexPosition open = POSITIONS.after(Optional.empty(), ofOne.get(0));
        PerpDexPosition closed = POSITIONS.after(Optional.of(open), ofOne.get(1));
        OfPosition other = of(PositionOpened.class, events).get(0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> POSITIONS.after(Optional.empty(), ofOne.get(1)))
                .withMessageContaining("was not open");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> POSITIONS.after(Optional.of(closed), ofOne.get(1)))
                .withMessageContaining("was not open");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> POSITIONS.after(Optional.of(open), other))
                .withMessageContaining("opened twice");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> POSITIONS.after(Optional.of(positions.get(BigInteger.ONE)), ofOne.get(1)))
                .withMessageContaining("was not open");
    }

    @Test
    void unknownPosition_isNotFound() {
        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> reader.positions(List.of(BigInteger.valueOf(99)), end))
                .withMessageContaining("no position 99");
    }
}
