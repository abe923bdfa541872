package io.plimsoll.evm.rpc;

import io.plimsoll.core.kit.resilience.Breaker;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How an endpoint of a pool is doing, at one moment.
 *
 * @param name of the endpoint
 * @param usable whether it is asked: of the right chain, not stale, not resting, its breaker not open. An endpoint that was not asked
 *     yet counts as usable
 * @param chainConfirmed whether it said that it is of the right chain
 * @param wrongChain whether it said that it is of another one: it is never asked again
 * @param stale whether its head stands still or is too old
 * @param breaker that stops asking it while it is down
 * @param head newest block that it claimed; empty if none is known
 * @param latency of late exchanges, recent ones weighing more; empty before the first
 * @param resting how long it is still left alone because it asked for it
 * @param maxBatch requests in one exchange, as learnt by now
 * @param maxLogRange blocks of one {@code eth_getLogs}, as learnt by now
 * @param faults found so far, those that never were left out
 */
public record EndpointStatus(
        String name,
        boolean usable,
        boolean chainConfirmed,
        boolean wrongChain,
        boolean stale,
        Breaker.State breaker,
        OptionalLong head,
        Optional<Duration> latency,
        Duration resting,
        int maxBatch,
        long maxLogRange,
        Map<RpcFault, Long> faults) {
    public EndpointStatus {
        faults = Map.copyOf(faults);
    }
}
