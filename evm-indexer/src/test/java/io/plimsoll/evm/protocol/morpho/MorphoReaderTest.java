package io.plimsoll.evm.protocol.morpho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.evm.protocol.FakeContracts;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the mocks of the protocol's package cannot do; the contract itself is asked on the node. */
class MorphoReaderTest {
    private static final Address MORPHO = address(10);
    private static final Address IRM = address(4);
    private static final MorphoMarketParams PARAMS =
            new MorphoMarketParams(address(1), address(2), address(3), IRM, BigInteger.TEN.pow(17));
    private static final long HOUR_AGO = 1_700_000_000L - 3600;

    private static Address address(int number) {
        return Address.parse("0x" + "%040x".formatted(number));
    }

    private static FakeContracts chain() {
        return new FakeContracts()
                .answer(MORPHO, "idToMarketParams(bytes32)", 1, 2, 3, 4, BigInteger.TEN.pow(17))
                .answer(MORPHO, "market(bytes32)", 1000, 1_000_000_000, 900, 900_000_000, HOUR_AGO, 0)
                .answer(MORPHO, "feeRecipient()", 0)
                .answer(
                        IRM,
                        "borrowRateView((address,address,address,address,uint256),"
                                + "(uint128,uint128,uint128,uint128,uint128,uint128))",
                        BigInteger.TEN.pow(14))
                .answer(IRM, "rateAtTarget(bytes32)", 77);
    }

    @Test
    void adaptiveCurve_tellsItsRateAtTarget() {
        FakeContracts chain = chain();

        MorphoMarket market = new MorphoReader(chain, MORPHO)
                .markets(List.of(PARAMS.id()), chain.latest())
                .get(0);

        assertThat(market.rateAtTarget()).contains(BigInteger.valueOf(77));
        assertThat(market.price()).isEmpty();
        // 900 · (0.36 + 0.0648 + 0.007776)
        assertThat(market.state().totalBorrowAssets()).isEqualTo(900 + 389);
    }

    @Test
    void stateOfTheFuture_isMalformed() {
        FakeContracts chain = chain().answer(MORPHO, "market(bytes32)", 1000, 1000, 900, 900, 1_700_000_001L, 0);

        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> new MorphoReader(chain, MORPHO).markets(List.of(PARAMS.id()), chain.latest()))
                .withMessageContaining("before the last update");
    }

    @Test
    void parametersOfAnotherMarket_areMalformed() {
        FakeContracts chain = chain().answer(MORPHO, "idToMarketParams(bytes32)", 1, 2, 3, 4, 5);

        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> new MorphoReader(chain, MORPHO).markets(List.of(PARAMS.id()), chain.latest()))
                .withMessageContaining("parameters of another one");
    }

    @Test
    void modelThatReverts_isMalformed_asTheMarketCannotBook() {
        FakeContracts chain = chain().answer(MORPHO, "idToMarketParams(bytes32)", 1, 2, 3, 9, BigInteger.TEN.pow(17));
        MorphoMarketParams broken =
                new MorphoMarketParams(address(1), address(2), address(3), address(9), BigInteger.TEN.pow(17));

        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> new MorphoReader(chain, MORPHO).markets(List.of(broken.id()), chain.latest()))
                .withMessageContaining("borrowRateView");
    }

    /** Whoever makes such a market must not keep others from reading theirs. */
    @Test
    void hostileMarkets_doNotSpoilOthers() {
        BigInteger most = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
        MorphoMarketParams ofNothing =
                new MorphoMarketParams(Address.ZERO, address(2), address(3), IRM, BigInteger.TEN.pow(17));
        FakeContracts chain = chain().answer(MORPHO, "market(bytes32)", most, most, most, most, HOUR_AGO, 0)
                .answer(
                        MORPHO,
                        "idToMarketParams(bytes32)",
                        id -> FakeContracts.words(
                                id.equals(new BigInteger(1, PARAMS.id().toBytes())) ? 1 : 0,
                                2,
                                3,
                                4,
                                BigInteger.TEN.pow(17)))
                .answer(address(3), "price()", argument -> new byte[31]);

        List<MorphoMarket> markets =
                new MorphoReader(chain, MORPHO).markets(List.of(PARAMS.id(), ofNothing.id()), chain.latest());

        assertThat(markets).extracting(MorphoMarket::params).containsExactly(PARAMS, ofNothing);
        assertThat(markets)
                .as("as booked, since interest does not fit any more")
                .allMatch(market -> market.state().equals(market.booked())
                        && market.accruedFeeShares().signum() == 0);
        assertThat(markets).extracting(MorphoMarket::price).containsOnly(Optional.empty());
    }

    @Test
    void marketThatIsNotThere_isNotFound() {
        FakeContracts chain = chain().answer(MORPHO, "idToMarketParams(bytes32)", 0, 0, 0, 0, 0)
                .answer(MORPHO, "market(bytes32)", 0, 0, 0, 0, 0, 0);

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> new MorphoReader(chain, MORPHO).markets(List.of(PARAMS.id()), chain.latest()));
    }

    /** Kept by their keys, the second would take the place of the first, and the debt would be forgotten. */
    @Test
    void debtAndCollateralOfOneToken_areOnePosition() {
        MorphoMarketParams same = new MorphoMarketParams(address(1), address(1), address(3), IRM, BigInteger.TEN);
        FakeContracts chain = chain().answer(MORPHO, "idToMarketParams(bytes32)", 1, 1, 3, 4, 10)
                .answer(MORPHO, "position(bytes32,address)", 0, 450_000_000, 70);
        MorphoReader reader = new MorphoReader(chain, MORPHO);
        MorphoMarket market = reader.markets(List.of(same.id()), chain.latest()).get(0);

        MorphoPosition position = reader.positions(market, List.of(address(77))).get(0);

        assertThat(position.toLendingPositions()).singleElement().satisfies(one -> {
            assertThat(one.token()).isEqualTo(address(1));
            assertThat(one.supplied()).isEqualTo(70);
            assertThat(one.borrowed()).isEqualTo(position.borrowed()).isPositive();
            assertThat(one.collateral()).isTrue();
        });
    }
}
