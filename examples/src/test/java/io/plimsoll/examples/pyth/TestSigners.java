package io.plimsoll.examples.pyth;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.Keccak256;
import io.plimsoll.core.foundation.crypto.LocalSigner;
import io.plimsoll.core.foundation.crypto.Signature;
import io.plimsoll.pyth.update.Emitter;
import io.plimsoll.pyth.update.Governance;
import io.plimsoll.pyth.update.QuorumRule;
import io.plimsoll.pyth.update.TrustNetwork;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Signers who sign under any index, their own or not, in any order: what {@code UpdateSigner} is too honest for. */
record TestSigners(String name, Emitter emitter, List<LocalSigner> signers, QuorumRule rule) {
    private static final long TIME = 1_780_000_000L;

    static TestSigners of(String name, int count, QuorumRule rule) {
        return new TestSigners(
                name,
                new Emitter(26, Bytes32.of(hash("emitter " + name))),
                IntStream.range(0, count)
                        .mapToObj(i -> LocalSigner.fromHex(Hex.encode(hash(name + " " + i))))
                        .toList(),
                rule);
    }

    List<Address> addresses() {
        return signers.stream().map(LocalSigner::address).toList();
    }

    TrustNetwork trust() {
        return new TrustNetwork(name, Set.of(emitter), Governance.WORMHOLE, Map.of(0L, addresses()), rule);
    }

    /** A VAA with the signatures of these signers, each under its own index. */
    byte[] vaa(byte[] payload, int... indexes) {
        byte[] body = ByteBuffer.allocate(51 + payload.length)
                .putInt((int) TIME)
                .putInt(7)
                .putShort((short) emitter.chain())
                .put(emitter.address().toBytes())
                .putLong(1234)
                .put((byte) 1)
                .put(payload)
                .array();
        byte[] digest = Keccak256.hash(Keccak256.hash(body));
        ByteArrayOutputStream vaa = new ByteArrayOutputStream();
        vaa.writeBytes(new byte[] {1, 0, 0, 0, 0, (byte) indexes.length});
        for (int index : indexes) {
            Signature signature = signers.get(index % signers.size()).sign(digest);
            vaa.write(index);
            vaa.write(signature.toBytes(), 0, 64);
            vaa.write(signature.recoveryId());
        }
        vaa.writeBytes(body);
        return vaa.toByteArray();
    }

    /** A payload that vouches for a root. */
    static byte[] payload(byte[] root) {
        return ByteBuffer.allocate(37)
                .put("AUWV".getBytes(StandardCharsets.US_ASCII))
                .put((byte) 0)
                .putLong(TIME * 20)
                .putInt(0)
                .put(root)
                .array();
    }

    /** The first {@code count} indexes. */
    static int[] first(int count) {
        return IntStream.range(0, count).toArray();
    }

    private static byte[] hash(String text) {
        return Keccak256.hash(text.getBytes(StandardCharsets.UTF_8));
    }
}
