package io.plimsoll.hyperliquid.exchange;

import io.plimsoll.core.foundation.chain.Address;

/**
 * Where it is kept which nonces of a key may have been used, so that none is used twice after a restart. An implementation must
 * have written a mark durably before {@link #reserve} returns, and should refuse a key that another process uses.
 */
public interface NonceStore extends AutoCloseable {
    /**
     * Takes a key into use. Called once for each key.
     *
     * @return no nonce above this has ever been used; 0 if none at all
     * @throws NonceException if that cannot be told, or another process uses the key
     */
    long open(Address signer);

    /**
     * From now on nonces up to {@code highest} may be used. Called for one key by one thread at a time.
     *
     * @throws NonceException if it could not be written
     */
    void reserve(Address signer, long highest);

    /** Lets go of all keys. */
    @Override
    void close();

    /** Keeps nothing. For keys that are used once, or where time goes on for longer than a restart takes. */
    static NonceStore none() {
        return new NonceStore() {
            @Override
            public long open(Address signer) {
                return 0;
            }

            @Override
            public void reserve(Address signer, long highest) {
                // nothing outlives the process
            }

            @Override
            public void close() {
                // nothing is held
            }
        };
    }
}
