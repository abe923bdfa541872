package io.plimsoll.evm.hypercore.precompile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CoreReadTest {
    private static final Address USER = Address.parse("0x" + "11".repeat(20));

    static List<PrecompileSample<?>> samples() {
        return PrecompileSample.all();
    }

    @Test
    void samples_haveEveryPrecompile() {
        Set<Precompile> asked =
                samples().stream().map(sample -> sample.read().precompile()).collect(Collectors.toSet());

        assertThat(asked).containsExactlyInAnyOrder(Precompile.values()).hasSize(21);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void question_isTheArgumentsWithoutSelector(PrecompileSample<?> sample) {
        assertThat(sample.read().call().to()).isEqualTo(sample.precompile());
        assertThat(Hex.encode(sample.read().call().data())).isEqualTo("0x" + sample.input());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void answer_isUnderstood(PrecompileSample<?> sample) {
        assertThat((Object) sample.read().decode(Hex.decode(sample.output()))).isEqualTo(sample.answer());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void answer_withFieldsAddedLater_isUnderstood(PrecompileSample<?> sample) {
        assertThat((Object) sample.read().decode(Hex.decode(sample.output() + PrecompileSample.words("99"))))
                .isEqualTo(sample.answer());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void answer_cutOffAnywhere_isMalformed(PrecompileSample<?> sample) {
        byte[] output = Hex.decode(sample.output());
        // the zeros after a text are padding, not said
        int end = sample.output().endsWith("00") ? output.length - 32 : output.length;
        for (int length = 0; length < end; length++) {
            byte[] cut = Arrays.copyOf(output, length);
            assertThatExceptionOfType(MalformedResponse.class)
                    .isThrownBy(() -> sample.read().decode(cut));
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void answer_ofOtherBytes_isMalformedOrAValue_neverAnotherError(PrecompileSample<?> sample) {
        byte[] output = Hex.decode(sample.output());
        for (int i = 0; i < output.length; i++) {
            for (byte change : new byte[] {1, (byte) 0x80, (byte) 0xff}) {
                byte[] other = output.clone();
                other[i] ^= change;
                try {
                    assertThat((Object) sample.read().decode(other)).isNotNull();
                } catch (MalformedResponse expected) {
                    assertThat(expected).hasMessageContaining("chain: ");
                }
            }
        }
    }

    @Test
    void number_outOfItsType_isMalformed() {
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> CoreRead.markPx(5).decode(Hex.decode(PrecompileSample.words("1" + "0".repeat(16)))))
                .withMessageContaining("MARK_PX[5]")
                .withMessageContaining("no uint64");
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> CoreRead.coreUserExists(USER).decode(Hex.decode(PrecompileSample.words("2"))));
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> CoreRead.l1BlockNumber().decode(Hex.decode(PrecompileSample.words("f".repeat(16)))))
                .withMessageContaining("out of range");
    }

    @Test
    void array_longerThanItsBytes_isMalformed_andNotAllocated() {
        assertThatExceptionOfType(MalformedResponse.class)
                .isThrownBy(() -> CoreRead.delegations(USER)
                        .decode(Hex.decode(PrecompileSample.words("20", "7fffffff", "0", "0", "0"))))
                .withMessageContaining("an array of 2147483647 in 3 words");
    }

    @Test
    void index_outOfRange_isRefusedHere() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CoreRead.position(USER, 65_536))
                .withMessageContaining("uint16");
        assertThatIllegalArgumentException().isThrownBy(() -> CoreRead.position(USER, -1));
        assertThatIllegalArgumentException().isThrownBy(() -> CoreRead.position2(USER, 1L << 32));
        assertThatIllegalArgumentException().isThrownBy(() -> CoreRead.markPx(-1));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.123456, 123456",
        "1, 1.23456, 12345.6",
        "2, 12.3456, 1234.56",
        "3, 123.456, 123.456",
        "4, 1234.56, 12.3456",
        "5, 12345.6, 1.23456",
        "6, 123456, 0.123456"
    })
    void perp_isScaledBySzDecimals(int szDecimals, String price, String size) {
        PerpAssetInfo perp = new PerpAssetInfo("BTC", 53, szDecimals, 40, false);
        BigInteger raw = BigInteger.valueOf(123_456);

        assertThat(perp.price(raw)).isEqualByComparingTo(price);
        assertThat(perp.size(raw)).isEqualByComparingTo(size);
        assertThat(new CorePosition(raw.negate(), raw, raw, 5, false).size(szDecimals))
                .isEqualByComparingTo("-" + size);
    }

    @ParameterizedTest
    @CsvSource({"0, 0.00123456", "1, 0.0123456", "2, 0.123456", "5, 123.456", "6, 1234.56", "8, 123456"})
    void spotPrice_isScaledBySzDecimalsOfTheBase(int szDecimals, String price) {
        assertThat(token(szDecimals, 8).price(BigInteger.valueOf(123_456))).isEqualByComparingTo(price);
    }

    @Test
    void balances_areScaledByWeiDecimals() {
        CoreSpotBalance balance =
                new CoreSpotBalance(BigInteger.valueOf(123_456_789), BigInteger.valueOf(23_456_789), BigInteger.ZERO);

        assertThat(balance.total(8)).isEqualByComparingTo("1.23456789");
        assertThat(balance.hold(5)).isEqualByComparingTo("234.56789");
        assertThat(balance.available()).isEqualTo(100_000_000);
        assertThat(token(0, 5).amount(balance.total())).isEqualByComparingTo("1234.56789");
    }

    @Test
    void usdAndHype_haveTheirOwnScale() {
        BigInteger raw = BigInteger.valueOf(-123_456_789);
        AccountMarginSummary margin = new AccountMarginSummary(raw, raw.negate(), raw.negate(), raw);

        assertThat(margin.accountValueUsd()).isEqualByComparingTo("-123.456789");
        assertThat(margin.marginUsedUsd()).isEqualByComparingTo("123.456789");
        assertThat(margin.notionalUsd()).isEqualByComparingTo("123.456789");
        assertThat(margin.rawUsdAmount()).isEqualByComparingTo("-123.456789");
        assertThat(new UserVaultEquity(raw.negate(), 0).equityUsd()).isEqualByComparingTo("123.456789");
        assertThat(new Delegation(USER, raw.negate(), 0).hype()).isEqualByComparingTo("1.23456789");
        assertThat(new DelegatorSummary(raw.negate(), BigInteger.TEN, BigInteger.ONE, 1))
                .satisfies(summary -> {
                    assertThat(summary.delegatedHype()).isEqualByComparingTo("1.23456789");
                    assertThat(summary.undelegatedHype()).isEqualByComparingTo("0.0000001");
                    assertThat(summary.pendingWithdrawalHype()).isEqualByComparingTo("0.00000001");
                });
        assertThat(new CorePosition(BigInteger.ZERO, raw.negate(), raw, 5, true))
                .satisfies(position -> {
                    assertThat(position.isOpen()).isFalse();
                    assertThat(position.entryNotional()).isEqualByComparingTo("123.456789");
                    assertThat(position.isolatedUsd()).isEqualByComparingTo("-123.456789");
                });
    }

    @Test
    void outcome_paysOnlyOnceSettled() {
        assertThat(new OutcomeStatus(2, BigInteger.valueOf(50_000_000), 0xffff_ffffL))
                .satisfies(outcome -> {
                    assertThat(outcome.settlement())
                            .hasValueSatisfying(value -> assertThat(value).isEqualByComparingTo("0.5"));
                    assertThat(outcome.findQuestion()).isEmpty();
                });
        assertThat(new OutcomeStatus(3, BigInteger.valueOf(50_000_000), 7)).satisfies(outcome -> {
            assertThat(outcome.settlement()).isEmpty();
            assertThat(outcome.findQuestion()).hasValue(7);
        });
    }

    @ParameterizedTest
    @CsvSource({"-1", "7"})
    void szDecimals_ofNoPerp_areRefused(int szDecimals) {
        PerpAssetInfo perp = new PerpAssetInfo("X", 53, szDecimals, 40, false);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> perp.price(BigInteger.ONE))
                .withMessageContaining("must be 0 to 6, got " + szDecimals);
    }

    private static TokenInfo token(int szDecimals, int weiDecimals) {
        return new TokenInfo("PURR", List.of(), BigInteger.ZERO, USER, Optional.empty(), szDecimals, weiDecimals, 0);
    }
}
