package io.plimsoll.evm.rpc;

import io.plimsoll.core.domain.chain.ChainLog;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.crypto.Keccak256;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

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

    /** The bloom of a block with exactly these logs. */
    public static LogsBloom of(Collection<ChainLog> logs) {
        byte[] bits = new byte[BYTES];
        Set<Address> contracts = new HashSet<>();
        Set<Bytes32> topics = new HashSet<>();
        for (ChainLog log : logs) {
            if (contracts.add(log.contract())) {
                add(bits, log.contract().toBytes());
            }
            for (Bytes32 topic : log.topics()) {
                if (topics.add(topic)) {
                    add(bits, topic.toBytes());
                }
            }
        }
        return new LogsBloom(bits);
    }

    private static void add(byte[] bits, byte[] value) {
        byte[] hash = Keccak256.hash(value);
        for (int pair = 0; pair < 6; pair += 2) {
            int bit = bit(hash, pair);
            bits[BYTES - 1 - bit / 8] |= (byte) (1 << (bit % 8));
        }
    }

    private static int bit(byte[] hash, int pair) {
        return ((hash[pair] & 7) << 8) | (hash[pair + 1] & 0xff);
    }

    /** Whether everything that may be in the other may be in this: the other is the bloom of a part of the logs of this, or could be. */
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
}
