package io.plimsoll.pyth.pro;

import io.plimsoll.core.domain.chain.CallResult;
import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Pyth Pro's contract on an EVM chain, which checks messages of {@link ProFormat#EVM}: calldata, results, and whom it trusts.
 * Thread-safe, immutable.
 *
 * @param address of the contract
 * @see <a href="https://github.com/pyth-network/pyth-crosschain/blob/main/lazer/contracts/evm/src/PythLazer.sol">PythLazer.sol</a>
 */
public record ProContract(Address address) {
    /** On HyperEVM mainnet, chain 999. */
    public static final ProContract HYPEREVM =
            new ProContract(Address.parse("0xACeA761c27A909d4D3895128EBe6370FDE2dF481"));

    /**
     * What {@code verifyUpdate} returns.
     *
     * @param payload as signed, big-endian
     * @param signer whom the contract trusts
     */
    @SuppressWarnings("ArrayRecordComponent") // decoded once, never compared
    public record VerifiedUpdate(byte[] payload, Address signer) {}

    private static final int VERIFY_UPDATE = 0x197e1a5a;
    private static final int VERIFICATION_FEE = 0xbac12f87;
    private static final int IS_VALID_SIGNER = 0xd5f50582;
    private static final int TRUSTED_SIGNERS = 0x1d9c68c3;
    private static final int WORD = 32;
    private static final int ADDRESS = 20;
    private static final BigInteger LATEST = BigInteger.valueOf(Instant.MAX.getEpochSecond());

    /** Calldata of {@code verifyUpdate(bytes)}, to be sent with {@link #verificationFee}; what is sent too much comes back. */
    public byte[] verifyUpdate(byte[] message) {
        int padded = (message.length + WORD - 1) / WORD * WORD;
        return ByteBuffer.allocate(Integer.BYTES + 2 * WORD + padded)
                .putInt(VERIFY_UPDATE)
                .put(word(BigInteger.valueOf(WORD)))
                .put(word(BigInteger.valueOf(message.length)))
                .put(message)
                .array();
    }

    /**
     * Reads what {@code verifyUpdate} returned.
     *
     * @throws MalformedResponse if it is nothing of the kind
     */
    public static VerifiedUpdate decodeVerifyUpdate(byte[] result) {
        int offset = size(uint(result, 0));
        int length = size(uint(result, offset));
        return new VerifiedUpdate(slice(result, offset + WORD, length), address(result, WORD));
    }

    /**
     * What a check costs now, in wei.
     *
     * @throws SourceException if the chain cannot be read, or there is no such contract
     */
    public BigInteger verificationFee(ChainReader chain, BlockRef at) {
        return uint(call(chain, at, selector(VERIFICATION_FEE)), 0);
    }

    /**
     * Whether the contract believes a signer now.
     *
     * @throws SourceException if the chain cannot be read, or there is no such contract
     */
    public boolean isValidSigner(ChainReader chain, Address signer, BlockRef at) {
        byte[] data = ByteBuffer.allocate(Integer.BYTES + WORD)
                .putInt(IS_VALID_SIGNER)
                .put(new byte[WORD - ADDRESS])
                .put(signer.toBytes())
                .array();
        return uint(call(chain, at, data), 0).signum() != 0;
    }

    /**
     * Whom the contract believes, and until when: for {@link ProTrust#withEcdsa}. Old versions of the contract do not tell; ask
     * those {@link #isValidSigner}.
     *
     * @throws SourceException if the chain cannot be read, or there is no such contract or function
     */
    public Map<Address, Instant> trustedSigners(ChainReader chain, BlockRef at) {
        byte[] result = call(chain, at, selector(TRUSTED_SIGNERS));
        int offset = size(uint(result, 0));
        int count = size(uint(result, offset));
        Map<Address, Instant> signers = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            int row = offset + WORD + i * 2 * WORD;
            signers.put(address(result, row), instant(uint(result, row + WORD)));
        }
        return signers;
    }

    private byte[] call(ChainReader chain, BlockRef at, byte[] data) {
        CallResult result =
                chain.call(List.of(new ContractCall(address, data)), at).get(0);
        if (!result.success() || result.data().length == 0) {
            throw new NotFound(
                    ProStream.SOURCE, "no contract at " + address + " that answers this: check address and version");
        }
        return result.data();
    }

    /** The owner writes what he likes; beyond the calendar is for ever. */
    private static Instant instant(BigInteger seconds) {
        return Instant.ofEpochSecond(seconds.min(LATEST).longValue());
    }

    private static byte[] selector(int selector) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(selector).array();
    }

    private static byte[] word(BigInteger value) {
        byte[] word = new byte[WORD];
        byte[] bytes = value.toByteArray();
        System.arraycopy(bytes, 0, word, WORD - bytes.length, bytes.length);
        return word;
    }

    private static BigInteger uint(byte[] data, int offset) {
        return new BigInteger(1, slice(data, offset, WORD));
    }

    private static Address address(byte[] data, int offset) {
        return Address.of(slice(data, Math.addExact(offset, WORD - ADDRESS), ADDRESS));
    }

    private static int size(BigInteger value) {
        if (value.bitLength() > 24) {
            throw new MalformedResponse(ProStream.SOURCE, "offset or length beyond reason in a result", null);
        }
        return value.intValue();
    }

    private static byte[] slice(byte[] data, int offset, int length) {
        if (offset > data.length - length) {
            throw new MalformedResponse(
                    ProStream.SOURCE, "result of " + data.length + " bytes, " + (offset + length) + " needed", null);
        }
        return Arrays.copyOfRange(data, offset, offset + length);
    }
}
