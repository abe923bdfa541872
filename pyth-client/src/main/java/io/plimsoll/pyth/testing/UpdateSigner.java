package io.plimsoll.pyth.testing;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.Keccak256;
import io.plimsoll.core.foundation.crypto.LocalSigner;
import io.plimsoll.core.foundation.crypto.Signature;
import io.plimsoll.pyth.update.Emitter;
import io.plimsoll.pyth.update.Merkle;
import io.plimsoll.pyth.update.QuorumRule;
import io.plimsoll.pyth.update.TrustNetwork;
import io.plimsoll.pyth.update.UpdateCodec;
import io.plimsoll.pyth.update.UpdateCodec.Proof;
import io.plimsoll.pyth.update.UpdateMessage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Five test routers that sign updates as the real ones do. Their keys follow from a name, so that two processes agree on
 * them; they protect nothing. Thread-safe.
 */
public final class UpdateSigner {
    private static final int ROUTERS = 5;
    private static final long SLOTS_PER_SECOND = 20;
    private static final byte[] AUWV = {0x41, 0x55, 0x57, 0x56, 0};

    private final String name;
    private final Emitter emitter;
    private final List<LocalSigner> routers;

    private UpdateSigner(String name) {
        this.name = name;
        this.emitter = new Emitter(26, Bytes32.of(hash("emitter of " + name)));
        this.routers = IntStream.range(0, ROUTERS)
                .mapToObj(i -> LocalSigner.fromHex(Hex.encode(hash("router " + i + " of " + name))))
                .toList();
    }

    /** The routers of this name. */
    public static UpdateSigner named(String name) {
        return new UpdateSigner(name);
    }

    /** A network that trusts them, as set 0. */
    public TrustNetwork trust() {
        return new TrustNetwork(
                name,
                Set.of(emitter),
                Map.of(0L, routers.stream().map(LocalSigner::address).toList()),
                QuorumRule.MAJORITY);
    }

    /** A signed update with these prices, by a quorum of the routers. */
    public byte[] sign(long timestamp, List<UpdateMessage.Price> prices) {
        List<byte[]> messages = prices.stream().map(UpdateMessage.Price::encode).toList();
        Merkle tree = Merkle.of(messages);
        List<Proof> proofs = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            proofs.add(new Proof(messages.get(i), tree.proof(i)));
        }
        return UpdateCodec.encode(vaa(timestamp, tree.root()), proofs);
    }

    private byte[] vaa(long timestamp, byte[] root) {
        long slot = timestamp * SLOTS_PER_SECOND;
        byte[] body = ByteBuffer.allocate(51 + AUWV.length + 12 + root.length)
                .putInt((int) timestamp)
                .putInt(0)
                .putShort((short) emitter.chain())
                .put(emitter.address().toBytes())
                .putLong(slot)
                .put((byte) 0)
                .put(AUWV)
                .putLong(slot)
                .putInt(0)
                .put(root)
                .array();
        byte[] digest = Keccak256.hash(Keccak256.hash(body));
        ByteArrayOutputStream vaa = new ByteArrayOutputStream();
        int quorum = QuorumRule.MAJORITY.quorum(ROUTERS);
        vaa.writeBytes(new byte[] {1, 0, 0, 0, 0, (byte) quorum});
        for (int i = ROUTERS - quorum; i < ROUTERS; i++) {
            Signature signature = routers.get(i).sign(digest);
            vaa.write(i);
            vaa.write(signature.toBytes(), 0, 64);
            vaa.write(signature.recoveryId());
        }
        vaa.writeBytes(body);
        return vaa.toByteArray();
    }

    private static byte[] hash(String text) {
        return Keccak256.hash(text.getBytes(StandardCharsets.UTF_8));
    }
}
