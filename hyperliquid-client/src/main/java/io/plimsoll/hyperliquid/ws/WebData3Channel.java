package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.hyperliquid.info.LeadingVaults;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Channel {@code webData3}: what the venue's web page shows of a user, sent whole every few seconds. */
public final class WebData3Channel {
    static final Channel<Message> CHANNEL = Channel.ofState("webData3", new TypeReference<Message>() {})
            .routedBy(message -> Routes.of(message.userState().user()));

    private WebData3Channel() {}

    /**
     * State of a user.
     *
     * @param userState of the account
     * @param perpDexStates by dex, in the order of the dexs
     */
    public record Message(UserState userState, List<PerpDexState> perpDexStates) {}

    /**
     * The account.
     *
     * @param agentAddress of the agent that the web page trades with; null if there is none
     * @param agentValidUntil milliseconds; null if there is no agent
     * @param cumLedger USDC paid in less paid out
     * @param serverTime milliseconds
     * @param isVault whether it is a vault
     * @param user whose
     * @param optOutOfSpotDusting true if small balances are not swept
     * @param dexAbstractionEnabled whether collateral moves between dexs by itself
     * @param abstraction {@code unifiedAccount}, {@code portfolioMargin}, {@code disabled}, or a word yet unknown
     */
    public record UserState(
            @Nullable String agentAddress,
            @Nullable Long agentValidUntil,
            @Nullable BigDecimal cumLedger,
            long serverTime,
            @Nullable Boolean isVault,
            String user,
            @Nullable Boolean optOutOfSpotDusting,
            @Nullable Boolean dexAbstractionEnabled,
            @Nullable String abstraction) {}

    /**
     * The account on one dex.
     *
     * @param totalVaultEquity USDC in vaults
     * @param perpsAtOpenInterestCap coins that take no more open interest
     * @param leadingVaults that the user leads
     */
    public record PerpDexState(
            @Nullable BigDecimal totalVaultEquity,
            @Nullable List<String> perpsAtOpenInterestCap,
            @Nullable List<LeadingVaults.Vault> leadingVaults) {}

    /** Of a user. */
    public static Subscription<Message> of(Address user) {
        return Subscription.to(CHANNEL, "webData3").about(user).routedBy(Routes.of(user.hex()));
    }
}
