package io.plimsoll.examples.indexer;

import io.plimsoll.core.domain.event.IndexId;
import io.plimsoll.core.domain.repository.index.IndexRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.evm.index.Indexer;
import io.plimsoll.evm.index.RpcLogSource;
import io.plimsoll.evm.index.Subscription;
import io.plimsoll.evm.protocol.erc20.Erc20Events;
import io.plimsoll.evm.rpc.JsonRpc;
import io.plimsoll.jdbc.JdbcStore;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;

/** An index of the transfers of a node's tokens, as a program puts it together. */
final class TransferIndex {
    /** What it is called; the chain is anvil's. */
    static final IndexId ID = new IndexId(new ChainId(31_337), "transfers");

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private TransferIndex() {}

    /** Where a store keeps it. */
    static IndexRepository in(JdbcStore store) {
        return store.index(store.tokens().transferWriter());
    }

    /** Of tokens that are known; to be built. */
    static Indexer.Builder of(IndexRepository repository, HttpUrl node, Collection<Address> tokens) {
        return of(repository, node, Subscription.contracts(Set.copyOf(tokens), Erc20Events.TRANSFER));
    }

    /** To be built. */
    static Indexer.Builder of(IndexRepository repository, HttpUrl node, Subscription transfers) {
        JsonRpc rpc = JsonRpc.of("node", node, new OkHttpClient(), DEADLINE);
        return Indexer.builder(ID, RpcLogSource.of(rpc, ID.chain()), repository)
                .subscribe(transfers)
                .pollEvery(Duration.ofMillis(5))
                .pauses(Duration.ofMillis(5), Duration.ofMillis(100));
    }
}
