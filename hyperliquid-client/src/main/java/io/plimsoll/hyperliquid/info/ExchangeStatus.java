package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code exchangeStatus}.
 *
 * @param time milliseconds, the venue's clock
 * @param specialStatuses what is out of the ordinary, such as a halt; null on ordinary days. Free text
 */
public record ExchangeStatus(long time, @Nullable String specialStatuses) {

    /** Now. Weight 2. */
    public static InfoRequest<ExchangeStatus> of() {
        return InfoRequest.of("exchangeStatus", 2, new TypeReference<ExchangeStatus>() {});
    }
}
