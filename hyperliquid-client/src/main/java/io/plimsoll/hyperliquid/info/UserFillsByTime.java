package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Endpoint {@code userFillsByTime}: the fills of an account in a span of time, of its newest 10 000. */
public final class UserFillsByTime {
    private UserFillsByTime() {}

    /**
     * One page: the oldest 2000 rows of a span, oldest first. Weight 20 and 1 per 20 rows.
     *
     * @param startTime milliseconds, inclusive
     * @param endTime milliseconds, inclusive; null for now
     */
    public static InfoRequest<List<UserFill>> of(Address user, long startTime, @Nullable Long endTime) {
        return of(user, startTime, endTime, null, null);
    }

    /**
     * One page. Weight 20 and 1 per 20 rows.
     *
     * @param startTime milliseconds, inclusive
     * @param endTime milliseconds, inclusive; null for now
     * @param aggregateByTime true: the parts of one crossing order in one block become one row; null: the venue's default
     * @param reversed true: the newest 2000 rows, newest first; not documented by the venue; null: its default
     */
    public static InfoRequest<List<UserFill>> of(
            Address user,
            long startTime,
            @Nullable Long endTime,
            @Nullable Boolean aggregateByTime,
            @Nullable Boolean reversed) {
        return InfoRequest.of("userFillsByTime", 20, new TypeReference<List<UserFill>>() {})
                .with("user", user.hex())
                .with("startTime", startTime)
                .with("endTime", endTime)
                .with("aggregateByTime", aggregateByTime)
                .with("reversed", reversed)
                .surcharge(20, 2000);
    }
}
