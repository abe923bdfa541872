package io.plimsoll.pyth.update;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.crypto.Keccak256;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The checks of an update as they are written down, one after another, every signer recovered and nothing remembered: what
 * {@link UpdateVerifier} must say, with none of its code but the recovery of a single signer.
 */
final class PlainVerifier {
    private static final int BODY_HEADER = 51;
    private static final int ROOT_PAYLOAD = 37;

    private final List<TrustNetwork> networks;

    PlainVerifier(List<TrustNetwork> networks) {
        this.networks = List.copyOf(networks);
    }

    /** The first check that fails, or empty if the update may be believed. */
    Optional<Reason> refusal(byte[] blob) {
        try {
            check(ByteBuffer.wrap(blob));
            return Optional.empty();
        } catch (BufferUnderflowException tooShort) {
            return Optional.of(Reason.TRUNCATED);
        } catch (UpdateFormatException refused) {
            return Optional.of(refused.reason());
        }
    }

    private void check(ByteBuffer in) {
        require(in.getInt() == 0x504e4155, Reason.BAD_MAGIC);
        require(in.get() == 1, Reason.BAD_MAJOR_VERSION);
        in.get();
        take(in, u8(in));
        require(in.get() == 0, Reason.UNKNOWN_UPDATE_TYPE);
        byte[] root = signedRoot(ByteBuffer.wrap(take(in, u16(in))));
        for (int messages = u8(in); messages > 0; messages--) {
            byte[] message = take(in, u16(in));
            byte[] path = take(in, 20 * u8(in));
            require(Arrays.equals(top(message, path), root), Reason.MERKLE_PROOF_INVALID);
            require(message.length >= leastLength(message), Reason.BAD_MESSAGE);
        }
        require(!in.hasRemaining(), Reason.TRAILING_BYTES);
    }

    private byte[] signedRoot(ByteBuffer vaa) {
        require(vaa.get() == 1, Reason.BAD_VAA_VERSION);
        long index = Integer.toUnsignedLong(vaa.getInt());
        int count = u8(vaa);
        ByteBuffer signatures = ByteBuffer.wrap(take(vaa, 66 * count));
        byte[] body = take(vaa, vaa.remaining());
        ByteBuffer header = ByteBuffer.wrap(take(ByteBuffer.wrap(body), BODY_HEADER));
        header.position(8);
        Emitter emitter = new Emitter(u16(header), Bytes32.of(take(header, 32)));

        TrustNetwork network = networks.stream()
                .filter(one -> one.emitters().contains(emitter))
                .findFirst()
                .orElseThrow(() -> new UpdateFormatException(Reason.UNTRUSTED_EMITTER, ""));
        require(network.sets().containsKey(index), Reason.UNKNOWN_GUARDIAN_SET);
        List<Address> signers = network.sets().get(index);
        int quorum = network.quorumRule() == QuorumRule.MAJORITY ? signers.size() / 2 + 1 : signers.size() * 2 / 3 + 1;
        require(count >= quorum, Reason.NO_QUORUM);
        Bytes32 digest = Bytes32.of(Keccak256.hash(Keccak256.hash(body)));
        int last = -1;
        while (signatures.hasRemaining()) {
            int place = u8(signatures);
            Vaa.SignedBy signature = new Vaa.SignedBy(place, u256(signatures), u256(signatures), u8(signatures));
            require(place > last, Reason.SIGNATURE_INDEX_ORDER);
            require(place < signers.size(), Reason.SIGNATURE_INDEX_RANGE);
            require(signature.recover(digest).equals(Optional.of(signers.get(place))), Reason.INVALID_SIGNATURE);
            last = place;
        }

        byte[] payload = Arrays.copyOfRange(body, BODY_HEADER, body.length);
        require(
                payload.length >= ROOT_PAYLOAD && ByteBuffer.wrap(payload).getInt() == 0x41555756 && payload[4] == 0,
                Reason.BAD_PAYLOAD);
        return Arrays.copyOfRange(payload, ROOT_PAYLOAD - 20, ROOT_PAYLOAD);
    }

    private static byte[] top(byte[] message, byte[] path) {
        byte[] node = hash(new byte[] {0}, message);
        for (int at = 0; at < path.length; at += 20) {
            byte[] sibling = Arrays.copyOfRange(path, at, at + 20);
            boolean first = new BigInteger(1, node).compareTo(new BigInteger(1, sibling)) < 0;
            node = first ? hash(new byte[] {1}, node, sibling) : hash(new byte[] {1}, sibling, node);
        }
        return node;
    }

    private static byte[] hash(byte[]... parts) {
        return Arrays.copyOf(Keccak256.hash(parts), 20);
    }

    private static int leastLength(byte[] message) {
        return switch (message.length == 0 ? -1 : message[0]) {
            case 0 -> 85;
            case 1 -> 101;
            case 2 ->
                message.length < 11
                        ? 11
                        : 11 + 40 * Short.toUnsignedInt(ByteBuffer.wrap(message).getShort(9));
            default -> 1;
        };
    }

    private static int u8(ByteBuffer in) {
        return Byte.toUnsignedInt(in.get());
    }

    private static int u16(ByteBuffer in) {
        return Short.toUnsignedInt(in.getShort());
    }

    private static BigInteger u256(ByteBuffer in) {
        return new BigInteger(1, take(in, 32));
    }

    private static byte[] take(ByteBuffer in, int count) {
        if (count > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }

    private static void require(boolean holds, Reason reason) {
        if (!holds) {
            throw new UpdateFormatException(reason, "");
        }
    }
}
