package io.plimsoll.evm.protocol.morpho;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.evm.abi.AbiData;
import java.math.BigInteger;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.generated.Uint128;

class MorphoMarketTest {
    private static final BigInteger WAD = BigInteger.TEN.pow(18);

    private static Address address(int number) {
        return Address.parse("0x" + "%040x".formatted(number));
    }

    /** A vector of the protocol's own kit. */
    @Test
    void id_isTheHashOfTheParameters() {
        MorphoMarketParams params = new MorphoMarketParams(
                address(1), address(2), address(3), address(4), new BigInteger("860000000000000000"));

        assertThat(params.id().hex()).isEqualTo("0x625e29dff74826b71c1f4c74b208a896109cc8ac9910192ce2927a982b0809e6");
    }

    @Test
    void borrowRateView_isCalledByItsSelector() {
        MorphoMarketParams params =
                new MorphoMarketParams(address(1), address(2), address(3), address(4), BigInteger.TEN);
        Uint128 zero = new Uint128(BigInteger.ZERO);

        byte[] call = AbiData.encode(
                "borrowRateView", params.argument(), new StaticStruct(zero, zero, zero, zero, zero, zero));

        assertThat(Arrays.copyOf(call, 4)).containsExactly(0x8c, 0x00, 0xbf, 0x6b);
        assertThat(call).hasSize(4 + 11 * 32);
    }

    /** e^0.05 − 1 is 0.0512710…; three terms of the series give 0.0512708… */
    @Test
    void interest_isTheSeries_andTheFeeIsShares() {
        MorphoMarketState state = new MorphoMarketState(
                BigInteger.valueOf(2_000_000),
                BigInteger.valueOf(2_000_000).multiply(BigInteger.TEN.pow(6)),
                BigInteger.valueOf(1_000_000),
                BigInteger.valueOf(1_000_000).multiply(BigInteger.TEN.pow(6)),
                1_000,
                WAD.divide(BigInteger.TEN));

        MorphoMarketState later = state.accrued(WAD.divide(BigInteger.valueOf(20_000)), 2_000);

        assertThat(later.totalBorrowAssets()).isEqualTo(1_051_270);
        assertThat(later.totalSupplyAssets()).isEqualTo(2_051_270);
        // 5,127 of 2,046,143 without them
        assertThat(later.totalSupplyShares().subtract(state.totalSupplyShares()))
                .isEqualTo(BigInteger.valueOf(5_127)
                        .multiply(new BigInteger("2000001000000"))
                        .divide(BigInteger.valueOf(2_046_144)));
        assertThat(later.borrowedAssets(state.totalBorrowShares())).isEqualTo(1_051_270);
        assertThat(state.borrowedAssets(BigInteger.ONE)).isOne();
        assertThat(state.suppliedAssets(BigInteger.ONE)).isZero();
        assertThat(state.accrued(WAD, 1_000)).isEqualTo(state);
    }

    @Test
    void stateThatTheContractCannotHave_isRefused() {
        BigInteger most = BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE);
        MorphoMarketState full = new MorphoMarketState(most, most, most, most, 10, BigInteger.ZERO);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> full.accrued(WAD, 11))
                .withMessageContaining("total supply assets");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> full.accrued(WAD, 9))
                .withMessageContaining("before the last update");
    }
}
