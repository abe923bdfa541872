package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Answer to {@code perpDexLimits}: what the venue lets a builder's dex carry.
 *
 * @param totalOiCap open interest of all markets in USDC
 * @param oiSzCapPerPerp open interest of a market in base units
 * @param maxTransferNtl largest transfer in USDC
 * @param coinToOiCap open interest of single markets in USDC
 */
public record PerpDexLimits(
        BigDecimal totalOiCap, BigDecimal oiSzCapPerPerp, BigDecimal maxTransferNtl, List<CoinCap> coinToOiCap) {

    /**
     * A pair on the wire.
     *
     * @param coin market
     * @param oiCap open interest in USDC
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record CoinCap(String coin, BigDecimal oiCap) {}

    /** Of a builder's dex; empty for a dex the venue does not know. Weight 20. */
    public static InfoRequest<Optional<PerpDexLimits>> of(String dex) {
        return InfoRequest.maybe("perpDexLimits", 20, new TypeReference<PerpDexLimits>() {})
                .with("dex", dex);
    }
}
