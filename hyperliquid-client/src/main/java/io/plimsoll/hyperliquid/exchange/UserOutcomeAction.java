package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges shares of outcomes and quote tokens; exactly one of the four.
 *
 * @param splitOutcome tokens to shares
 * @param mergeOutcome shares of an outcome to tokens
 * @param mergeQuestion shares of a question to tokens
 * @param negateOutcome No shares to Yes shares
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("userOutcome")
public record UserOutcomeAction(
        @Nullable SplitOutcome splitOutcome,
        @Nullable MergeOutcome mergeOutcome,
        @Nullable MergeQuestion mergeQuestion,
        @Nullable NegateOutcome negateOutcome)
        implements L1Action<Accepted> {
    public UserOutcomeAction {
        Variants.requireOne("userOutcome", splitOutcome, mergeOutcome, mergeQuestion, negateOutcome);
    }

    /**
     * Quote tokens become as many Yes and No shares.
     *
     * @param outcome number
     * @param amount of quote tokens
     */
    public record SplitOutcome(long outcome, BigDecimal amount) {}

    /**
     * Yes and No shares become quote tokens.
     *
     * @param outcome number
     * @param amount of each; null for all
     */
    public record MergeOutcome(
            long outcome,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            BigDecimal amount) {}

    /**
     * Yes shares of every outcome of a question become quote tokens.
     *
     * @param question number
     * @param amount of each; null for all
     */
    public record MergeQuestion(
            long question,

            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            BigDecimal amount) {}

    /**
     * No shares of an outcome become Yes shares of every other outcome of the question.
     *
     * @param question number
     * @param outcome number
     * @param amount of No shares
     */
    public record NegateOutcome(long question, long outcome, BigDecimal amount) {}

    /** Quote tokens become shares. */
    public static UserOutcomeAction of(SplitOutcome split) {
        return new UserOutcomeAction(split, null, null, null);
    }

    /** Shares of an outcome become quote tokens. */
    public static UserOutcomeAction of(MergeOutcome merge) {
        return new UserOutcomeAction(null, merge, null, null);
    }

    /** Shares of a question become quote tokens. */
    public static UserOutcomeAction of(MergeQuestion merge) {
        return new UserOutcomeAction(null, null, merge, null);
    }

    /** No shares become Yes shares. */
    public static UserOutcomeAction of(NegateOutcome negate) {
        return new UserOutcomeAction(null, null, null, negate);
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
