package io.plimsoll.pyth.update;

import io.plimsoll.core.domain.price.Attestation;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.pyth.update.UpdateCodec.Proof;
import io.plimsoll.pyth.update.VerificationResult.Refused;
import io.plimsoll.pyth.update.VerificationResult.Verified;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Checks updates as Pyth's contracts do, without a chain: envelope, VAA version, emitter, signer set, quorum, then for
 * each signature order, range and recovery, then payload, Merkle proofs and end of the bytes. Every signature that is given
 * must be right, beyond the quorum too. High s is accepted, as {@code ecrecover} does. Thread-safe.
 *
 * @see <a
 *     href="https://github.com/pyth-network/pyth-crosschain/blob/main/target_chains/ethereum/contracts/contracts/pyth/PythAccumulator.sol">PythAccumulator.sol</a>
 */
public final class UpdateVerifier {
    private record Key(Emitter emitter, long signerSet) {}

    private record Signers(TrustNetwork network, List<Address> addresses) {}

    private final List<TrustNetwork> networks;
    private final Map<Key, Signers> signers = new HashMap<>();

    private UpdateVerifier(List<TrustNetwork> networks) {
        this.networks = networks;
        for (TrustNetwork network : networks) {
            for (Emitter emitter : network.emitters()) {
                network.sets().forEach((index, addresses) -> {
                    Signers before = signers.put(new Key(emitter, index), new Signers(network, addresses));
                    if (before != null) {
                        throw new IllegalArgumentException(
                                "networks " + before.network.name() + " and " + network.name() + " both have set "
                                        + index + " for emitter " + emitter + ": trust one of them");
                    }
                });
            }
        }
    }

    /**
     * A verifier that believes these networks.
     *
     * @throws IllegalArgumentException if none is given, or two of them claim the same emitter and set index
     */
    public static UpdateVerifier trusting(TrustNetwork... networks) {
        if (networks.length == 0) {
            throw new IllegalArgumentException("a verifier must trust at least one network");
        }
        return new UpdateVerifier(List.of(networks));
    }

    /** Checks a PNAU envelope and everything in it. Never throws on bad bytes. */
    public VerificationResult verify(byte[] blob) {
        try {
            ByteReader in = new ByteReader(blob);
            Vaa vaa = Vaa.decode(UpdateCodec.readVaa(in));
            Attestation attestation = attest(vaa);
            MerkleRoot root = MerkleRoot.decode(vaa.payload());
            List<UpdateMessage> messages = new ArrayList<>();
            for (int left = in.u8(); left > 0; left--) {
                Proof proof = UpdateCodec.readProof(in);
                if (!Merkle.proves(root.root(), proof.message(), proof.path())) {
                    throw new UpdateFormatException(
                            Reason.MERKLE_PROOF_INVALID,
                            "message " + messages.size() + " is not under the signed root");
                }
                messages.add(UpdateMessage.decode(proof.message()));
            }
            if (in.remaining() > 0) {
                throw new UpdateFormatException(
                        Reason.TRAILING_BYTES, in.remaining() + " bytes after the last message");
            }
            return new Verified(attestation, root.slot(), messages);
        } catch (UpdateFormatException refused) {
            return new Refused(refused.reason(), String.valueOf(refused.getMessage()));
        }
    }

    /**
     * Checks the signatures of a bare VAA and says who signed.
     *
     * @throws UpdateFormatException with the first check that failed
     */
    public Attestation verifyVaa(byte[] vaa) {
        return attest(Vaa.decode(vaa));
    }

    private Attestation attest(Vaa vaa) {
        Signers set = signersOf(vaa);
        int quorum = set.network.quorumRule().quorum(set.addresses.size());
        if (vaa.signatures().size() < quorum) {
            throw new UpdateFormatException(
                    Reason.NO_QUORUM, vaa.signatures().size() + " signatures, " + quorum + " needed");
        }
        int last = -1;
        for (Vaa.SignedBy signature : vaa.signatures()) {
            int index = signature.index();
            if (index <= last) {
                throw new UpdateFormatException(Reason.SIGNATURE_INDEX_ORDER, "index " + index + " after " + last);
            }
            last = index;
            if (index >= set.addresses.size()) {
                throw new UpdateFormatException(
                        Reason.SIGNATURE_INDEX_RANGE, "index " + index + " in a set of " + set.addresses.size());
            }
            Optional<Address> signer = signature.recover(vaa.digest());
            if (!signer.equals(Optional.of(set.addresses.get(index)))) {
                throw new UpdateFormatException(Reason.INVALID_SIGNATURE, "signature of signer " + index);
            }
        }
        return new Attestation(
                set.network.name(), vaa.signerSet(), vaa.signatures().size(), quorum);
    }

    private Signers signersOf(Vaa vaa) {
        Signers set = signers.get(new Key(vaa.emitter(), vaa.signerSet()));
        if (set != null) {
            return set;
        }
        if (networks.stream().noneMatch(network -> network.emitters().contains(vaa.emitter()))) {
            throw new UpdateFormatException(Reason.UNTRUSTED_EMITTER, "emitter " + vaa.emitter());
        }
        throw new UpdateFormatException(
                Reason.UNKNOWN_GUARDIAN_SET,
                "set " + vaa.signerSet() + " of emitter " + vaa.emitter()
                        + " is not trusted here: if the signers have rotated, trust the new set");
    }
}
