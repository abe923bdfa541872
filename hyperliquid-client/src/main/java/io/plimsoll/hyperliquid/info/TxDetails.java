package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;

/**
 * Answer of the explorer to {@code txDetails}.
 *
 * @param type {@code txDetails}
 * @param tx the transaction
 */
public record TxDetails(String type, ExplorerTransaction tx) {

    /** A transaction by its hash of 32 bytes in hex. Weight 40. */
    public static ExplorerRequest<TxDetails> of(String hash) {
        return ExplorerRequest.of("txDetails", new TypeReference<TxDetails>() {})
                .with("hash", hash);
    }
}
