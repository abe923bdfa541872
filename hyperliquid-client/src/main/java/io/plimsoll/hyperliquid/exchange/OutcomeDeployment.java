package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a deployer of outcomes (HIP-4) does; exactly one component is there.
 *
 * @param registerStandaloneOutcomeFromTemplate a market of its own
 * @param registerQuestionFromTemplate a question and its outcomes
 * @param registerAndAssociateNamedOutcomeFromTemplate one more outcome of a question
 * @param settleOutcome settles an outcome
 * @param settleQuestion2 settles what is left of a question
 * @param setSubDeployers who may do what besides
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/hip-4-deployer-actions">HIP-4 deployer
 *     actions</a>
 */
public record OutcomeDeployment(
        @Nullable StandaloneTemplate registerStandaloneOutcomeFromTemplate,
        @Nullable QuestionTemplate registerQuestionFromTemplate,
        @Nullable NamedOutcomeTemplate registerAndAssociateNamedOutcomeFromTemplate,
        @Nullable Settlement settleOutcome,
        @Nullable QuestionSettlement settleQuestion2,
        @Nullable List<PerpDeployAction.SubDeployer> setSubDeployers) {
    public OutcomeDeployment {
        Variants.requireOne(
                "outcome",
                registerStandaloneOutcomeFromTemplate,
                registerQuestionFromTemplate,
                registerAndAssociateNamedOutcomeFromTemplate,
                settleOutcome,
                settleQuestion2,
                setSubDeployers);
        setSubDeployers = setSubDeployers == null ? null : List.copyOf(setSubDeployers);
    }

    /**
     * A market from a template.
     *
     * @param id of the template
     * @param keywordToValue what to fill in, sorted by keyword
     * @param deployerFeeScale what the deployer takes, times the fee of the venue; of a market of its own and of a question, not of
     *     a question's outcome
     */
    public record StandaloneTemplate(
            String id,
            List<Keyword> keywordToValue,
            @Nullable BigDecimal deployerFeeScale) {
        public StandaloneTemplate {
            keywordToValue = List.copyOf(keywordToValue);
        }
    }

    /**
     * What to fill in.
     *
     * @param keyword of the template
     * @param value text
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Keyword(String keyword, String value) {}

    /**
     * A question from templates.
     *
     * @param questionTemplateInstance the question
     * @param namedOutcomeTemplateInstances its outcomes, at most 100
     */
    public record QuestionTemplate(
            StandaloneTemplate questionTemplateInstance, List<StandaloneTemplate> namedOutcomeTemplateInstances) {
        public QuestionTemplate {
            namedOutcomeTemplateInstances = List.copyOf(namedOutcomeTemplateInstances);
        }
    }

    /**
     * One more outcome of a question.
     *
     * @param question number
     * @param namedOutcomeTemplateInstance the outcome
     */
    public record NamedOutcomeTemplate(long question, StandaloneTemplate namedOutcomeTemplateInstance) {}

    /**
     * Two texts.
     *
     * @param first name, or the Yes side
     * @param second description, or the No side
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record TextPair(String first, String second) {}

    /**
     * Settles an outcome.
     *
     * @param outcome number
     * @param settleFraction what a Yes share pays, 0 to 1
     * @param details empty
     * @param nameAndDescription of the outcome
     * @param sideNames of Yes and No
     */
    public record Settlement(
            long outcome, BigDecimal settleFraction, String details, TextPair nameAndDescription, TextPair sideNames) {}

    /**
     * Settles what is left of a question.
     *
     * @param question number
     * @param outcomeSettlements one for each outcome that is left
     * @param nameAndDescription of the question
     */
    public record QuestionSettlement(long question, List<Settlement> outcomeSettlements, TextPair nameAndDescription) {
        public QuestionSettlement {
            outcomeSettlements = List.copyOf(outcomeSettlements);
        }
    }
}
