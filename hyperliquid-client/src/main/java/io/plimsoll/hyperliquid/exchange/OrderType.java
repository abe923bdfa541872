package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;

/** Limit or trigger. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.WRAPPER_OBJECT)
public sealed interface OrderType {
    /**
     * Goes to the book at once.
     *
     * @param tif how long it lives
     */
    @JsonTypeName("limit")
    record Limit(TimeInForce tif) implements OrderType {}

    /**
     * Waits for a mark price.
     *
     * @param isMarket whether it then trades at once up to the order's price, else is a limit order
     * @param triggerPx the mark price
     * @param tpsl what it is for
     */
    @JsonTypeName("trigger")
    record Trigger(boolean isMarket, BigDecimal triggerPx, Purpose tpsl) implements OrderType {
        public Trigger {
            if (triggerPx.signum() <= 0) {
                throw new IllegalArgumentException("triggerPx must be positive, got " + triggerPx);
            }
        }
    }

    /** What a trigger is for, which says on which side of the price it waits. */
    enum Purpose {
        /** Takes a profit. */
        @JsonProperty("tp")
        TAKE_PROFIT,
        /** Stops a loss. */
        @JsonProperty("sl")
        STOP_LOSS
    }
}
