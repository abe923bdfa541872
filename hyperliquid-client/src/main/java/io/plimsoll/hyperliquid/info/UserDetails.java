package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.util.List;

/**
 * Answer of the explorer to {@code userDetails}.
 *
 * @param type {@code userDetails}
 * @param txs the newest transactions of the account; an action may be a list here
 */
public record UserDetails(String type, List<ExplorerTransaction> txs) {

    /** Of an account. Weight 40. */
    public static ExplorerRequest<UserDetails> of(Address user) {
        return ExplorerRequest.of("userDetails", new TypeReference<UserDetails>() {})
                .with("user", user.hex());
    }
}
