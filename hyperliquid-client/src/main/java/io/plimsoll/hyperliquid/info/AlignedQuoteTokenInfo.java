package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code alignedQuoteTokenInfo}, an endpoint without documents: supply, rate and debt of a stablecoin that shares
 * its yield with the venue.
 *
 * @param isAligned whether it does so now
 * @param firstAlignedTime milliseconds, since when
 * @param evmMintedSupply minted on the EVM side
 * @param dailyAmountOwed what is owed to the venue, by day
 * @param predictedRate yearly, as expected
 */
public record AlignedQuoteTokenInfo(
        boolean isAligned,
        @Nullable Long firstAlignedTime,
        @Nullable BigDecimal evmMintedSupply,
        @Nullable List<DailyAmount> dailyAmountOwed,
        @Nullable BigDecimal predictedRate) {

    /**
     * A pair on the wire.
     *
     * @param date {@code YYYY-MM-DD}
     * @param amount in the token
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record DailyAmount(String date, BigDecimal amount) {}

    /** Of a token, by its spot index. Weight 20. */
    public static InfoRequest<Optional<AlignedQuoteTokenInfo>> of(int token) {
        return InfoRequest.maybe("alignedQuoteTokenInfo", 20, new TypeReference<AlignedQuoteTokenInfo>() {})
                .with("token", token);
    }
}
