package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Endpoint {@code userFills}: the newest fills of an account. */
public final class UserFills {
    private UserFills() {}

    /** The 2000 newest, newest first. Weight 20 and 1 per 20 rows. */
    public static InfoRequest<List<UserFill>> of(Address user) {
        return of(user, null);
    }

    /**
     * The 2000 newest, newest first. Weight 20 and 1 per 20 rows.
     *
     * @param aggregateByTime true: the parts of one crossing order in one block become one row; null: the venue's default
     */
    public static InfoRequest<List<UserFill>> of(Address user, @Nullable Boolean aggregateByTime) {
        return InfoRequest.of("userFills", 20, new TypeReference<List<UserFill>>() {})
                .with("user", user.hex())
                .with("aggregateByTime", aggregateByTime)
                .surcharge(20, 2000);
    }
}
