package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/**
 * A validator's signer goes to jail or leaves it; exactly one of the two.
 *
 * @param jailSelf to jail
 * @param unjailSelf out of jail
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("CSignerAction")
public record CSignerAction(
        @Nullable ExplicitNull jailSelf, @Nullable ExplicitNull unjailSelf) implements L1Action<Accepted> {
    public CSignerAction {
        Variants.requireOne("CSignerAction", jailSelf, unjailSelf);
    }

    /** Goes to jail. */
    public static CSignerAction jail() {
        return new CSignerAction(ExplicitNull.NULL, null);
    }

    /** Leaves jail. */
    public static CSignerAction unjail() {
        return new CSignerAction(null, ExplicitNull.NULL);
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }
}
