package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.util.List;

/**
 * Value and profit of an account or vault over a period; endpoint {@code portfolio}. Sparse: about 80 points, however long
 * the period.
 *
 * @param accountValueHistory account value in USDC, oldest first
 * @param pnlHistory profit since the period began in USDC, oldest first
 * @param vlm volume in USDC
 */
public record Portfolio(List<Point> accountValueHistory, List<Point> pnlHistory, BigDecimal vlm) {

    /**
     * A pair on the wire.
     *
     * @param time milliseconds
     * @param value USDC
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Point(long time, BigDecimal value) {}

    /**
     * A pair on the wire.
     *
     * @param period {@code day}, {@code week}, {@code month}, {@code allTime}, and the same of perps alone: {@code perpDay},
     *     {@code perpWeek}, {@code perpMonth}, {@code perpAllTime}
     * @param data over that period
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Period(String period, Portfolio data) {}

    /** Of an account or vault, every period. Weight 20. */
    public static InfoRequest<List<Period>> of(Address user) {
        return InfoRequest.of("portfolio", 20, new TypeReference<List<Period>>() {})
                .with("user", user.hex());
    }
}
