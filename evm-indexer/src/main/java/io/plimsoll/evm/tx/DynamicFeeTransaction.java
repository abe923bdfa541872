package io.plimsoll.evm.tx;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.crypto.Keccak256;
import io.plimsoll.core.foundation.crypto.Secp256k1;
import io.plimsoll.core.foundation.crypto.Signature;
import io.plimsoll.core.foundation.crypto.Signer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.web3j.rlp.RlpEncoder;
import org.web3j.rlp.RlpList;
import org.web3j.rlp.RlpString;
import org.web3j.rlp.RlpType;

/**
 * A transaction of type 2, not signed. Its access list is empty.
 *
 * @param chain it is for; on any other it is not valid
 * @param nonce of the sender; not negative
 * @param fees it offers
 * @param gasLimit the most gas it may take; positive
 * @param request what it does
 * @see <a href="https://eips.ethereum.org/EIPS/eip-1559">EIP-1559</a>
 */
public record DynamicFeeTransaction(
        ChainId chain, long nonce, Fees fees, BigInteger gasLimit, TransactionRequest request) {
    private static final byte TYPE = 2;

    public DynamicFeeTransaction {
        if (nonce < 0) {
            throw new IllegalArgumentException("nonce must not be negative, got " + nonce);
        }
        if (gasLimit.signum() <= 0 || gasLimit.bitLength() > 64) {
            throw new IllegalArgumentException("gasLimit must be positive and of 64 bits at most, got " + gasLimit);
        }
    }

    /** The 32 bytes that the sender signs. */
    public byte[] signingDigest() {
        return Keccak256.hash(encoded(fields()));
    }

    /**
     * Signs it.
     *
     * @throws IllegalStateException if what the signer gave is not a signature of its own address
     */
    public SignedTransaction sign(Signer signer) {
        byte[] digest = signingDigest();
        Signature signature = signer.sign(digest);
        // a remote signer with a mistaken address would send from an account that is not watched
        if (Secp256k1.recover(digest, signature)
                .filter(signer.address()::equals)
                .isEmpty()) {
            throw new IllegalStateException("the signer of " + signer.address() + " signs for another address");
        }
        List<RlpType> fields = fields();
        fields.add(RlpString.create(BigInteger.valueOf(signature.recoveryId())));
        fields.add(RlpString.create(signature.r()));
        fields.add(RlpString.create(signature.s()));
        byte[] raw = encoded(fields);
        return new SignedTransaction(this, signer.address(), Bytes32.of(Keccak256.hash(raw)), raw);
    }

    private List<RlpType> fields() {
        List<RlpType> fields = new ArrayList<>();
        fields.add(RlpString.create(BigInteger.valueOf(chain.value())));
        fields.add(RlpString.create(BigInteger.valueOf(nonce)));
        fields.add(RlpString.create(fees.priority()));
        fields.add(RlpString.create(fees.maximum()));
        fields.add(RlpString.create(gasLimit));
        fields.add(RlpString.create(request.to().map(Address::toBytes).orElseGet(() -> new byte[0])));
        fields.add(RlpString.create(request.value()));
        fields.add(RlpString.create(request.data()));
        fields.add(new RlpList());
        return fields;
    }

    private static byte[] encoded(List<RlpType> fields) {
        byte[] list = RlpEncoder.encode(new RlpList(fields));
        byte[] typed = new byte[list.length + 1];
        typed[0] = TYPE;
        System.arraycopy(list, 0, typed, 1, list.length);
        return typed;
    }
}
