package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.jsontype.TypeSerializer;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change of an account that is neither a fill nor funding: a row of {@code userNonFundingLedgerUpdates} and of the channel
 * of that name.
 *
 * @param time milliseconds, of the block
 * @param hash of the transaction
 * @param delta what changed
 */
public record LedgerUpdate(long time, String hash, Delta delta) {

    /**
     * What changed. Amounts have no sign: who gained is told by the variant and its addresses. {@code usdc} and {@code
     * …Usd} are USDC, {@code amount} is in {@code token}.
     */
    @JsonTypeInfo(
            use = JsonTypeInfo.Id.NAME,
            include = JsonTypeInfo.As.PROPERTY,
            property = "type",
            visible = true,
            defaultImpl = Unknown.class)
    @JsonSubTypes({
        @JsonSubTypes.Type(name = "accountClassTransfer", value = AccountClassTransfer.class),
        @JsonSubTypes.Type(name = "activateDexAbstraction", value = ActivateDexAbstraction.class),
        @JsonSubTypes.Type(name = "borrowLend", value = BorrowLend.class),
        @JsonSubTypes.Type(name = "cStakingTransfer", value = CStakingTransfer.class),
        @JsonSubTypes.Type(name = "deployGasAuction", value = DeployGasAuction.class),
        @JsonSubTypes.Type(name = "deposit", value = Deposit.class),
        @JsonSubTypes.Type(name = "internalTransfer", value = InternalTransfer.class),
        @JsonSubTypes.Type(name = "liquidation", value = Liquidation.class),
        @JsonSubTypes.Type(name = "rewardsClaim", value = RewardsClaim.class),
        @JsonSubTypes.Type(name = "send", value = Send.class),
        @JsonSubTypes.Type(name = "spotGenesis", value = SpotGenesis.class),
        @JsonSubTypes.Type(name = "spotTransfer", value = SpotTransfer.class),
        @JsonSubTypes.Type(name = "subAccountTransfer", value = SubAccountTransfer.class),
        @JsonSubTypes.Type(name = "vaultCreate", value = VaultCreate.class),
        @JsonSubTypes.Type(name = "vaultDeposit", value = VaultDeposit.class),
        @JsonSubTypes.Type(name = "vaultDistribution", value = VaultDistribution.class),
        @JsonSubTypes.Type(name = "vaultLeaderCommission", value = VaultLeaderCommission.class),
        @JsonSubTypes.Type(name = "vaultWithdraw", value = VaultWithdraw.class),
        @JsonSubTypes.Type(name = "withdraw", value = Withdraw.class)
    })
    public sealed interface Delta {}

    /**
     * Between the perp and the spot side of one account.
     *
     * @param usdc moved
     * @param toPerp true: from spot to perps
     */
    public record AccountClassTransfer(BigDecimal usdc, boolean toPerp) implements Delta {}

    /**
     * Collateral moved when an account was switched to dex abstraction.
     *
     * @param dex from which; empty for the main one
     * @param token moved
     * @param amount of it
     */
    public record ActivateDexAbstraction(String dex, String token, BigDecimal amount) implements Delta {}

    /**
     * Lending and borrowing.
     *
     * @param token lent or borrowed
     * @param operation {@code supply}, {@code withdraw}, {@code repay}, {@code borrow}; an open set
     * @param amount of it
     * @param interestAmount settled with it
     */
    public record BorrowLend(String token, String operation, BigDecimal amount, BigDecimal interestAmount)
            implements Delta {}

    /**
     * Between spot and staking balance.
     *
     * @param token staked
     * @param amount of it
     * @param isDeposit true: to staking
     */
    public record CStakingTransfer(String token, BigDecimal amount, boolean isDeposit) implements Delta {}

    /**
     * Gas paid in a deployment auction.
     *
     * @param token paid in
     * @param amount of it
     */
    public record DeployGasAuction(String token, BigDecimal amount) implements Delta {}

    /**
     * From the bridge.
     *
     * @param usdc credited
     */
    public record Deposit(BigDecimal usdc) implements Delta {}

    /**
     * USDC from one account's perp side to another's.
     *
     * @param usdc sent, without the fee
     * @param user sender
     * @param destination receiver
     * @param fee in USDC
     */
    public record InternalTransfer(BigDecimal usdc, String user, String destination, BigDecimal fee) implements Delta {}

    /**
     * The account itself was liquidated. The authority on that: a fill that says liquidation may be the counterparty's.
     *
     * @param liquidatedNtlPos notional of what was liquidated, USDC; the venue's documentation does not promise it
     * @param accountValue at that time, USDC
     * @param leverageType {@code Cross} or {@code Isolated}
     * @param liquidatedPositions what was taken
     */
    public record Liquidation(
            @Nullable BigDecimal liquidatedNtlPos,
            BigDecimal accountValue,
            String leverageType,
            List<LiquidatedPosition> liquidatedPositions)
            implements Delta {}

