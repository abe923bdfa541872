package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code referral}. Sums are USDC; {@code tokenToState} has them by token.
 *
 * @param referredBy who referred the account; null for nobody
 * @param cumVlm volume so far
 * @param unclaimedRewards not yet claimed
 * @param claimedRewards claimed
 * @param builderRewards earned as a builder
 * @param referrerState how far the account is as a referrer itself
 * @param rewardHistory by period; empty where the venue no longer keeps it
 * @param tokenToState the sums by token
 */
public record Referral(
        @Nullable ReferredBy referredBy,
        BigDecimal cumVlm,
        BigDecimal unclaimedRewards,
        BigDecimal claimedRewards,
        BigDecimal builderRewards,
        @Nullable ReferrerState referrerState,
        @Nullable List<Reward> rewardHistory,
        @Nullable List<TokenSums> tokenToState) {

    /**
     * A referrer.
     *
     * @param referrer address
     * @param code of the referrer
     */
    public record ReferredBy(String referrer, String code) {}

    /**
     * How far a referrer is.
     *
     * @param stage {@code ready}, {@code needToCreateCode}, {@code needToTrade}; an open set
     * @param data what belongs to the stage. What the venue may say of a stage yet unknown is not kept
     */
    public record ReferrerState(String stage, @Nullable StageData data) {}

    /**
     * What belongs to a stage.
     *
     * @param code of the referrer; stage {@code ready}
     * @param nReferrals number of referred accounts; stage {@code ready}
     * @param referralStates of the referred accounts; stage {@code ready}
     * @param required volume still needed, USDC; stage {@code needToTrade}
     */
    public record StageData(
            @Nullable String code,
            @Nullable Integer nReferrals,
            @Nullable List<Referred> referralStates,
            @Nullable BigDecimal required) {}

    /**
     * A referred account.
     *
     * @param cumVlm volume so far
     * @param cumRewardedFeesSinceReferred fees that counted
     * @param cumFeesRewardedToReferrer share of the referrer
     * @param timeJoined milliseconds
     * @param user address
     * @param tokenToState the sums by token
     */
    public record Referred(
            BigDecimal cumVlm,
            BigDecimal cumRewardedFeesSinceReferred,
            BigDecimal cumFeesRewardedToReferrer,
            long timeJoined,
            String user,
            @Nullable List<ReferredTokenSums> tokenToState) {}

    /**
     * A pair on the wire.
     *
     * @param token spot index
     * @param state sums in it
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record ReferredTokenSums(int token, ReferredSums state) {}

    /**
     * Sums of a referred account in one token.
     *
     * @param cumVlm volume so far
     * @param cumRewardedFeesSinceReferred fees that counted
     * @param cumFeesRewardedToReferrer share of the referrer
     */
    public record ReferredSums(
            BigDecimal cumVlm, BigDecimal cumRewardedFeesSinceReferred, BigDecimal cumFeesRewardedToReferrer) {}

    /**
     * Rewards of one period.
     *
     * @param earned by the account
     * @param vlm its own volume
     * @param referralVlm volume of the referred accounts
     * @param time milliseconds
     */
    public record Reward(BigDecimal earned, BigDecimal vlm, BigDecimal referralVlm, long time) {}

    /**
     * A pair on the wire.
     *
     * @param token spot index
     * @param state sums in it
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record TokenSums(int token, Sums state) {}

    /**
     * Sums in one token.
     *
     * @param cumVlm volume so far
     * @param unclaimedRewards not yet claimed
     * @param claimedRewards claimed
     * @param builderRewards earned as a builder
     */
    public record Sums(
            BigDecimal cumVlm, BigDecimal unclaimedRewards, BigDecimal claimedRewards, BigDecimal builderRewards) {}

    /** Of one account. Weight 20. */
    public static InfoRequest<Referral> of(Address user) {
        return InfoRequest.of("referral", 20, new TypeReference<Referral>() {}).with("user", user.hex());
    }
}
