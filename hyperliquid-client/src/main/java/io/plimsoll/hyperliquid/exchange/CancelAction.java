package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cancels orders by the venue's order id.
 *
 * @param cancels at least one
 * @param f true marks a fast cancel, which may not name trigger orders; false is left out
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("cancel")
public record CancelAction(List<Cancel> cancels, @Nullable Boolean f) implements L1Action<List<CancelOutcome>> {
    public CancelAction {
        cancels = List.copyOf(cancels);
        f = Flag.orAbsent(f);
    }

    /**
     * One cancel.
     *
     * @param a index of the market
     * @param o order id
     */
    public record Cancel(long a, long o) {
        public Cancel {
            AssetId.requireIndex(a);
        }
    }

    /** Cancels of orders that may be of any kind. */
    public static CancelAction of(List<Cancel> cancels) {
        return new CancelAction(cancels, null);
    }

    /** A cancel of one order. */
    public static CancelAction of(AssetId asset, long oid) {
        return of(List.of(new Cancel(asset.index(), oid)));
    }

    @Override
    public int items() {
        return cancels.size();
    }

    @Override
    public ResultType<List<CancelOutcome>> resultType() {
        return ResultType.CANCELS;
    }

    @Override
    public boolean takesVault() {
        return true;
    }
}
