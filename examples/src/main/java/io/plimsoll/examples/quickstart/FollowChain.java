package io.plimsoll.examples.quickstart;

import io.plimsoll.core.domain.event.IndexId;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.evm.EvmClient;
import io.plimsoll.evm.index.Indexer;
import io.plimsoll.evm.index.Subscription;
import io.plimsoll.jdbc.JdbcStore;

/** Follow a chain into a database, each event once. */
public final class FollowChain {
    private FollowChain() {}

    /**
     * An index of the events of an insurance fund, a protocol that {@link OwnProtocol} declares: a service to start and stop.
     *
     * @param evm {@code EvmClient.of(EvmNetwork.HYPEREVM)}, or one over endpoints of your own
     * @param fund contract
     * @param birth block in which it was created
     */
    public static Indexer fund(EvmClient evm, JdbcStore store, Address fund, long birth) {
        IndexId index = new IndexId(evm.rpc().chainId(), "fund");
        return Indexer.builder(index, evm.logs(), store.index(OwnProtocol.COVERS, OwnProtocol.REFILLS))
                .subscribe(Subscription.contract(fund, OwnProtocol.COVERED, OwnProtocol.REFILLED))
                .from(birth)
                .build();
    }
}
