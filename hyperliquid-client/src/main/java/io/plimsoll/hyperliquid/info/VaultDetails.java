package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code vaultDetails}. Amounts are in USDC.
 *
 * @param name for people
 * @param vaultAddress its own
 * @param leader who trades
 * @param description for people
 * @param portfolio value and profit by period
 * @param apr yearly return of late, 0.1 is 10 %
 * @param followerState of the user asked with; null if none was, or it has no share
 * @param leaderFraction part of the vault that is the leader's, 0 to 1
 * @param leaderCommission part of profits that goes to the leader, 0 to 1
 * @param followers largest first, at most 100
 * @param maxDistributable what the leader could give out
 * @param maxWithdrawable what the user asked with could withdraw
 * @param isClosed no longer trading
 * @param relationship to other vaults
 * @param allowDeposits from others than the leader
 * @param alwaysCloseOnWithdraw whether positions are closed in part at each withdrawal
 */
public record VaultDetails(
        String name,
        String vaultAddress,
        String leader,
        String description,
        List<Portfolio.Period> portfolio,
        BigDecimal apr,
        @Nullable Follower followerState,
        BigDecimal leaderFraction,
        BigDecimal leaderCommission,
        List<Follower> followers,
        BigDecimal maxDistributable,
        BigDecimal maxWithdrawable,
        boolean isClosed,
        VaultRelationship relationship,
        boolean allowDeposits,
        @Nullable Boolean alwaysCloseOnWithdraw) {

    /**
     * A depositor.
     *
     * @param user address, or {@code Leader}
     * @param vaultEquity value of its share
     * @param pnl profit of what it still holds
     * @param allTimePnl profit since it first came
     * @param daysFollowing since it first came
     * @param vaultEntryTime milliseconds
     * @param lockupUntil milliseconds, no withdrawal before
     */
    public record Follower(
            String user,
            BigDecimal vaultEquity,
            BigDecimal pnl,
            BigDecimal allTimePnl,
            int daysFollowing,
            long vaultEntryTime,
            @Nullable Long lockupUntil) {}

    /** A vault; empty for one the venue does not know. Weight 20. */
    public static InfoRequest<Optional<VaultDetails>> of(Address vaultAddress) {
        return InfoRequest.maybe("vaultDetails", 20, new TypeReference<VaultDetails>() {})
                .with("vaultAddress", vaultAddress.hex());
    }

    /** A vault, with the share of a user. Weight 20. */
    public static InfoRequest<Optional<VaultDetails>> of(Address vaultAddress, Address user) {
        return of(vaultAddress).with("user", user.hex());
    }
}
