package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * What a deployer of outcomes (HIP-4) does.
 *
 * @param venue name of the deployer's venue
 * @param operation what to do there
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/hip-4-deployer-actions">HIP-4 deployer
 *     actions</a>
 */
@JsonTypeName("outcomeDeploy")
public record OutcomeDeployAction(String venue, OutcomeDeployment operation) implements L1Action<Accepted> {
    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
