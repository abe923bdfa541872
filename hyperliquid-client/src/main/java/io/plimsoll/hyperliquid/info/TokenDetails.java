package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.hyperliquid.info.SpotDeployState.TokenBalance;
import io.plimsoll.hyperliquid.info.SpotDeployState.UserBalance;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code tokenDetails}. Amounts are in the token.
 *
 * @param name symbol
 * @param maxSupply that can ever be
 * @param totalSupply that is
 * @param circulatingSupply without what cannot move
 * @param szDecimals decimals of a size
 * @param weiDecimals decimals of the smallest unit
 * @param midPx mid of the book against USDC; null without a pair or while a side is empty
 * @param markPx mark price against USDC; null without a pair
 * @param prevDayPx price 24 h ago; null without a pair
 * @param genesis how it was given out
 * @param deployer who deployed it
 * @param deployGas paid for it in HYPE
 * @param deployTime ISO time without zone, UTC
 * @param seededUsdc given to its market by the deployer
 * @param nonCirculatingUserBalances what cannot move
 * @param futureEmissions yet to come
 */
public record TokenDetails(
        String name,
        BigDecimal maxSupply,
        BigDecimal totalSupply,
        BigDecimal circulatingSupply,
        int szDecimals,
        int weiDecimals,
        @Nullable BigDecimal midPx,
        @Nullable BigDecimal markPx,
        @Nullable BigDecimal prevDayPx,
        @Nullable Genesis genesis,
        @Nullable String deployer,
        @Nullable BigDecimal deployGas,
        @Nullable String deployTime,
        @Nullable BigDecimal seededUsdc,
        @Nullable List<UserBalance> nonCirculatingUserBalances,
        @Nullable BigDecimal futureEmissions) {

    /**
     * How a token was given out.
     *
     * @param userBalances to accounts
     * @param existingTokenBalances to holders of other tokens
     * @param blacklistUsers who got nothing
     */
    public record Genesis(
            List<UserBalance> userBalances,
            @Nullable List<TokenBalance> existingTokenBalances,
            @Nullable List<String> blacklistUsers) {}

    /** By the token's id of 16 bytes in hex. Weight 20. */
    public static InfoRequest<TokenDetails> of(String tokenId) {
        return InfoRequest.of("tokenDetails", 20, new TypeReference<TokenDetails>() {})
                .with("tokenId", tokenId);
    }
}
