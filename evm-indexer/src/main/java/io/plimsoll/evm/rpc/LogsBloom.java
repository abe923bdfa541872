package io.plimsoll.evm.rpc;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.Keccak256;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The 2048-bit filter of a block header: says of a contract or topic that the block's logs do not have it, or may have it. Immutable.
 *
 * @see <a href="https://ethereum.github.io/yellowpaper/paper.pdf">Yellow Paper, 4.3.1</a>
 */
public final class LogsBloom {
    private static final int BYTES = 256;

    /** Of a block without logs. */
    public static final LogsBloom EMPTY = new LogsBloom(new byte[BYTES]);

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

    private static int bit(byte[] hash, int pair) {
        return ((hash[pair] & 7) << 8) | (hash[pair + 1] & 0xff);
    }

    /** Whether whatever may be in the other may be here: the other could be the bloom of some of the logs. */
    public boolean covers(LogsBloom other) {
        for (int i = 0; i < BYTES; i++) {
            if ((other.bits[i] & ~bits[i]) != 0) {
                return false;
            }
        }
        return true;
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
            int bit = bit(hash, pair);
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

    /** Adds up the bloom of a block. Not thread-safe. */
    public static final class Builder {
        private final byte[] bits = new byte[BYTES];
        /** Most logs of a block have the topics and contracts of others. */
        private final Set<Object> added = new HashSet<>();

        /** Adds a log. */
        public Builder add(Address contract, List<Bytes32> topics) {
            if (added.add(contract)) {
                add(contract.toBytes());
            }
            for (Bytes32 topic : topics) {
                if (added.add(topic)) {
                    add(topic.toBytes());
                }
            }
            return this;
        }

        private void add(byte[] value) {
            byte[] hash = Keccak256.hash(value);
            for (int pair = 0; pair < 6; pair += 2) {
                int bit = bit(hash, pair);
                bits[BYTES - 1 - bit / 8] |= (byte) (1 << (bit % 8));
            }
        }

        /** The bloom of the logs so far. */
        public LogsBloom build() {
            return new LogsBloom(bits.clone());
        }
    }
}
