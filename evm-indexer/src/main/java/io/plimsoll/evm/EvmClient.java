package io.plimsoll.evm;

import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.crypto.Signer;
import io.plimsoll.core.foundation.health.HealthCheck;
import io.plimsoll.core.foundation.metrics.Metrics;
import io.plimsoll.evm.index.LogSource;
import io.plimsoll.evm.index.RpcLogSource;
import io.plimsoll.evm.multicall.MulticallReader;
import io.plimsoll.evm.multicall.StateAt;
import io.plimsoll.evm.multicall.WrongStateException;
import io.plimsoll.evm.rpc.Endpoint;
import io.plimsoll.evm.rpc.EndpointPool;
import io.plimsoll.evm.rpc.NewHeads;
import io.plimsoll.evm.tx.NonceLane;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import okhttp3.OkHttpClient;

/** One chain and the endpoints that are asked about it. Thread-safe; share it. */
public final class EvmClient {
    /** HyperEVM has a block a second. */
    private static final Duration HYPEREVM_HEAD_AGE = Duration.ofMinutes(1);

    private static final Duration HYPEREVM_HEAD_POLL = Duration.ofSeconds(10);

    private final List<Endpoint> endpoints;
    private final OkHttpClient http;
    private final EndpointPool pool;
    private final LogSource logs;
    private final ChainReader reader;
    private final Metrics metrics;

    private EvmClient(List<Endpoint> endpoints, OkHttpClient http, EndpointPool pool, Metrics metrics) {
        this.endpoints = endpoints;
        this.http = http;
        this.pool = pool;
        this.metrics = metrics;
        this.logs = RpcLogSource.builder(pool, pool.chainId()).metrics(metrics).build();
        this.reader = new MulticallReader(pool, stateAt(pool.chainId(), endpoints));
    }

    private static boolean isHyperEvm(ChainId chainId) {
        return chainId.equals(ChainId.HYPEREVM) || chainId.equals(ChainId.HYPEREVM_TESTNET);
    }

    /** HyperEVM's own nodes answer calls from the newest state only; only archives are asked by height there. */
    private static StateAt stateAt(ChainId chainId, List<Endpoint> endpoints) {
        return isHyperEvm(chainId) && endpoints.stream().noneMatch(Endpoint::archive) ? StateAt.LATEST : StateAt.NUMBER;
    }

    /** A chain over its own endpoint, with connections of its own. */
    public static EvmClient of(EvmNetwork network) {
        return of(network.chainId(), List.of(network.endpoint()), new OkHttpClient(), Metrics.NONE);
    }

    /**
     * A chain over these endpoints. On HyperEVM, a head that is more than a minute old counts as stale.
     *
     * @param chainId that every endpoint must confirm
     * @param endpoints at least one
     * @param http whose connections are used
     * @param metrics where numbers about endpoints, logs and transactions go
     */
    public static EvmClient of(ChainId chainId, List<Endpoint> endpoints, OkHttpClient http, Metrics metrics) {
        EndpointPool.Builder pool =
                EndpointPool.builder(chainId).endpoints(endpoints).client(http).metrics(metrics);
        if (isHyperEvm(chainId)) {
            pool.maxHeadAge(HYPEREVM_HEAD_AGE).headPoll(HYPEREVM_HEAD_POLL);
        }
        return new EvmClient(List.copyOf(endpoints), http, pool.build(), metrics);
    }

    /**
     * A chain over a pool that was built otherwise.
     *
     * @param endpoints that the pool is made of, by which it is told what it can be asked
     * @param http whose connections new heads come over
     * @param metrics where numbers about logs and transactions go
     */
    public static EvmClient of(EndpointPool pool, List<Endpoint> endpoints, OkHttpClient http, Metrics metrics) {
        return new EvmClient(List.copyOf(endpoints), http, pool, metrics);
    }

    /** The endpoints as one: for calls that nothing here has a method for, and for readers of contracts. */
    public EndpointPool rpc() {
        return pool;
    }

    /**
     * Blocks and view calls. On HyperEVM without an {@link Endpoint#archive archive}, calls are of the newest state only: a block that
     * is not the newest any more is refused, see {@link WrongStateException}.
     */
    public ChainReader reader() {
        return reader;
    }

    /** Logs, for an index: it learns what the endpoints take, so it is one for all who ask. */
    public LogSource logs() {
        return logs;
    }

    /**
     * What sends for an account, with the usual settings, to be changed and built: once for each account, as it is the one owner of
     * its nonces.
     *
     * @param signer of the account
     */
    public NonceLane.Builder lane(Signer signer) {
        return NonceLane.builder(pool, pool.chainId(), signer).metrics(metrics);
    }

    /**
     * New heads of the first endpoint that has a websocket; empty if none has one, as with HyperEVM's public endpoint.
     *
     * @param wakeUp runs on the stream's thread; it must not wait
     */
    public Optional<NewHeads> newHeads(Runnable wakeUp) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.webSocket().isPresent())
                .findFirst()
                .map(endpoint -> NewHeads.of(endpoint, http, wakeUp));
    }

    /** See {@link EndpointPool#healthChecks}. */
    public List<HealthCheck> healthChecks(boolean critical) {
        return pool.healthChecks(critical);
    }
}
