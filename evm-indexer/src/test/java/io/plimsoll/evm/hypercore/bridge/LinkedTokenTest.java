package io.plimsoll.evm.hypercore.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.evm.hypercore.bridge.LinkedToken.Erc20;
import io.plimsoll.evm.hypercore.bridge.LinkedToken.Hype;
import io.plimsoll.evm.hypercore.bridge.LinkedToken.Usdc;
import io.plimsoll.evm.hypercore.corewriter.CoreAction.SpotSend;
import io.plimsoll.evm.hypercore.precompile.TokenInfo;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkedTokenTest {
    private static final Address PURR = Address.parse("0x9b498C3c8A0b8CD8BA1D9851d40D186F1872b44E");
    private static final Address WALLET = Address.parse("0x6B9E773128f453f5c2C60935Ee2DE2CBc5390A24");
    private static final BigInteger CORE_MAX = new BigInteger("18446744073709551615");

    private final LinkedToken purr = new Erc20(1, PURR, 5, 13);
    private final LinkedToken hype = LinkedToken.hype(ChainId.HYPEREVM);
    private final LinkedToken usdc = LinkedToken.usdc(ChainId.HYPEREVM);

    @ParameterizedTest
    @CsvSource({
        // the documentation's own example, USDC, USDT0 and UBTC as listed
        "200, 0x20000000000000000000000000000000000000c8",
        "0, 0x2000000000000000000000000000000000000000",
        "268, 0x200000000000000000000000000000000000010c",
        "197, 0x20000000000000000000000000000000000000c5",
        "4294967295, 0x20000000000000000000000000000000ffffffff"
    })
    void systemAddress_isTheIndexBehind0x20(long token, String address) {
        assertThat(SystemAddress.of(token)).isEqualTo(Address.parse(address));
        assertThat(SystemAddress.token(Address.parse(address))).hasValue(token);
        assertThat(SystemAddress.isOne(Address.parse(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0x2000000000000000000000000000000100000000",
                "0x1fffffffffffffffffffffffffffffffffffffff",
                "0x2100000000000000000000000000000000000001",
                "0x0000000000000000000000000000000000000020",
                "0x3333333333333333333333333333333333333333"
            })
    void otherAddress_isNoSystemAddress(String address) {
        assertThat(SystemAddress.token(Address.parse(address))).isEmpty();
        assertThat(SystemAddress.isOne(Address.parse(address))).isFalse();
    }

    @Test
    void hype_hasItsOwnAddress() {
        assertThat(hype.systemAddress()).isEqualTo(Address.parse("0x" + "2".repeat(40)));
        assertThat(SystemAddress.token(SystemAddress.HYPE)).isEmpty();
        assertThat(SystemAddress.isOne(SystemAddress.HYPE)).isTrue();
        assertThat(hype.index()).isEqualTo(150);
        assertThat(LinkedToken.hype(ChainId.HYPEREVM_TESTNET).index()).isEqualTo(1105);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SystemAddress.of(-1))
                .withMessageContaining("token must be 0 to 4294967295, got -1");
    }

    @Test
    void decimals_areThoseOfTheLists() {
        assertThat(purr.evmDecimals()).isEqualTo(18);
        assertThat(hype.evmDecimals()).isEqualTo(18);
        assertThat(usdc.evmDecimals()).isEqualTo(6);
    }

    @Test
    void hype_crossesAsValue() {
        BigInteger amount = new BigInteger("1500000000000000000");

        assertThat(hype.sendToCore(amount)).singleElement().satisfies(call -> {
            assertThat(call.to()).isEqualTo(SystemAddress.HYPE);
            assertThat(call.value()).isEqualTo(amount);
            assertThat(call.data()).isEmpty();
        });
        assertThat(hype.toCore(amount)).isEqualTo(150_000_000);
        assertThat(hype.sendToEvm(BigInteger.valueOf(150_000_000)))
                .isEqualTo(new SpotSend(SystemAddress.HYPE, 150, BigInteger.valueOf(150_000_000)));
    }

    @Test
    void token_crossesAsTransferToItsSystemAddress() {
        assertThat(purr.sendToCore(new BigInteger("20000000000000")))
                .singleElement()
                .satisfies(call -> {
                    assertThat(call.to()).isEqualTo(PURR);
                    assertThat(call.value()).isZero();
                    assertThat(Hex.encode(call.data()))
                            .isEqualTo("0xa9059cbb" + "0".repeat(24) + "2000000000000000000000000000000000000001"
                                    + "0".repeat(52) + "12309ce54000");
                });
        assertThat(purr.sendToEvm(BigInteger.TWO)).isEqualTo(new SpotSend(SystemAddress.of(1), 1, BigInteger.TWO));
    }

    @Test
    void usdc_crossesThroughItsWallet_neverAsTransfer() {
        List<BridgeCall> calls = usdc.sendToCore(BigInteger.valueOf(5_000_000));

        assertThat(calls).hasSize(2);
        // approve(wallet, 5 USDC) on the token, deposit(5 USDC, spot) on the wallet
        assertThat(calls.get(0).to()).isEqualTo(Address.parse("0xb88339CB7199b77E23DB6E890353E22632Ba630f"));
        assertThat(Hex.encode(calls.get(0).data()))
                .isEqualTo("0x095ea7b3" + "0".repeat(24) + "6b9e773128f453f5c2c60935ee2de2cbc5390a24" + "0".repeat(58)
                        + "4c4b40");
        assertThat(calls.get(1).to()).isEqualTo(WALLET);
        assertThat(Hex.encode(calls.get(1).data()))
                .endsWith("0".repeat(58) + "4c4b40" + "0".repeat(56) + "ffffffff")
                .hasSize(2 + 8 + 128);
        assertThat(calls).allSatisfy(call -> assertThat(call.value()).isZero());
        assertThat(CoreDepositWallet.on(ChainId.HYPEREVM).deposit(BigInteger.ONE, CoreDepositWallet.PERPS))
                .last()
                .satisfies(call -> assertThat(Hex.encode(call.data())).endsWith("0".repeat(63) + "1" + "0".repeat(64)));
        assertThat(usdc.sendToEvm(BigInteger.valueOf(100)))
                .isEqualTo(new SpotSend(SystemAddress.of(0), 0, BigInteger.valueOf(100)));
        assertThat(CoreDepositWallet.on(ChainId.HYPEREVM_TESTNET).address())
                .isEqualTo(Address.parse("0x0B80659a4076E9E93C7DbE0f10675A16a3e5C206"));
    }

    @Test
    void dust_isRefused_andCanBeTakenOff() {
        BigInteger amount = new BigInteger("1500000000000000001");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> hype.sendToCore(amount))
                .withMessage("amount of token 150 1500000000000000001 has 1 that the other side has no decimals for: "
                        + "it would burn");
        assertThat(hype.withoutDustOnEvm(amount)).isEqualTo(new BigInteger("1500000000000000000"));
        assertThat(hype.withoutDustOnCore(BigInteger.ONE)).isEqualTo(1);
        // USDC has two decimals more on HyperCore
        assertThatIllegalArgumentException()
                .isThrownBy(() -> usdc.sendToEvm(BigInteger.valueOf(199)))
                .withMessageContaining("has 99 that");
        assertThat(usdc.withoutDustOnCore(BigInteger.valueOf(199))).isEqualTo(100);
        assertThat(usdc.withoutDustOnEvm(BigInteger.ONE)).isEqualTo(1);
        assertThat(usdc.toCore(BigInteger.ONE)).isEqualTo(100);
    }

    @Test
    void amount_thatHyperCoreCannotHold_isRefused() {
        BigInteger most = CORE_MAX.multiply(BigInteger.TEN.pow(10));

        assertThat(hype.toCore(most)).isEqualTo(CORE_MAX);
        assertThat(hype.toEvm(CORE_MAX)).isEqualTo(most);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hype.sendToCore(most.add(BigInteger.TEN.pow(10))))
                .withMessageContaining("must be 0 to 2^64 - 1");
        assertThatIllegalArgumentException().isThrownBy(() -> hype.toEvm(CORE_MAX.add(BigInteger.ONE)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> usdc.sendToCore(CORE_MAX))
                .withMessageContaining("2^64");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void nothing_isRefused(long amount) {
        for (LinkedToken token : List.of(hype, usdc, purr)) {
            assertThatIllegalArgumentException().isThrownBy(() -> token.sendToCore(BigInteger.valueOf(amount)));
            assertThatIllegalArgumentException().isThrownBy(() -> token.sendToEvm(BigInteger.valueOf(amount)));
        }
    }

    @Property(tries = 300)
    void whatCrosses_comesBackWhole(
            @ForAll @IntRange(max = 18) int weiDecimals,
            @ForAll @IntRange(min = -18, max = 18) int extra,
            @ForAll @BigRange(min = "1", max = "18446744073709551615") BigInteger coreWei) {
        LinkedToken token = new Erc20(7, PURR, weiDecimals, Math.max(extra, -weiDecimals));
        BigInteger whole = token.withoutDustOnCore(coreWei);

        if (whole.signum() > 0) {
            assertThat(token.toCore(token.toEvm(whole))).isEqualTo(whole);
            assertThat(token.withoutDustOnEvm(token.toEvm(whole))).isEqualTo(token.toEvm(whole));
        }
        if (!whole.equals(coreWei)) {
            assertThatIllegalArgumentException().isThrownBy(() -> token.sendToEvm(coreWei));
        }
    }

    @Test
    void listedToken_isWhatTheChainSays() {
        assertThat(LinkedToken.of(ChainId.HYPEREVM, 1, info(Optional.of(PURR), 5, 13)))
                .isEqualTo(purr);
        assertThat(LinkedToken.of(ChainId.HYPEREVM, 150, info(Optional.empty(), 8, 0)))
                .isEqualTo(new Hype(150));
        assertThat(LinkedToken.of(ChainId.HYPEREVM, 0, info(Optional.of(WALLET), 8, -2)))
                .isEqualTo(new Usdc(CoreDepositWallet.on(ChainId.HYPEREVM)));
        // another token than on mainnet
        assertThat(LinkedToken.of(ChainId.HYPEREVM_TESTNET, 150, info(Optional.of(PURR), 8, 0)))
                .isEqualTo(new Erc20(150, PURR, 8, 0));
    }

    @Test
    void listedToken_thatIsNotWhatWeKnow_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkedToken.of(ChainId.HYPEREVM, 2, info(Optional.empty(), 8, 0)))
                .withMessageContaining("not linked to a contract");
        // another wallet, other decimals
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkedToken.of(ChainId.HYPEREVM, 0, info(Optional.of(PURR), 8, -2)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkedToken.of(ChainId.HYPEREVM, 0, info(Optional.of(WALLET), 8, 0)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkedToken.of(ChainId.HYPEREVM, 150, info(Optional.empty(), 9, 0)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LinkedToken.of(new ChainId(1), 1, info(Optional.of(PURR), 5, 13)))
                .withMessageContaining("999 and 998");
        assertThatIllegalArgumentException().isThrownBy(() -> new Erc20(7, PURR, 1, -2));
    }

    private static TokenInfo info(Optional<Address> contract, int weiDecimals, int extra) {
        return new TokenInfo("X", List.of(), BigInteger.ZERO, Address.ZERO, contract, 0, weiDecimals, extra);
    }
}
