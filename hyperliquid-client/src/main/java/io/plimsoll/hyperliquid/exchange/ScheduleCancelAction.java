package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Cancels all orders at a time to come, unless that is moved before: a dead man's switch. May fire ten times a day.
 *
 * @param time milliseconds, at least 5 s ahead; null removes the switch
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("scheduleCancel")
public record ScheduleCancelAction(@Nullable Long time) implements L1Action<Accepted> {
    /** All orders are cancelled at that time. */
    public static ScheduleCancelAction at(Instant time) {
        return new ScheduleCancelAction(time.toEpochMilli());
    }

    /** Nothing is cancelled any more. */
    public static ScheduleCancelAction never() {
        return new ScheduleCancelAction(null);
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }

    @Override
    public boolean takesVault() {
        return true;
    }
}
