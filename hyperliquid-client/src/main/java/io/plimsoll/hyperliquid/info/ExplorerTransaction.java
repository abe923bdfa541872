package io.plimsoll.hyperliquid.info;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A transaction as the explorer shows it: part of {@link BlockDetails}, {@link TxDetails}, {@link UserDetails} and message of
 * the channel {@code explorerTxs}.
 *
 * @param action what was sent, of any shape
 * @param block height
 * @param error why it was refused; null if it was not
 * @param hash of the transaction
 * @param time milliseconds, of the block
 * @param user who sent it, or for whom an agent did
 */
public record ExplorerTransaction(
        RawJson action, long block, @Nullable String error, String hash, long time, String user) {

    /** The venue's name of the action; empty if it has none. */
    public Optional<String> actionType() {
        return action.findText("type");
    }
}
