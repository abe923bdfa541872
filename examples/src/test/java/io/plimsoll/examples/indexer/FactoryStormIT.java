package io.plimsoll.examples.indexer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.ChildContract;
import io.plimsoll.core.domain.event.EventDecoder;
import io.plimsoll.core.domain.repository.index.IndexRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.evm.abi.EventShape;
import io.plimsoll.evm.index.Factory;
import io.plimsoll.evm.index.Indexer;
import io.plimsoll.evm.index.Subscription;
import io.plimsoll.evm.protocol.erc20.Erc20Events;
import io.plimsoll.evm.testing.AnvilNode;
import io.plimsoll.evm.testing.AnvilNode.Placed;
import io.plimsoll.evm.testing.Contract;
import io.plimsoll.evm.testing.NodeModules;
import io.plimsoll.evm.testing.NodeTest;
import io.plimsoll.evm.testing.TransferChain;
import io.plimsoll.jdbc.testing.PostgresServer;
import io.plimsoll.jdbc.testing.TestDatabase;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.web3j.abi.datatypes.generated.Uint256;

/**
 * The children of a factory are followed from the block of their birth on; those that a reorg has taken back are followed no more, and
 * those that it has brought are.
 */
@NodeTest
class FactoryStormIT {
    private static final int STORMS = Integer.getInteger("plimsoll.storms", 6);
    private static final String RULE = "emitters";

    /** A child's birth; of these no rows are kept. */
    private record EmitterCreated(LogRef at, Address emitter) implements ChainEvent {}

    private static final EventDecoder<EmitterCreated> CREATED = EventShape.parse(
                    "EmitterCreated(address indexed emitter, uint256 number)")
            .decoder((log, fields) -> new EmitterCreated(log.at(), fields.address("emitter")));

    private static final int SELECTOR = 10;
    private static final String CREATE =
            Contract.calldata("create", new Uint256(0)).substring(0, SELECTOR);

    private record WireBlock(List<WireTransaction> transactions) {}

    private record WireTransaction(@Nullable String to, String input) {}

    private final Random random = new Random(20261120);
    private long next;

    /** A transfer, by who says so and how much. */
    private record Emission(Address emitter, BigInteger amount) {}

    @Test
    void h2_childrenAndTheirTransfers_areThoseOfTheChain(AnvilNode node, NodeModules modules, @TempDir Path folder) {
        try (TestDatabase database = TestDatabase.h2(folder)) {
            storm(node, modules, database);
        }
    }

    @Test
    void postgres_childrenAndTheirTransfers_areThoseOfTheChain(AnvilNode node, NodeModules modules) {
        PostgresServer.require(FactoryStormIT.class);
        try (TestDatabase database = TestDatabase.postgres()) {
            storm(node, modules, database);
        }
    }

    private void storm(AnvilNode node, NodeModules modules, TestDatabase database) {
        Address sender = node.accounts().get(0);
        Contract factory = modules.own("EmitterFactory").deploy(node, sender);
        Contract stranger = modules.own("EmitterFactory").deploy(node, sender);
        stranger.send(sender, "create", new Uint256(next++));
        IndexRepository repository = TransferIndex.in(database.store());
        Factory births = Factory.of(RULE, Set.of(factory.address()), CREATED, EmitterCreated::emitter);

        for (int storm = 0; storm < STORMS; storm++) {
            if (storm > 0) {
                node.reorg(1 + random.nextInt(3), List.of());
            }
            for (int i = random.nextInt(4); i >= 0; i--) {
                factory.send(sender, random.nextBoolean() ? "create" : "emitAll", new Uint256(next++));
            }
            stranger.send(sender, "emitAll", new Uint256(next++));
            if (random.nextBoolean()) {
                int depth = 1 + random.nextInt(3);
                node.reorg(
                        depth,
                        List.of(
                                placed(depth - 1, sender, factory, "create"),
                                placed(depth - 1, node.accounts().get(1), factory, "emitAll")));
            }
            Indexer indexer = TransferIndex.of(
                            repository, node.url(), Subscription.children(births, Erc20Events.TRANSFER))
                    .largestRange(1 + random.nextInt(10))
                    .build();
            indexer.runTo(node.blockNumber());

            assertThat(repository.children(TransferIndex.ID))
                    .as("after storm %s", storm)
                    .extracting(ChildContract::address)
                    .isEqualTo(emitters(factory));
            assertThat(repository.children(TransferIndex.ID))
                    .allMatch(child -> child.rule().equals(RULE))
                    .allMatch(child -> child.at()
                            .block()
                            .hash()
                            .equals(node.blockHash(child.at().block().number())));
            assertTransfers(node, factory, database);
        }
    }

    private Placed placed(int offset, Address sender, Contract factory, String function) {
        return new Placed(offset, sender, factory.address(), Contract.calldata(function, new Uint256(next++)));
    }

    private static List<Address> emitters(Contract factory) {
        List<Address> emitters = new ArrayList<>();
        for (long i = 0; i < factory.number("count").longValueExact(); i++) {
            emitters.add(factory.address("emitters", new Uint256(i)));
        }
        return emitters;
    }

    /** What the calls that are on the chain say that the emitters have emitted. */
    private static void assertTransfers(AnvilNode node, Contract factory, TestDatabase database) {
        List<Emission> emitted = new ArrayList<>();
        List<Address> emitters = emitters(factory);
        int born = 0;
        for (String calldata : calls(node, factory.address())) {
            BigInteger amount = TransferChain.value(Long.parseLong(calldata.substring(SELECTOR), 16));
            if (calldata.startsWith(CREATE)) {
                emitted.add(new Emission(emitters.get(born++), amount));
            } else {
                emitters.subList(0, born).forEach(emitter -> emitted.add(new Emission(emitter, amount)));
            }
        }
        assertThat(StoredTransfers.in(database.source()))
                .extracting(transfer -> new Emission(transfer.contract(), transfer.amount()))
                .isEqualTo(emitted);
    }

    /** The calldata of the transactions that are on the chain, in its order. */
    private static List<String> calls(AnvilNode node, Address contract) {
        List<String> calls = new ArrayList<>();
        for (long block = 0; block <= node.blockNumber(); block++) {
            node
                    .rpc()
                    .call(
                            "eth_getBlockByNumber",
                            List.of("0x" + Long.toHexString(block), true),
                            new TypeReference<WireBlock>() {})
                    .transactions
                    .stream()
                    .filter(transaction -> contract.hex().equals(transaction.to))
                    .map(WireTransaction::input)
                    .forEach(calls::add);
        }
        return calls;
    }
}
