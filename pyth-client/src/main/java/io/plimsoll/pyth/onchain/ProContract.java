package io.plimsoll.pyth.onchain;

import io.plimsoll.core.domain.chain.CallResult;
import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.pyth.pro.ProFormat;
import io.plimsoll.pyth.pro.ProTrust;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
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
    private static final BigInteger LATEST = BigInteger.valueOf(Instant.MAX.getEpochSecond());

    /** Calldata of {@code verifyUpdate(bytes)}, to be sent with {@link #verificationFee}; what is sent too much comes back. */
    public byte[] verifyUpdate(byte[] message) {
        return calldata(VERIFY_UPDATE, new AbiWriter().bytes(message));
    }

    /**
     * Reads what {@code verifyUpdate} returned.
     *
     * @throws MalformedResponse if it is nothing of the kind
     */
    public static VerifiedUpdate decodeVerifyUpdate(byte[] result) {
        AbiReader reader = new AbiReader("result of verifyUpdate", result);
        return new VerifiedUpdate(reader.at(0).bytes(), reader.address(1));
    }

    /**
     * What a check costs now, in wei.
     *
     * @throws SourceException if the chain cannot be read, or there is no such contract
     */
    public BigInteger verificationFee(ChainReader chain, BlockRef at) {
        return call(chain, at, calldata(VERIFICATION_FEE, new AbiWriter())).u256(0);
    }

    /**
     * Whether the contract believes a signer now.
     *
     * @throws SourceException if the chain cannot be read, or there is no such contract
     */
    public boolean isValidSigner(ChainReader chain, Address signer, BlockRef at) {
        byte[] data = calldata(IS_VALID_SIGNER, new AbiWriter().u256(new BigInteger(1, signer.toBytes())));
        return call(chain, at, data).bool(0);
    }

    /**
     * Whom the contract believes, and until when: for {@link ProTrust#withEcdsa}. Old versions of the contract do not tell; ask
     * those {@link #isValidSigner}.
     *
     * @throws SourceException if the chain cannot be read, or there is no such contract or function
     */
    public Map<Address, Instant> trustedSigners(ChainReader chain, BlockRef at) {
        Map<Address, Instant> signers = new LinkedHashMap<>();
        call(chain, at, calldata(TRUSTED_SIGNERS, new AbiWriter()))
                .at(0)
                .array(2, row -> Map.entry(row.address(0), instant(row.u256(1))))
                .forEach(signer -> signers.put(signer.getKey(), signer.getValue()));
        return signers;
    }

    private AbiReader call(ChainReader chain, BlockRef at, byte[] data) {
        CallResult result =
                chain.call(List.of(new ContractCall(address, data)), at).get(0);
        if (!result.success() || result.data().length == 0) {
            throw new NotFound(
                    PythContract.SOURCE, "no contract at " + address + " that answers this: check address and version");
        }
        return new AbiReader("result of " + address, result.data());
    }

    /** The owner writes what he likes; beyond the calendar is for ever. */
    private static Instant instant(BigInteger seconds) {
        return Instant.ofEpochSecond(seconds.min(LATEST).longValue());
    }

    private static byte[] calldata(int selector, AbiWriter arguments) {
        byte[] encoded = arguments.encode();
        return ByteBuffer.allocate(Integer.BYTES + encoded.length)
                .putInt(selector)
                .put(encoded)
                .array();
    }
}
