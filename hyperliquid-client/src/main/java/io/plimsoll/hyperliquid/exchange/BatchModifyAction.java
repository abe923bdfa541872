package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Replaces orders by others.
 *
 * @param modifies at least one
 * @param a true places the new orders even where they would trade at once; false is left out
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("batchModify")
public record BatchModifyAction(
        List<Modify> modifies, @Nullable Boolean a) implements L1Action<List<OrderOutcome>> {
    public BatchModifyAction {
        modifies = List.copyOf(modifies);
        a = Flag.orAbsent(a);
    }

    /**
     * One replacement.
     *
     * @param oid the order to replace
     * @param order what to place instead
     */
    public record Modify(OrderReference oid, OrderAction.Order order) {}

    /** Replacements that only add liquidity. */
    public static BatchModifyAction of(List<Modify> modifies) {
        return new BatchModifyAction(modifies, null);
    }

    @Override
    public int items() {
        return modifies.size();
    }

    @Override
    public ResultType<List<OrderOutcome>> resultType() {
        return ResultType.ORDERS;
    }

    @Override
    public boolean takesVault() {
        return true;
    }
}
