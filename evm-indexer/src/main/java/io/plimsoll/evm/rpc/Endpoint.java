package io.plimsoll.evm.rpc;

import java.util.Optional;
import okhttp3.HttpUrl;

/**
 * A JSON-RPC endpoint and what is known of it beforehand. The URLs may hold a key: they are in no message, and not in {@link
 * #toString}.
 *
 * @param name in errors, logs and metrics; unique in a pool, and not the URL
 * @param url JSON-RPC over HTTP
 * @param webSocket where it tells of new heads; {@code wss} is written as {@code https}
 * @param budget what it takes; empty for no limit known
 * @param maxBatch requests in one exchange, at least 1
 * @param maxLogRange blocks of one {@code eth_getLogs}, both ends counted, at least 1; {@link Long#MAX_VALUE} for no limit known
 * @param archive whether it has the states of old blocks
 * @param systemTransactions whether its blocks have HyperEVM's system transactions and their logs, as those of archive nodes do and
 *     those of the public endpoint do not. Logs of the two kinds are numbered differently
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/hyperevm/json-rpc">HyperEVM: JSON-RPC</a>
 */
public record Endpoint(
        String name,
        HttpUrl url,
        Optional<HttpUrl> webSocket,
        Optional<RequestBudget> budget,
        int maxBatch,
        long maxLogRange,
        boolean archive,
        boolean systemTransactions) {
    private static final int BATCH = 100;

    public Endpoint {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name of an endpoint must not be blank");
        }
        if (maxBatch < 1 || maxLogRange < 1) {
            throw new IllegalArgumentException("maxBatch and maxLogRange of " + name + " must be at least 1, got "
                    + maxBatch + ", " + maxLogRange);
        }
    }

    /** An endpoint of which nothing is known: batches of 100, no archive, no system transactions. */
    public static Endpoint of(String name, HttpUrl url) {
        return new Endpoint(name, url, Optional.empty(), Optional.empty(), BATCH, Long.MAX_VALUE, false, false);
    }

    /**
     * The same with a websocket.
     *
     * @param where {@code ws}, {@code wss}, {@code http} or {@code https}
     */
    public Endpoint withWebSocket(String where) {
        HttpUrl parsed = HttpUrl.parse(
                where.startsWith("ws:") || where.startsWith("wss:") ? "http" + where.substring(2) : where);
        if (parsed == null) {
            throw new IllegalArgumentException("websocket of " + name + " must be a ws, wss, http or https URL");
        }
        return new Endpoint(name, url, Optional.of(parsed), budget, maxBatch, maxLogRange, archive, systemTransactions);
    }

    /** The same with a budget. */
    public Endpoint withBudget(RequestBudget shared) {
        return new Endpoint(
                name, url, webSocket, Optional.of(shared), maxBatch, maxLogRange, archive, systemTransactions);
    }

    /** The same with batches of at most so many requests; 1 for an endpoint that takes none. */
    public Endpoint withMaxBatch(int requests) {
        return new Endpoint(name, url, webSocket, budget, requests, maxLogRange, archive, systemTransactions);
    }

    /** The same with ranges of at most so many blocks. */
    public Endpoint withMaxLogRange(long blocks) {
        return new Endpoint(name, url, webSocket, budget, maxBatch, blocks, archive, systemTransactions);
    }

    /** The same with the states of old blocks. */
    public Endpoint withArchive() {
        return new Endpoint(name, url, webSocket, budget, maxBatch, maxLogRange, true, systemTransactions);
    }

    /** The same with system transactions in its blocks. */
    public Endpoint withSystemTransactions() {
        return new Endpoint(name, url, webSocket, budget, maxBatch, maxLogRange, archive, true);
    }

    /** The name only. */
    @Override
    public String toString() {
        return name;
    }
}
