package io.plimsoll.evm.rpc;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.Keccak256;
import java.util.Arrays;

/**
 * The 2048-bit filter of a block header: says of a contract or topic that the block's logs do not have it, or may have it. Immutable.
 *
 * @see <a href="https://ethereum.github.io/yellowpaper/paper.pdf">Yellow Paper, 4.3.1</a>
 */
public final class LogsBloom {
    private static final int BYTES = 256;

    private final byte[] bits;

    private LogsBloom(byte[] bits) {
        this.bits = bits;
    }

    /**
     * Reads 256 bytes of hex.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static LogsBloom parse(String hex) {
        byte[] bits = Hex.decode(hex);
        if (bits.length != BYTES) {
            throw new IllegalArgumentException("a logs bloom has " + BYTES + " bytes, got " + bits.length);
        }
        return new LogsBloom(bits);
    }

    /** Whether a log of this contract may be there; false is certain. */
    public boolean mayContain(Address contract) {
        return mayContain(contract.toBytes());
    }

    /** Whether a log with this topic may be there; false is certain. */
    public boolean mayContain(Bytes32 topic) {
        return mayContain(topic.toBytes());
    }

    private boolean mayContain(byte[] value) {
        byte[] hash = Keccak256.hash(value);
        for (int pair = 0; pair < 6; pair += 2) {
            int bit = ((hash[pair] & 7) << 8) | (hash[pair + 1] & 0xff);
            if ((bits[BYTES - 1 - bit / 8] & (1 << (bit % 8))) == 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LogsBloom bloom && Arrays.equals(bits, bloom.bits);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bits);
    }

    @Override
    public String toString() {
        return Hex.encode(bits);
    }
}
