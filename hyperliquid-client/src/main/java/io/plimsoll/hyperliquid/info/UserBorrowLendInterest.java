package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Endpoint {@code userBorrowLendInterest}: interest of lending and borrowing. */
public final class UserBorrowLendInterest {
    private UserBorrowLendInterest() {}

    /**
     * One page: the oldest rows of a span, oldest first. Weight 20.
     *
     * @param startTime milliseconds, inclusive
     * @param endTime milliseconds, inclusive; null for now
     */
    public static InfoRequest<List<Interest>> of(Address user, long startTime, @Nullable Long endTime) {
        return InfoRequest.of("userBorrowLendInterest", 20, new TypeReference<List<Interest>>() {})
                .with("user", user.hex())
                .with("startTime", startTime)
                .with("endTime", endTime);
    }

    /**
     * Every row of a span. Weight as {@link #of} for each page. One more is asked for than has rows, as the venue does
     * not tell how long a page is.
     *
     * @param startTime milliseconds, inclusive
     * @param endTime milliseconds, inclusive; null for now
     */
    public static Pages<Interest> pages(Address user, long startTime, @Nullable Long endTime) {
        return Pages.of((start, end) -> of(user, start, end), startTime, endTime, Interest::time)
                .ofUnknownLength();
    }

    /**
     * Interest at one moment.
     *
     * @param time milliseconds
     * @param token symbol
     * @param borrow paid, in the token
     * @param supply earned, in the token
     */
    public record Interest(long time, String token, BigDecimal borrow, BigDecimal supply) {}
}
