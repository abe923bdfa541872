package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Registers a validator, changes its profile or ends it; exactly one of the three.
 *
 * @param changeProfile what to change
 * @param register a new validator
 * @param unregister the end
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("CValidatorAction")
public record CValidatorAction(
        @Nullable ProfileChange changeProfile,
        @Nullable Registration register,
        @Nullable ExplicitNull unregister) implements L1Action<Accepted> {
    public CValidatorAction {
        Variants.requireOne("CValidatorAction", changeProfile, register, unregister);
    }

    /**
     * Where a node is.
     *
     * @param Ip address
     */
    public record NodeIp(String Ip) {}

    /**
     * What to change; null leaves it.
     *
     * @param node_ip where the node is
     * @param name shown
     * @param description shown
     * @param unjailed whether it is out of jail
     * @param disable_delegations whether nobody may delegate to it
     * @param commission_bps hundredths of a percent
     * @param signer address
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    public record ProfileChange(
            @Nullable NodeIp node_ip,
            @Nullable String name,
            @Nullable String description,
            boolean unjailed,
            @Nullable Boolean disable_delegations,
            @Nullable Long commission_bps,
            @Nullable String signer) {}

    /**
     * A new validator.
     *
     * @param profile who it is
     * @param unjailed whether it starts out of jail
     * @param initial_wei own stake; 1 HYPE is 100 000 000
     */
    public record Registration(Profile profile, boolean unjailed, long initial_wei) {}

    /**
     * Who a validator is.
     *
     * @param node_ip where the node is
     * @param name shown
     * @param description shown
     * @param delegations_disabled whether nobody may delegate to it
     * @param commission_bps hundredths of a percent
     * @param signer address
     */
    public record Profile(
            NodeIp node_ip,
            String name,
            String description,
            boolean delegations_disabled,
            long commission_bps,
            String signer) {}

    /** A new validator. */
    public static CValidatorAction of(Registration register) {
        return new CValidatorAction(null, register, null);
    }

    /** A change. */
    public static CValidatorAction of(ProfileChange changeProfile) {
        return new CValidatorAction(changeProfile, null, null);
    }

    /** The end. */
    public static CValidatorAction unregistered() {
        return new CValidatorAction(null, null, ExplicitNull.NULL);
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
