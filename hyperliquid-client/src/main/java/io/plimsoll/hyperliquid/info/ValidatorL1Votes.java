package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.hyperliquid.info.OutcomeTemplates.Keyword;
import io.plimsoll.hyperliquid.info.OutcomeTemplates.Role;
import java.math.BigDecimal;
import java.util.List;

/** Endpoint {@code validatorL1Votes}: what validators vote on now. */
public final class ValidatorL1Votes {
    private ValidatorL1Votes() {}

    /**
     * A vote.
     *
     * @param expireTime milliseconds
     * @param action what is voted on
     * @param votes addresses of the validators in favour
     * @param quorumReached whether they are enough
     */
    public record Vote(long expireTime, Action action, List<String> votes, boolean quorumReached) {}

    /** What is voted on: told by the field that is there. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION, defaultImpl = UnknownAction.class)
    @JsonSubTypes({
        @JsonSubTypes.Type(TextAction.class),
        @JsonSubTypes.Type(TextsAction.class),
        @JsonSubTypes.Type(OutcomeAction.class),
        @JsonSubTypes.Type(TokenAction.class)
    })
    public sealed interface Action {}

    /**
     * A kind of unconfirmed meaning.
     *
     * @param D a text
     */
    public record TextAction(String D) implements Action {}

    /**
     * A kind of unconfirmed meaning.
     *
     * @param C texts
     */
    public record TextsAction(List<String> C) implements Action {}

    /**
     * About outcome markets.
     *
     * @param O what
     */
    public record OutcomeAction(OutcomeChange O) implements Action {}

    /**
     * About a token and its treasury.
     *
     * @param E which
     */
    public record TokenAction(TokenChange E) implements Action {}

    /**
     * A kind yet unknown.
     *
     * @param json as it came
     */
    public record UnknownAction(@JsonValue RawJson json) implements Action {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public UnknownAction {}
    }

    /**
     * A token and its treasury.
     *
     * @param token spot index
     * @param technicalStaker address
     * @param treasuryStaker address
     * @param treasuryEvmAddress address
     * @param evmRebalanceContract address
     */
    public record TokenChange(
            int token,
            String technicalStaker,
            String treasuryStaker,
            String treasuryEvmAddress,
            String evmRebalanceContract) {}

    /** A change of outcome markets: told by the field that is there. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION, defaultImpl = UnknownChange.class)
    @JsonSubTypes({
        @JsonSubTypes.Type(RegisterStandaloneOutcome.class),
        @JsonSubTypes.Type(RegisterQuestion.class),
        @JsonSubTypes.Type(RegisterTemplate.class),
        @JsonSubTypes.Type(SettleOutcome.class),
        @JsonSubTypes.Type(SettleQuestion.class),
        @JsonSubTypes.Type(SettleQuestion2.class)
    })
    public sealed interface OutcomeChange {}

    /**
     * A new outcome with its tokens.
     *
     * @param registerTokensAndStandaloneOutcome which
     */
    public record RegisterStandaloneOutcome(NewOutcome registerTokensAndStandaloneOutcome) implements OutcomeChange {}

    /**
     * A new question with its outcomes and their tokens.
     *
     * @param registerTokensAndQuestion which
     */
    public record RegisterQuestion(NewQuestion registerTokensAndQuestion) implements OutcomeChange {}

    /**
     * A new template.
     *
     * @param registerTemplate which
     */
    public record RegisterTemplate(NewTemplate registerTemplate) implements OutcomeChange {}

    /**
     * An outcome is settled.
     *
     * @param settleOutcome which
     */
    public record SettleOutcome(Settlement settleOutcome) implements OutcomeChange {}

    /**
     * A question is settled.
     *
     * @param settleQuestion which
     */
    public record SettleQuestion(Settlements settleQuestion) implements OutcomeChange {}

    /**
     * What is left of a question is settled.
     *
     * @param settleQuestion2 which
     */
    public record SettleQuestion2(NamedSettlements settleQuestion2) implements OutcomeChange {}

    /**
     * A change yet unknown.
     *
     * @param json as it came
     */
    public record UnknownChange(@JsonValue RawJson json) implements OutcomeChange {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public UnknownChange {}
    }

    /**
     * A pair on the wire.
     *
     * @param name short
     * @param description rules
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Text(String name, String description) {}

    /**
     * A new outcome.
     *
     * @param quoteToken spot index of what it is paid in
     * @param nameAndDescription of it
     */
    public record NewOutcome(int quoteToken, Text nameAndDescription) {}

    /**
     * A new question.
     *
     * @param quoteToken spot index of what its outcomes are paid in
     * @param questionNameAndDescription of it
     * @param fallbackNameAndDescription of the outcome that comes true if no other does
     * @param namedOutcomes of the others
     */
    public record NewQuestion(
            int quoteToken,
            Text questionNameAndDescription,
            Text fallbackNameAndDescription,
            List<Text> namedOutcomes) {}

    /**
     * A new template.
     *
     * @param id of it
     * @param role what it deploys
     * @param nameAndDescription with places for keywords in braces
     * @param keywordToHint keywords and how their values are written
     */
    public record NewTemplate(String id, Role role, Text nameAndDescription, List<Keyword> keywordToHint) {}

    /**
     * How an outcome is settled.
     *
     * @param outcome id
     * @param settleFraction what 1 of the yes side is paid, 0 to 1
     * @param details why
     */
    public record Settlement(int outcome, BigDecimal settleFraction, String details) {}

    /**
     * How a question is settled.
     *
     * @param question id
     * @param settleFractionsAndDetails by outcome
     */
    public record Settlements(int question, List<OutcomeFraction> settleFractionsAndDetails) {}

    /**
     * A pair on the wire.
     *
     * @param outcome id
     * @param fractionAndDetails how it is settled
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record OutcomeFraction(int outcome, Fraction fractionAndDetails) {}

    /**
     * A pair on the wire.
     *
     * @param settleFraction what 1 of the yes side is paid, 0 to 1
     * @param details why
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Fraction(BigDecimal settleFraction, String details) {}

    /**
     * How what is left of a question is settled.
     *
     * @param question id
     * @param outcomeSettlements of its open outcomes
     * @param nameAndDescription of the question
     */
    public record NamedSettlements(int question, List<NamedSettlement> outcomeSettlements, Text nameAndDescription) {}

    /**
     * How an outcome is settled, with its texts.
     *
     * @param outcome id
     * @param settleFraction what 1 of the yes side is paid, 0 to 1
     * @param details why
     * @param nameAndDescription of the outcome
     * @param sideNames yes, then no
     */
    public record NamedSettlement(
            int outcome, BigDecimal settleFraction, String details, Text nameAndDescription, List<String> sideNames) {}

    /** All running votes. Weight 20. */
    public static InfoRequest<List<Vote>> of() {
        return InfoRequest.of("validatorL1Votes", 20, new TypeReference<List<Vote>>() {});
    }
}
