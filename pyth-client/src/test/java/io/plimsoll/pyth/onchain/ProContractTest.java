package io.plimsoll.pyth.onchain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plimsoll.core.domain.chain.CallResult;
import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.Keccak256;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.pyth.pro.ProTrust;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProContractTest {
    private static final BlockRef BLOCK = new BlockRef(7, Bytes32.parse("07".repeat(32)), Instant.EPOCH);
    private static final Address SIGNER = Address.parse("11".repeat(20));
    private static final String PADDED_SIGNER = "00".repeat(12) + "11".repeat(20);

    /** A chain with one contract that knows some answers by calldata. */
    private static final class Chain implements ChainReader {
        private final Map<String, String> answers = new HashMap<>();

        @Override
        public ChainId chainId() {
            return ChainId.HYPEREVM;
        }

        @Override
        public BlockRef latest() {
            return BLOCK;
        }

        @Override
        public List<CallResult> call(List<ContractCall> calls, BlockRef at) {
            return calls.stream()
                    .map(call -> {
                        assertThat(call.to()).isEqualTo(ProContract.HYPEREVM.address());
                        String answer = answers.get(Hex.encode(call.data()));
                        return new CallResult(answer != null, answer == null ? new byte[0] : Hex.decode(answer));
                    })
                    .toList();
        }
    }

    private final Chain chain = new Chain();

    private static String selector(String signature) {
        return Hex.encode(Arrays.copyOf(Keccak256.hash(signature.getBytes(StandardCharsets.UTF_8)), 4));
    }

    private static String word(long value) {
        return Bytes32.parse(String.format("%064x", value)).digits();
    }

    @Test
    void verifyUpdate_calldata_isPadded() {
        String data = Hex.encode(ProContract.HYPEREVM.verifyUpdate(new byte[] {1, 2, 3}));

        assertThat(data).isEqualTo(selector("verifyUpdate(bytes)") + word(32) + word(3) + "010203" + "00".repeat(29));
        assertThat(ProContract.HYPEREVM.verifyUpdate(new byte[64])).hasSize(4 + 32 + 32 + 64);
        assertThat(ProContract.HYPEREVM.verifyUpdate(new byte[0])).hasSize(4 + 32 + 32);
    }

    @Test
    void verifyUpdate_result_isPayloadAndSigner() {
        byte[] result = Hex.decode(word(64) + PADDED_SIGNER + word(3) + "010203" + "00".repeat(29));

        ProContract.VerifiedUpdate decoded = ProContract.decodeVerifyUpdate(result);

        assertThat(decoded.payload()).containsExactly(1, 2, 3);
        assertThat(decoded.signer()).isEqualTo(SIGNER);
        for (int length = 0; length < 99; length++) {
            byte[] cut = Arrays.copyOf(result, length);
            assertThatThrownBy(() -> ProContract.decodeVerifyUpdate(cut)).isInstanceOf(MalformedResponse.class);
        }
        byte[] absurd = result.clone();
        Arrays.fill(absurd, 0, 32, (byte) 0xff);
        assertThatThrownBy(() -> ProContract.decodeVerifyUpdate(absurd)).isInstanceOf(MalformedResponse.class);
    }

    @Test
    void views_readTheContract() {
        chain.answers.put(selector("verification_fee()"), word(5));
        chain.answers.put(selector("isValidSigner(address)") + PADDED_SIGNER, word(1));
        chain.answers.put(selector("isValidSigner(address)") + "00".repeat(32), word(0));

        assertThat(ProContract.HYPEREVM.verificationFee(chain, BLOCK)).isEqualTo(BigInteger.valueOf(5));
        assertThat(ProContract.HYPEREVM.isValidSigner(chain, SIGNER, BLOCK)).isTrue();
        assertThat(ProContract.HYPEREVM.isValidSigner(chain, Address.ZERO, BLOCK))
                .isFalse();
    }

    @Test
    void trustedSigners_becomeATrust() {
        String forEver = "ff".repeat(32);
        chain.answers.put(
                selector("getTrustedSigners()"),
                word(32)
                        + word(2)
                        + PADDED_SIGNER
                        + word(1_800_000_000L)
                        + "00".repeat(12)
                        + "22".repeat(20)
                        + forEver);

        Map<Address, Instant> signers = ProContract.HYPEREVM.trustedSigners(chain, BLOCK);

        assertThat(signers)
                .containsEntry(SIGNER, Instant.ofEpochSecond(1_800_000_000L))
                .containsEntry(Address.parse("22".repeat(20)), Instant.ofEpochSecond(Instant.MAX.getEpochSecond()))
                .hasSize(2);
        assertThat(ProTrust.MAINNET.withEcdsa(signers).ecdsa()).isEqualTo(signers);
    }

    @Test
    void noContract_orAnOldOne_isNotFound() {
        assertThatThrownBy(() -> ProContract.HYPEREVM.verificationFee(chain, BLOCK))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> ProContract.HYPEREVM.trustedSigners(chain, BLOCK))
                .isInstanceOf(NotFound.class)
                .hasMessageContaining("version");
    }
}
