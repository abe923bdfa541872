package io.plimsoll.evm.hypercore.bridge;

import io.plimsoll.core.foundation.chain.Address;
import java.math.BigInteger;
import java.util.OptionalLong;

/**
 * The addresses through which tokens cross: what is sent there on one side appears on the other for the sender. Thread-safe, no state.
 */
public final class SystemAddress {
    /** HYPE's own, on both sides. */
    public static final Address HYPE = Address.parse("0x2222222222222222222222222222222222222222");

    private static final long MAX_INDEX = 0xffff_ffffL;
    private static final BigInteger FIRST = BigInteger.valueOf(0x20).shiftLeft(19 * Byte.SIZE);

    private SystemAddress() {}

    /**
     * Of a token by its index: {@code 0x20}, zeros, the index. <b>Not for HYPE</b>, whose is {@link #HYPE}, and USDC does not go to
     * HyperCore this way: {@link LinkedToken} knows.
     *
     * @param token 0 to 2^32 − 1
     */
    public static Address of(long token) {
        if (token < 0 || token > MAX_INDEX) {
            throw new IllegalArgumentException("token must be 0 to " + MAX_INDEX + ", got " + token);
        }
        return Address.of(FIRST.add(BigInteger.valueOf(token)).toByteArray());
    }

    /** The index of the token whose system address this is; empty for {@link #HYPE} and for what is none. */
    public static OptionalLong token(Address address) {
        BigInteger offset = new BigInteger(1, address.toBytes()).subtract(FIRST);
        return offset.signum() >= 0 && offset.compareTo(BigInteger.valueOf(MAX_INDEX)) <= 0
                ? OptionalLong.of(offset.longValue())
                : OptionalLong.empty();
    }

    /** Whether what is sent there leaves for the other side instead of reaching somebody. */
    public static boolean isOne(Address address) {
        return address.equals(HYPE) || token(address).isPresent();
    }
}
