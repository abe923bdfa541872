package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import org.jspecify.annotations.Nullable;

/**
 * Replaces an order by another one.
 *
 * @param oid the order to replace
 * @param order what to place instead
 * @param a true places the new order even where it would trade at once; else it must be one that only adds liquidity, or is made so; false is left out
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("modify")
public record ModifyAction(
        OrderReference oid,
        OrderAction.Order order,
        @Nullable Boolean a) implements L1Action<Accepted> {
    public ModifyAction {
        a = Flag.orAbsent(a);
    }

    /** A replacement that only adds liquidity. */
    public static ModifyAction of(OrderReference oid, OrderAction.Order order) {
        return new ModifyAction(oid, order, null);
    }

    @Override
    public ResultType<Accepted> resultType() {
        return ResultType.ACCEPTED;
    }

    @Override
    public boolean takesVault() {
        return true;
    }
}
