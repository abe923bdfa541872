package io.plimsoll.pyth.update;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The announcement of a new signer set, action 2 of Wormhole's module {@code Core}: payload of a VAA that the set before
 * signs. {@link TrustNetwork#advancedBy} checks and applies one.
 *
 * @param module it is for
 * @param chain it is for; 0 is all of them
 * @param index of the new set; unsigned 32-bit
 * @param signers in the order of their indexes; at least one, at most 255, each once
 * @see <a
 *     href="https://github.com/wormhole-foundation/wormhole/blob/main/ethereum/contracts/GovernanceStructs.sol">GovernanceStructs.sol</a>
 */
public record SignerSetUpgrade(Bytes32 module, int chain, long index, List<Address> signers) {
    private static final int ACTION = 2;
    private static final int HEADER_BYTES = 32 + 1 + 2 + 4 + 1;
    private static final int ADDRESS_BYTES = 20;
    private static final int MOST_SIGNERS = 255;

    /**
     * Copies the signers.
     *
     * @throws IllegalArgumentException if there are none or more than 255, or one of them is there twice or zero
     */
    public SignerSetUpgrade {
        signers = List.copyOf(signers);
        if (!isSet(signers)) {
            throw new IllegalArgumentException(
                    "signer set " + index + " must have 1 to 255 signers, each once and none zero, got " + signers);
        }
    }

    /**
     * Whether they can be a signer set: as many as an upgrade can bring, all different, and no zero, which a bad signature
     * would recover to.
     */
    static boolean isSet(List<Address> signers) {
        return !signers.isEmpty()
                && signers.size() <= MOST_SIGNERS
                && Set.copyOf(signers).size() == signers.size()
                && !signers.contains(Address.ZERO);
    }

    /**
     * Decodes a payload, to its very end.
     *
     * @throws UpdateFormatException with {@link Reason#BAD_PAYLOAD} if it is anything else
     */
    public static SignerSetUpgrade decode(byte[] payload) {
        ByteReader in = new ByteReader(payload);
        try {
            Bytes32 module = in.word();
            int action = in.u8();
            int chain = in.u16();
            long index = in.u32();
            int count = in.u8();
            List<Address> signers = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                signers.add(Address.of(in.bytes(ADDRESS_BYTES)));
            }
            if (action == ACTION && in.remaining() == 0 && isSet(signers)) {
                return new SignerSetUpgrade(module, chain, index, signers);
            }
        } catch (UpdateFormatException tooShort) {
            // refused like any other payload that is none
        }
        throw new UpdateFormatException(
                Reason.BAD_PAYLOAD, "payload of " + payload.length + " bytes is no upgrade of a signer set");
    }

    /**
     * The payload.
     *
     * @throws IllegalArgumentException if a value does not fit its field
     */
    public byte[] encode() {
        ByteWriter out = new ByteWriter(HEADER_BYTES + ADDRESS_BYTES * signers.size())
                .word(module)
                .u8(ACTION)
                .u16(chain)
                .u32(index)
                .u8(signers.size());
        signers.forEach(signer -> out.bytes(signer.toBytes()));
        return out.toBytes();
    }
}
