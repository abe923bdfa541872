package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Makes this account a deployer of outcomes, or no more; exactly one component is there.
 *
 * @param activate makes it one
 * @param deactivate ends it for ever
 * @param isDeactivate older form: true ends it
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/hip-4-deployer-actions">HIP-4 deployer
 *     actions</a>
 */
@JsonTypeName("activateOutcomeDeployer")
public record ActivateOutcomeDeployerAction(
        @Nullable Activation activate,
        @Nullable ExplicitNull deactivate,
        @Nullable Boolean isDeactivate) implements L1Action<Accepted> {
    public ActivateOutcomeDeployerAction {
        Variants.requireOne("activateOutcomeDeployer", activate, deactivate, isDeactivate);
    }

    /**
     * A new deployer.
     *
     * @param venueName two to four lower-case letters that no other venue or dex has
     */
    public record Activation(String venueName) {}

    /** A deployer with a venue of that name. */
    public static ActivateOutcomeDeployerAction activate(String venueName) {
        return new ActivateOutcomeDeployerAction(new Activation(venueName), null, null);
    }

    /** No deployer any more. */
    public static ActivateOutcomeDeployerAction ended() {
        return new ActivateOutcomeDeployerAction(null, ExplicitNull.NULL, null);
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
