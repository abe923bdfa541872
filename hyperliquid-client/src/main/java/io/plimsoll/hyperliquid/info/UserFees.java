package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code userFees}. Rates are shares: {@code 0.00045} is 4.5 basis points, negative ones are rebates. Volumes are
 * USDC.
 *
 * @param dailyUserVlm of the last days, oldest first
 * @param feeSchedule the venue's tiers
 * @param userCrossRate of the account as a taker of perps
 * @param userAddRate of the account as a maker of perps
 * @param userSpotCrossRate of the account as a taker of spot
 * @param userSpotAddRate of the account as a maker of spot
 * @param activeReferralDiscount share off the fee
 * @param trial of a fee tier; its form is not documented
 * @param feeTrialEscrow held back in a trial, USDC
 * @param feeTrialReward older name of the same
 * @param nextTrialAvailableTimestamp milliseconds
 * @param stakingLink between the account that stakes and the one that trades
 * @param activeStakingDiscount of the account
 */
public record UserFees(
        List<DailyVolume> dailyUserVlm,
        FeeSchedule feeSchedule,
        BigDecimal userCrossRate,
        BigDecimal userAddRate,
        @Nullable BigDecimal userSpotCrossRate,
        @Nullable BigDecimal userSpotAddRate,
        BigDecimal activeReferralDiscount,
        @Nullable RawJson trial,
        @Nullable BigDecimal feeTrialEscrow,
        @Nullable BigDecimal feeTrialReward,
        @Nullable Long nextTrialAvailableTimestamp,
        @Nullable StakingLink stakingLink,
        @Nullable StakingDiscount activeStakingDiscount) {

    /**
     * Volume of one day.
     *
     * @param date {@code YYYY-MM-DD}
     * @param userCross of the account as a taker
     * @param userAdd of the account as a maker
     * @param exchange of everybody
     */
    public record DailyVolume(String date, BigDecimal userCross, BigDecimal userAdd, BigDecimal exchange) {}

    /**
     * What the venue charges.
     *
     * @param cross taker of perps
     * @param add maker of perps
     * @param spotCross taker of spot
     * @param spotAdd maker of spot
     * @param tiers for large volumes
     * @param referralDiscount share off the fee
     * @param stakingDiscountTiers by stake
     */
    public record FeeSchedule(
            BigDecimal cross,
            BigDecimal add,
            @Nullable BigDecimal spotCross,
            @Nullable BigDecimal spotAdd,
            Tiers tiers,
            BigDecimal referralDiscount,
            @Nullable List<StakingDiscount> stakingDiscountTiers) {}

    /**
     * Both kinds of tiers, ascending.
     *
     * @param vip by volume
     * @param mm by share of the makers' volume
     */
    public record Tiers(List<VipTier> vip, List<MakerTier> mm) {}

    /**
     * A tier by volume.
     *
     * @param ntlCutoff volume of 14 days from which it holds, USDC
     * @param cross taker of perps
     * @param add maker of perps
     * @param spotCross taker of spot
     * @param spotAdd maker of spot
     */
    public record VipTier(
            BigDecimal ntlCutoff,
            BigDecimal cross,
            BigDecimal add,
            @Nullable BigDecimal spotCross,
            @Nullable BigDecimal spotAdd) {}

    /**
     * A tier by share of the makers' volume.
     *
     * @param makerFractionCutoff from which it holds
     * @param add maker
     */
    public record MakerTier(BigDecimal makerFractionCutoff, BigDecimal add) {}

    /**
     * A discount for staking.
     *
     * @param bpsOfMaxSupply stake from which it holds, basis points of HYPE's maximal supply
     * @param discount share off the fee
     */
    public record StakingDiscount(BigDecimal bpsOfMaxSupply, BigDecimal discount) {}

    /**
     * Two accounts that share a staking discount.
     *
     * @param type {@code requested}, {@code tradingUser}, {@code stakingUser}; an open set. What the venue may say of a type yet
     *     unknown is not kept
     * @param stakingUser who stakes; of the first two types
     * @param tradingUser who trades; of the last type
     */
    public record StakingLink(
            String type,
            @Nullable String stakingUser,
            @Nullable String tradingUser) {}

    /** Of one account. Weight 20. */
    public static InfoRequest<UserFees> of(Address user) {
        return InfoRequest.of("userFees", 20, new TypeReference<UserFees>() {}).with("user", user.hex());
    }
}
