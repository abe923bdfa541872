package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code outcomeMeta}: what may be bet on.
 *
 * @param outcomes that are traded
 * @param questions that group outcomes of which one comes true
 */
public record OutcomeMeta(List<Outcome> outcomes, List<Question> questions) {

    /**
     * An outcome. A side is traded as {@code #} and 10 · outcome + side.
     *
     * @param outcome id
     * @param name short
     * @param description rules of the settlement
     * @param sideSpecs yes, then no
     * @param quoteToken what it is paid in
     * @param deployer who deployed it from a template
     */
    public record Outcome(
            int outcome,
            String name,
            String description,
            List<SideSpec> sideSpecs,
            @Nullable String quoteToken,
            @Nullable String deployer) {}

    /**
     * A side.
     *
     * @param name such as {@code Yes}
     * @param token spot index of its token
     */
    public record SideSpec(String name, @Nullable Integer token) {}

    /**
     * A question.
     *
     * @param question id
     * @param name short
     * @param description rules
     * @param fallbackOutcome that comes true if no named one does
     * @param namedOutcomes ids of its outcomes
     * @param settledNamedOutcomes ids of those that are settled
     */
    public record Question(
            int question,
            String name,
            String description,
            @Nullable Integer fallbackOutcome,
            List<Integer> namedOutcomes,
            @Nullable List<Integer> settledNamedOutcomes) {}

    /** All of them. Weight 20. */
    public static InfoRequest<OutcomeMeta> of() {
        return InfoRequest.of("outcomeMeta", 20, new TypeReference<OutcomeMeta>() {});
    }
}
