package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Endpoint {@code predictedFundings}: the next funding of each main-dex market, here and on other exchanges. */
public final class PredictedFundings {
    private PredictedFundings() {}

    /**
     * A pair on the wire.
     *
     * @param asset coin
     * @param exchanges that trade it
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Entry(String asset, List<Exchange> exchanges) {}

    /**
     * A pair on the wire.
     *
     * @param exchange {@code HlPerp} is this venue, {@code BinPerp} Binance, {@code BybitPerp} Bybit; an open set
     * @param data null where the exchange does not trade the coin
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Exchange(String exchange, @Nullable Prediction data) {}

    /**
     * The next funding.
     *
     * @param fundingRate for one interval of that exchange
     * @param nextFundingTime milliseconds
     * @param fundingIntervalHours length of the interval; 1 here
     */
    public record Prediction(
            BigDecimal fundingRate,
            long nextFundingTime,
            @Nullable Integer fundingIntervalHours) {}

    /** Of all markets. Weight 20. */
    public static InfoRequest<List<Entry>> of() {
        return InfoRequest.of("predictedFundings", 20, new TypeReference<List<Entry>>() {});
    }
}
