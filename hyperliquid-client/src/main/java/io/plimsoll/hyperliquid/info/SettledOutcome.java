package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.type.TypeReference;
import java.math.BigDecimal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code settledOutcome}.
 *
 * @param spec the outcome
 * @param settleFraction what 1 of the yes side is paid, 0 to 1
 * @param details why
 * @param question it belongs to
 */
public record SettledOutcome(
        OutcomeMeta.Outcome spec,
        BigDecimal settleFraction,
        String details,
        @Nullable Question question) {

    /**
     * A question.
     *
     * @param question id and state
     * @param name short
     * @param description rules
     */
    public record Question(QuestionState question, String name, String description) {}

    /** Id and state of a question: told by the field that is there. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.DEDUCTION, defaultImpl = UnknownQuestion.class)
    @JsonSubTypes({@JsonSubTypes.Type(ActiveQuestion.class), @JsonSubTypes.Type(SettledQuestion.class)})
    public sealed interface QuestionState {}

    /**
     * Other outcomes of the question are still open.
     *
     * @param active id of the question
     */
    public record ActiveQuestion(int active) implements QuestionState {}

    /**
     * The question is settled.
     *
     * @param settled id of the question
     */
    public record SettledQuestion(int settled) implements QuestionState {}

    /**
     * A state yet unknown.
     *
     * @param json as it came
     */
    public record UnknownQuestion(@JsonValue RawJson json) implements QuestionState {
        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        public UnknownQuestion {}
    }

    /** An outcome by its id; empty while it is not settled, and for one the venue does not know. Weight 20. */
    public static InfoRequest<Optional<SettledOutcome>> of(int outcome) {
        return InfoRequest.maybe("settledOutcome", 20, new TypeReference<SettledOutcome>() {})
                .with("outcome", outcome);
    }
}
