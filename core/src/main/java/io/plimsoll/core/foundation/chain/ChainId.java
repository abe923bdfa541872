package io.plimsoll.core.foundation.chain;

/**
 * The EIP-155 number of a chain.
 *
 * @param value positive
 */
public record ChainId(long value) {
    /** HyperEVM mainnet. */
    public static final ChainId HYPEREVM = new ChainId(999);
    /** HyperEVM testnet. */
    public static final ChainId HYPEREVM_TESTNET = new ChainId(998);

    public ChainId {
        if (value <= 0) {
            throw new IllegalArgumentException("chain id must be positive, got " + value);
        }
    }

    @Override
    public String toString() {
        return Long.toString(value);
    }
}
