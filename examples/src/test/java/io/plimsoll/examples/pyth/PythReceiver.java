package io.plimsoll.examples.pyth;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.Keccak256;
import io.plimsoll.evm.testing.Abi;
import io.plimsoll.evm.testing.AnvilNode;
import io.plimsoll.evm.testing.Contract;
import io.plimsoll.evm.testing.NodeModules;
import io.plimsoll.pyth.update.QuorumRule;
import io.plimsoll.pyth.update.TrustNetwork;
import io.plimsoll.pyth.update.UpdateCodec;
import io.plimsoll.pyth.update.UpdateVerifier;
import io.plimsoll.pyth.update.VerificationResult.Refused;
import io.plimsoll.pyth.update.VerificationResult.Verified;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.web3j.abi.datatypes.Bool;
import org.web3j.abi.datatypes.DynamicArray;
import org.web3j.abi.datatypes.DynamicBytes;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint16;
import org.web3j.abi.datatypes.generated.Uint32;

/** Our verifier in Solidity on a node, and what our verifier in Java says, in the same words. */
record PythReceiver(Contract contract) {
    /** The contract's {@code Reason}, in its order. */
    private static final List<String> REASONS = List.of(
            "TRUNCATED",
            "BAD_MAGIC",
            "BAD_MAJOR_VERSION",
            "UNKNOWN_UPDATE_TYPE",
            "BAD_VAA_VERSION",
            "UNTRUSTED_EMITTER",
            "UNKNOWN_GUARDIAN_SET",
            "NO_QUORUM",
            "SIGNATURE_INDEX_ORDER",
            "SIGNATURE_INDEX_RANGE",
            "INVALID_SIGNATURE",
            "BAD_PAYLOAD",
            "MERKLE_PROOF_INVALID",
            "BAD_MESSAGE",
            "TRAILING_BYTES");

    private static final int ACCEPTED = 1000;
    private static final int BATCH = 60;

    /** A receiver that believes these networks. */
    static PythReceiver trusting(AnvilNode node, NodeModules modules, TrustNetwork... networks) {
        Address deployer = node.accounts().get(0);
        Contract contract = modules.own("PythReceiver").deploy(node, deployer);
        for (TrustNetwork network : networks) {
            network.emitters()
                    .forEach(emitter -> network.sets()
                            .forEach((index, signers) -> contract.send(
                                    deployer,
                                    "trust",
                                    new Uint16(emitter.chain()),
                                    new Bytes32(emitter.address().toBytes()),
                                    new Uint32(index),
                                    Abi.addresses(signers),
                                    new Bool(network.quorumRule() == QuorumRule.MAJORITY))));
        }
        return new PythReceiver(contract);
    }

    /** One verdict for each blob: {@code OK}, slot and the hash of the messages, or the reason of the refusal. */
    List<String> verdicts(List<byte[]> blobs) {
        List<String> verdicts = new ArrayList<>();
        for (int from = 0; from < blobs.size(); from += BATCH) {
            List<byte[]> batch = blobs.subList(from, Math.min(blobs.size(), from + BATCH));
            List<BigInteger> words = contract.words(
                    "verdicts",
                    new DynamicArray<>(
                            DynamicBytes.class,
                            batch.stream().map(DynamicBytes::new).toList()));
            for (int i = 0; i < batch.size(); i++) {
                verdicts.add(verdict(words.subList(2 + 3 * i, 5 + 3 * i)));
            }
        }
        return verdicts;
    }

    private static String verdict(List<BigInteger> words) {
        int code = words.get(0).intValueExact();
        if (code == ACCEPTED) {
            return accepted(words.get(1), words.get(2));
        }
        return code < REASONS.size() ? REASONS.get(code) : "the contract broke (" + code + ")";
    }

    /** What our verifier says about a blob, in the same words. */
    static String verdict(UpdateVerifier verifier, byte[] blob) {
        if (verifier.verify(blob) instanceof Verified verified) {
            ByteArrayOutputStream hashes = new ByteArrayOutputStream();
            UpdateCodec.decode(blob).proofs().forEach(proof -> hashes.writeBytes(Keccak256.hash(proof.message())));
            return accepted(
                    new BigInteger(Long.toUnsignedString(verified.slot())),
                    new BigInteger(1, Keccak256.hash(hashes.toByteArray())));
        }
        return ((Refused) verifier.verify(blob)).reason().name();
    }

    private static String accepted(BigInteger slot, BigInteger messages) {
        return "OK slot " + slot + " messages " + Hex.encode(messages.toByteArray());
    }
}
