package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Endpoint {@code userTwapSliceFillsByTime}: the fills of an account's TWAP orders in a span of time. */
public final class UserTwapSliceFillsByTime {
    private UserTwapSliceFillsByTime() {}

    /**
     * One page: the oldest rows of a span, oldest first. Weight 20 and 1 per 20 rows.
     *
     * @param startTime milliseconds, inclusive
     * @param endTime milliseconds, inclusive; null for now
     */
    public static InfoRequest<List<TwapSliceFill>> of(Address user, long startTime, @Nullable Long endTime) {
        return InfoRequest.of("userTwapSliceFillsByTime", 20, new TypeReference<List<TwapSliceFill>>() {})
                .with("user", user.hex())
                .with("startTime", startTime)
                .with("endTime", endTime)
                .surcharge(20, 2000);
    }

    /**
     * Every row of a span. Weight as {@link #of} for each page. One more is asked for than has rows, as the venue does
     * not tell how long a page is.
     *
     * @param startTime milliseconds, inclusive
     * @param endTime milliseconds, inclusive; null for now
     */
    public static Pages<TwapSliceFill> pages(Address user, long startTime, @Nullable Long endTime) {
        return Pages.of(
                        (start, end) -> of(user, start, end),
                        startTime,
                        endTime,
                        row -> row.fill().time())
                .uniqueBy(row -> row.fill().key())
                .ofUnknownLength();
    }
}
