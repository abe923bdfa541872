package io.plimsoll.hyperliquid.history;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.plimsoll.hyperliquid.info.LedgerUpdate;
import io.plimsoll.hyperliquid.info.RawJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to accounts or validators and is neither a trade nor an order.
 *
 * @param time of the block
 * @param hash of the transaction; all zeros where there is none
 * @param inner what happened
 */
public record MiscEvent(
        @JsonDeserialize(using = NodeTime.class) Instant time,
        String hash,
        @JsonDeserialize(using = InnerReader.class) Inner inner) {
    /** {@code misc_events}. */
    public static final HistoryFormat<MiscEvent> FORMAT =
            HistoryFormat.json("misc_events", new TypeReference<MiscEvent>() {});

    /** {@code misc_events_by_block}. */
    public static final HistoryFormat<NodeBlock<MiscEvent>> BY_BLOCK =
            HistoryFormat.json("misc_events_by_block", new TypeReference<NodeBlock<MiscEvent>>() {});

    /** What happened. */
    public sealed interface Inner {}

    /**
     * A change of the accounts' ledgers: deposits, transfers, liquidations.
     *
     * @param users whose ledgers
     * @param delta what changed
     */
    public record Ledger(List<String> users, LedgerUpdate.Delta delta) implements Inner {
        public Ledger {
            users = List.copyOf(users);
        }
    }

    /**
     * Funding payments of one hour, or a part of them.
     *
     * @param deltas by account and market
     */
    public record Funding(List<FundingDelta> deltas) implements Inner {
        public Funding {
            deltas = List.copyOf(deltas);
        }
    }

    /**
     * A funding payment.
     *
     * @param user who paid or received; null in the documented older shape
     * @param coin market
     * @param usdc positive: received
     * @param szi signed size
     * @param fundingRate hourly
     * @param nSamples how many payments it sums up
     */
    public record FundingDelta(
            @Nullable String user,
            String coin,
            @JsonAlias("funding_amount") BigDecimal usdc,
            BigDecimal szi,
            @JsonAlias("funding_rate") BigDecimal fundingRate,
            @Nullable Integer nSamples) {}

    /**
     * From spot to staking.
     *
     * @param user who
     * @param amount HYPE
     */
    public record CDeposit(String user, BigDecimal amount) implements Inner {}

    /**
     * Staked with, or taken back from, a validator.
     *
     * @param user who
     * @param validator with whom
     * @param amount HYPE
     * @param isUndelegate true: taken back
     */
    public record Delegation(
            String user,
            String validator,
            BigDecimal amount,
            @JsonProperty("is_undelegate") boolean isUndelegate) implements Inner {}

    /**
     * From staking to spot.
     *
     * @param user who
     * @param amount HYPE
     * @param isFinalized false: it has been asked for only
     */
    public record CWithdrawal(
            String user,
            BigDecimal amount,
            @JsonProperty("is_finalized") boolean isFinalized) implements Inner {}

    /**
     * Rewards of a block or hour.
     *
     * @param validatorToReward by validator
     */
    public record ValidatorRewards(
            @JsonProperty("validator_to_reward") List<Reward> validatorToReward) implements Inner {
        public ValidatorRewards {
            validatorToReward = List.copyOf(validatorToReward);
        }
    }

    /**
     * A validator's reward, a pair on the wire.
     *
     * @param validator who
     * @param amount HYPE
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Reward(String validator, BigDecimal amount) {}

    /**
     * A kind that is newer than this library.
     *
     * @param json whole, with its name
     */
    public record Unknown(RawJson json) implements Inner {}

    /** As a row of an account's ledger, if it is one: time in milliseconds. */
    public Optional<LedgerUpdate> findLedgerUpdate() {
        return inner instanceof Ledger ledger
                ? Optional.of(new LedgerUpdate(time.toEpochMilli(), hash, ledger.delta()))
                : Optional.empty();
    }

    private static final class InnerReader extends JsonDeserializer<Inner> {
        @Override
        public Inner deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode tree = context.readTree(parser);
            String kind = tree.size() == 1 ? tree.fieldNames().next() : "";
            JsonNode value = tree.path(kind);
            return switch (kind) {
                case "LedgerUpdate" -> context.readTreeAsValue(value, Ledger.class);
                case "Funding" ->
                    value.has("deltas")
                            ? context.readTreeAsValue(value, Funding.class)
                            : new Funding(List.of(context.readTreeAsValue(value, FundingDelta.class)));
                case "CDeposit" -> context.readTreeAsValue(value, CDeposit.class);
                case "Delegation" -> context.readTreeAsValue(value, Delegation.class);
                case "CWithdrawal" -> context.readTreeAsValue(value, CWithdrawal.class);
                case "ValidatorRewards" -> context.readTreeAsValue(value, ValidatorRewards.class);
                default -> new Unknown(context.readTreeAsValue(tree, RawJson.class));
            };
        }
    }
}
