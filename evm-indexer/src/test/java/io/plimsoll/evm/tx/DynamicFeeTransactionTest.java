package io.plimsoll.evm.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.LocalSigner;
import io.plimsoll.core.foundation.crypto.Secp256k1;
import io.plimsoll.core.foundation.crypto.Signature;
import io.plimsoll.core.foundation.crypto.Signer;
import java.math.BigInteger;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.web3j.crypto.Credentials;
import org.web3j.crypto.RawTransaction;
import org.web3j.crypto.TransactionEncoder;
import org.web3j.utils.Numeric;

class DynamicFeeTransactionTest {
    /** The first account of foundry's well-known mnemonic. */
    private static final LocalSigner FOUNDRY =
            LocalSigner.fromHex("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");

    private static final BigInteger GAS = BigInteger.valueOf(21_000);

    private static Fees fees(long maximum, long priority) {
        return new Fees(BigInteger.valueOf(maximum), BigInteger.valueOf(priority));
    }

    /** As viem signs them: nonce 785, no receiver, value or data. */
    @ParameterizedTest
    @CsvSource({
        "0, 0x02f850018203118080825208808080c080a04012522854168b27e5dc3d5839bab5e6b39e1a0ffd343901ce1622e3d64b48f1"
                + "a04e00902ae0502c4728cbf12156290df99c3ed7de85b1dbfe20b5c36931733a33",
        "1, 0x02f850018203118001825208808080c080a02b89e41bbb3da8aa2edbc47596f9669c472a1f604795247ea074a5dd7f46c97a"
                + "a04070caf004ae82551a3d55caceacc50ae309883298c84105505b0cc31b3ec6d6"
    })
    void sign_isWhatViemSigns(long maximumFee, String raw) {
        SignedTransaction signed = new DynamicFeeTransaction(
                        new ChainId(1), 785, fees(maximumFee, 0), GAS, TransactionRequest.create(new byte[0]))
                .sign(FOUNDRY);

        assertThat(signed.rawHex()).isEqualTo(raw);
        assertThat(signed.sender()).isEqualTo(FOUNDRY.address());
    }

    /** A transfer of a token, as somebody sent it on Goerli. */
    @Test
    void raw_isThatOfTheChain() {
        String data = "a9059cbb0000000000000000000000007daccf9b3c1ae2fa5c55f1c978aeef700bc83be0"
                + "0000000000000000000000000000000000000000000000001158e460913d0000";
        Signature signature = new Signature(
                new BigInteger("e1445466b058b6f883c0222f1b1f3e2ad9bee7b5f688813d86e3fa8f93aa868c", 16),
                new BigInteger("786d6e7f3aefa8fe73857c65c32e4884d8ba38d0ecfb947fbffb82e8ee80c167", 16),
                0);
        DynamicFeeTransaction transaction = new DynamicFeeTransaction(
                new ChainId(5),
                0x623355,
                fees(0x9502f910L, 0x9502f900L),
                BigInteger.valueOf(0xea60),
                TransactionRequest.call(Address.parse("0x326c977e6efc84e512bb9c30f76e30c160ed06fb"), Hex.decode(data)));
        Address sender =
                Secp256k1.recover(transaction.signingDigest(), signature).orElseThrow();

        SignedTransaction signed = transaction.sign(new Stub(sender, signature));

        assertThat(signed.rawHex())
                .isEqualTo(
                        "0x02f8b20583623355849502f900849502f91082ea6094326c977e6efc84e512bb9c30f76e30c160ed06fb80b844"
                                + data
                                + "c080a0e1445466b058b6f883c0222f1b1f3e2ad9bee7b5f688813d86e3fa8f93aa868c"
                                + "a0786d6e7f3aefa8fe73857c65c32e4884d8ba38d0ecfb947fbffb82e8ee80c167");
    }

    private record Stub(Address address, Signature signature) implements Signer {
        @Override
        public Signature sign(byte[] digest) {
            return signature;
        }
    }

    @Property(tries = 100)
    void sign_isWhatWeb3jSigns(
            @ForAll @LongRange(min = 1) long chain,
            @ForAll @LongRange(min = 0) long nonce,
            @ForAll @LongRange(min = 0) long priority,
            @ForAll @LongRange(min = 0) long base,
            @ForAll @LongRange(min = 1) long gas,
            @ForAll @LongRange(min = 0) long value,
            @ForAll @Size(max = 200) byte[] data,
            @ForAll @Size(20) byte[] to) {
        BigInteger tip = BigInteger.valueOf(priority);
        BigInteger maximum = tip.add(BigInteger.valueOf(base));
        SignedTransaction ours = new DynamicFeeTransaction(
                        new ChainId(chain),
                        nonce,
                        new Fees(maximum, tip),
                        BigInteger.valueOf(gas),
                        TransactionRequest.call(Address.of(to), data).withValue(BigInteger.valueOf(value)))
                .sign(FOUNDRY);

        byte[] theirs = TransactionEncoder.signMessage(
                RawTransaction.createTransaction(
                        chain,
                        BigInteger.valueOf(nonce),
                        BigInteger.valueOf(gas),
                        Hex.encode(to),
                        BigInteger.valueOf(value),
                        Hex.encode(data),
                        tip,
                        maximum),
                Credentials.create("ac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"));
        assertThat(ours.rawHex()).isEqualTo(Numeric.toHexString(theirs));
    }

    @Test
    void signerThatSignsForAnother_isRefused() {
        Signature signature = FOUNDRY.sign(new byte[32]);

        assertThatIllegalStateException()
                .isThrownBy(() -> new DynamicFeeTransaction(
                                new ChainId(1), 0, fees(1, 1), GAS, TransactionRequest.create(new byte[0]))
                        .sign(new Stub(FOUNDRY.address(), signature)))
                .withMessageContaining("signs for another address");
    }

    @Test
    void textForms_hideWhatCanBeBroadcast() {
        SignedTransaction signed = new DynamicFeeTransaction(
                        new ChainId(1), 0, fees(1, 1), GAS, TransactionRequest.create(Hex.decode("c0ffee")))
                .sign(FOUNDRY);

        assertThat(signed.toString()).contains(signed.hash().hex()).doesNotContain(signed.rawHex());
        assertThat(signed.transaction().toString()).doesNotContain("c0ffee").contains("3 bytes");
    }

    @Test
    void impossibleValues_areRefused() {
        TransactionRequest request = TransactionRequest.create(new byte[0]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DynamicFeeTransaction(new ChainId(1), -1, fees(1, 1), GAS, request));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DynamicFeeTransaction(new ChainId(1), 0, fees(1, 1), BigInteger.ZERO, request));
        assertThatIllegalArgumentException().isThrownBy(() -> fees(1, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> request.withValue(BigInteger.ONE.negate()));
        assertThatIllegalArgumentException().isThrownBy(() -> request.withBudget(BigInteger.ONE.negate()));
        assertThat(request.budget()).isEqualTo(Optional.empty());
    }

    @Property
    void raisedFees_areEnoughForAPool(@ForAll @LongRange(min = 0, max = Long.MAX_VALUE / 2) long priority) {
        Fees fees = fees(priority * 2, priority);

        Fees raised = fees.raised(25);

        assertThat(raised.priority().multiply(BigInteger.valueOf(4)))
                .isGreaterThanOrEqualTo(fees.priority().multiply(BigInteger.valueOf(5)));
        assertThat(raised.covers(fees)).isTrue();
        assertThat(raised.limitedTo(fees.maximum()).maximum()).isEqualTo(fees.maximum());
    }
}
