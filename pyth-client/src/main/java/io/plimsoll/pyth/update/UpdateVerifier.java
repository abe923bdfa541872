package io.plimsoll.pyth.update;

import io.plimsoll.pyth.update.UpdateCodec.Proof;
import io.plimsoll.pyth.update.VerificationResult.Refused;
import io.plimsoll.pyth.update.VerificationResult.Verified;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks updates as Pyth's contracts do, without a chain: envelope, VAA version, emitter, signer set, quorum, then for
 * each signature order, range and recovery, then payload, Merkle proofs and end of the bytes. Every signature that is given
 * must be right, beyond the quorum too. High s is accepted, as {@code ecrecover} does. Thread-safe, without locks.
 *
 * <p>Two things are remembered, and change no verdict: VAAs that held, so that a second update under the same signed root
 * costs its Merkle proofs only; and the public keys of signers, whose further signatures are checked without recovery.
 * Both can be switched off: {@link #builder}.
 *
 * @see <a
 *     href="https://github.com/pyth-network/pyth-crosschain/blob/main/target_chains/ethereum/contracts/contracts/pyth/PythAccumulator.sol">PythAccumulator.sol</a>
 */
public final class UpdateVerifier {
    private final SignedVaas vaas;

    private UpdateVerifier(SignedVaas vaas) {
        this.vaas = vaas;
    }

    /**
     * A verifier that believes these networks.
     *
     * @throws IllegalArgumentException if none is given, or two of them vouch for the same emitter
     */
    public static UpdateVerifier trusting(TrustNetwork... networks) {
        return builder(networks).build();
    }

    /**
     * Settings of a verifier that believes these networks.
     *
     * @throws IllegalArgumentException if none is given
     */
    public static Builder builder(TrustNetwork... networks) {
        return new Builder(List.of(networks));
    }

    /** What a verifier remembers. Not thread-safe. */
    public static final class Builder {
        private static final int MOST_VAAS = 1 << 16;

        private final List<TrustNetwork> networks;
        private int rememberedVaas = 512;
        private boolean rememberedKeys = true;
        private Clock clock = Clock.systemUTC();

        private Builder(List<TrustNetwork> networks) {
            if (networks.isEmpty()) {
                throw new IllegalArgumentException("a verifier must trust at least one network");
            }
            this.networks = networks;
        }

        /**
         * How many VAAs that held are remembered: 512 if not set, about a kilobyte each; 0 for none.
         *
         * @throws IllegalArgumentException if it is negative or above 65536
         */
        public Builder rememberedVaas(int count) {
            if (count < 0 || count > MOST_VAAS) {
                throw new IllegalArgumentException("rememberedVaas must be 0 to " + MOST_VAAS + ", got " + count);
            }
            rememberedVaas = count;
            return this;
        }

        /** Whether the keys of signers are remembered: true if not set. */
        public Builder rememberedKeys(boolean remember) {
            rememberedKeys = remember;
            return this;
        }

        /** What tells whether a set with an expiry is still accepted; the system's if not set. */
        public Builder clock(Clock source) {
            clock = source;
            return this;
        }

        /**
         * The verifier.
         *
         * @throws IllegalArgumentException if two networks vouch for the same emitter
         */
        public UpdateVerifier build() {
            return new UpdateVerifier(new SignedVaas(networks, clock, rememberedVaas, rememberedKeys));
        }
    }

    /** Checks a PNAU envelope and everything in it. Never throws on bad bytes. */
    public VerificationResult verify(byte[] blob) {
        // the caller may change its array while it is checked
        byte[] bytes = blob.clone();
        try {
            ByteReader in = new ByteReader(bytes);
            UpdateCodec.readHeader(in);
            int length = in.u16();
            int start = in.skip(length);
            SignedVaas.Checked signed = vaas.check(bytes, start, start + length);
            MerkleRoot signedRoot = MerkleRoot.decode(signed.payload());
            byte[] root = signedRoot.root();
            int count = in.u8();
            List<UpdateMessage> messages = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                Proof proof = UpdateCodec.readProof(in, bytes);
                if (!proof.reaches(root)) {
                    throw new UpdateFormatException(
                            Reason.MERKLE_PROOF_INVALID, "message " + i + " is not under the signed root");
                }
                messages.add(proof.decode());
            }
            if (in.remaining() > 0) {
                throw new UpdateFormatException(
                        Reason.TRAILING_BYTES, in.remaining() + " bytes after the last message");
            }
            return new Verified(signed.attestation(), signedRoot.slot(), messages);
        } catch (UpdateFormatException refused) {
            return Refused.because(refused);
        }
    }

    /** Checks the signatures of a bare VAA, whatever its payload is. Never throws on bad bytes. */
    public VaaResult verifyVaa(byte[] vaa) {
        byte[] bytes = vaa.clone();
        try {
            SignedVaas.Checked signed = vaas.check(bytes, 0, bytes.length);
            return new VaaResult.Signed(signed.attestation(), Vaa.decode(bytes));
        } catch (UpdateFormatException refused) {
            return Refused.because(refused);
        }
    }

    /** Checks a VAA with a batch of prices in the old format. Never throws on bad bytes. */
    public BatchResult verifyBatch(byte[] vaa) {
        byte[] bytes = vaa.clone();
        try {
            SignedVaas.Checked signed = vaas.check(bytes, 0, bytes.length);
            return new BatchResult.Signed(signed.attestation(), BatchAttestation.decode(signed.payload()));
        } catch (UpdateFormatException refused) {
            return Refused.because(refused);
        }
    }
}
