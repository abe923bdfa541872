package io.plimsoll.evm.tx;

import io.plimsoll.core.foundation.chain.ChainId;
import java.math.BigInteger;
import java.util.Optional;

/**
 * How fees are chosen on a chain.
 *
 * @param priorityBurned whether a priority fee buys nothing: it is 0 then, and the base fee is what {@code eth_gasPrice} says
 * @param basePercent the maximum fee is so many percent of the next base fee, plus the priority fee; at least 100. A base fee grows
 *     by at most an eighth per block
 * @param priorityPercentile whose priority fee of the last blocks is offered, 0 to 100; 50 is the median
 * @param cap the most that is ever offered, wei per gas
 */
public record FeePolicy(boolean priorityBurned, int basePercent, int priorityPercentile, Optional<BigInteger> cap) {
    /** Twice the base fee, the median priority fee, no cap. */
    public static final FeePolicy ETHEREUM = new FeePolicy(false, 200, 50, Optional.empty());

    /**
     * Twice the base fee and no priority fee, as HyperEVM burns both.
     *
     * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/hyperevm">HyperEVM</a>
     */
    public static final FeePolicy HYPEREVM = new FeePolicy(true, 200, 50, Optional.empty());

    public FeePolicy {
        if (basePercent < 100) {
            throw new IllegalArgumentException("basePercent must be at least 100, got " + basePercent);
        }
        if (priorityPercentile < 0 || priorityPercentile > 100) {
            throw new IllegalArgumentException("priorityPercentile must be 0 to 100, got " + priorityPercentile);
        }
        if (cap.isPresent() && cap.get().signum() <= 0) {
            throw new IllegalArgumentException("cap must be positive, got " + cap.get());
        }
    }

    /** The policy for a chain: that of HyperEVM on HyperEVM and its testnet. */
    public static FeePolicy of(ChainId chain) {
        return isHyperEvm(chain) ? HYPEREVM : ETHEREUM;
    }

    /** The same with a limit, wei per gas. */
    public FeePolicy withCap(BigInteger weiPerGas) {
        return new FeePolicy(priorityBurned, basePercent, priorityPercentile, Optional.of(weiPerGas));
    }

    static boolean isHyperEvm(ChainId chain) {
        return chain.equals(ChainId.HYPEREVM) || chain.equals(ChainId.HYPEREVM_TESTNET);
    }
}
