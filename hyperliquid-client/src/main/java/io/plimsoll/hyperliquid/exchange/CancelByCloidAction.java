package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cancels orders by the caller's identifier.
 *
 * @param cancels at least one
 * @param f true marks a fast cancel, which may not name trigger orders; false is left out
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/exchange-endpoint">exchange endpoint</a>
 */
@JsonTypeName("cancelByCloid")
public record CancelByCloidAction(
        List<Cancel> cancels, @Nullable Boolean f) implements L1Action<List<CancelOutcome>> {
    public CancelByCloidAction {
        cancels = List.copyOf(cancels);
        f = Flag.orAbsent(f);
    }

    /**
     * One cancel.
     *
     * @param asset index of the market
     * @param cloid identifier that the order was placed with
     */
    public record Cancel(long asset, Cloid cloid) {
        public Cancel {
            AssetId.requireIndex(asset);
        }
    }

    /** Cancels of orders that may be of any kind. */
    public static CancelByCloidAction of(List<Cancel> cancels) {
        return new CancelByCloidAction(cancels, null);
    }

    /** A cancel of one order. */
    public static CancelByCloidAction of(AssetId asset, Cloid cloid) {
        return of(List.of(new Cancel(asset.index(), cloid)));
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