    /**
     * A part of a liquidation.
     *
     * @param coin market
     * @param szi signed size before
     */
    public record LiquidatedPosition(String coin, BigDecimal szi) {}

    /**
     * Rewards of referrals or of a builder.
     *
     * @param amount claimed
     * @param token they are paid in; missing in old rows: USDC
     */
    public record RewardsClaim(BigDecimal amount, @Nullable String token) implements Delta {}

    /**
     * Between accounts, or between the dexes of one.
     *
     * @param user sender
     * @param destination receiver
     * @param sourceDex {@code spot}, a builder's dex, or empty for the main one
     * @param destinationDex likewise
     * @param token sent
     * @param amount of it
     * @param usdcValue of the amount at that time
     * @param fee in {@code feeToken}
     * @param nativeTokenFee in HYPE
     * @param nonce milliseconds, of the action; null where there was none
     * @param feeToken empty: USDC
     */
    public record Send(
            String user,
            String destination,
            String sourceDex,
            String destinationDex,
            String token,
            BigDecimal amount,
            BigDecimal usdcValue,
            BigDecimal fee,
            BigDecimal nativeTokenFee,
            @Nullable Long nonce,
            @Nullable String feeToken)
            implements Delta {}

    /**
     * Received at the genesis of a token.
     *
     * @param token new
     * @param amount of it
     */
    public record SpotGenesis(String token, BigDecimal amount) implements Delta {}

    /**
     * A token from one account's spot side to another's.
     *
     * @param token sent
     * @param amount of it
     * @param usdcValue of the amount at that time
     * @param user sender
     * @param destination receiver
     * @param fee in {@code feeToken}
     * @param nativeTokenFee in HYPE; missing in old rows
     * @param nonce milliseconds, of the action; null where there was none
     * @param feeToken empty: USDC
     */
    public record SpotTransfer(
            String token,
            BigDecimal amount,
            BigDecimal usdcValue,
            String user,
            String destination,
            BigDecimal fee,
            @Nullable BigDecimal nativeTokenFee,
            @Nullable Long nonce,
            @Nullable String feeToken)
            implements Delta {}

    /**
     * Between a master account and its sub-account.
     *
     * @param usdc moved
     * @param user sender
     * @param destination receiver
     */
    public record SubAccountTransfer(BigDecimal usdc, String user, String destination) implements Delta {}

    /**
     * The account opened a vault.
     *
     * @param vault new
     * @param usdc put in
     * @param fee in USDC; the venue's documentation does not promise it
     */
    public record VaultCreate(
            String vault, BigDecimal usdc, @Nullable BigDecimal fee) implements Delta {}

    /**
     * Into a vault.
     *
     * @param vault it went to
     * @param usdc put in
     */
    public record VaultDeposit(String vault, BigDecimal usdc) implements Delta {}

    /**
     * A vault paid out to all.
     *
     * @param vault it came from
     * @param usdc received
     */
    public record VaultDistribution(String vault, BigDecimal usdc) implements Delta {}

    /**
     * A leader's share of the profit of a withdrawal.
     *
     * @param user leader
     * @param usdc received
     */
    public record VaultLeaderCommission(String user, BigDecimal usdc) implements Delta {}

    /**
     * Out of a vault.
     *
     * @param vault it came from
     * @param user who withdrew
     * @param requestedUsd before deductions
     * @param commission to the leader
     * @param closingCost of the positions that had to be closed
     * @param basis what it had cost
     * @param netWithdrawnUsd received
     */
    public record VaultWithdraw(
            String vault,
            String user,
            BigDecimal requestedUsd,
            BigDecimal commission,
            BigDecimal closingCost,
            BigDecimal basis,
            BigDecimal netWithdrawnUsd)
            implements Delta {}

    /**
     * To the bridge.
     *
     * @param usdc sent, without the fee
     * @param nonce milliseconds, of the action
     * @param fee in USDC
     */
    public record Withdraw(BigDecimal usdc, long nonce, BigDecimal fee) implements Delta {}

    /**
     * A kind that is newer than this library.
     *
     * @param type its name; empty if it has none
     * @param json whole
     */
    @JsonSerialize(using = AsItCame.class)
    public record Unknown(String type, RawJson json) implements Delta {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Unknown of(JsonNode delta) {
            return new Unknown(delta.path("type").asText(""), RawJson.of(delta));
        }
    }

    private static final class AsItCame extends JsonSerializer<Unknown> {
        @Override
        public void serialize(Unknown value, JsonGenerator out, SerializerProvider context) throws IOException {
            out.writeRawValue(value.json().json());
        }

        @Override
        public void serializeWithType(Unknown value, JsonGenerator out, SerializerProvider context, TypeSerializer type)
                throws IOException {
            serialize(value, out, context);
        }
    }
}
