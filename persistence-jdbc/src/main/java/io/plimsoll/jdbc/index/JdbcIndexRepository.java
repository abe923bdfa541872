package io.plimsoll.jdbc.index;

import static io.plimsoll.jdbc.internal.Type.ADDRESS;
import static io.plimsoll.jdbc.internal.Type.CHAIN;
import static io.plimsoll.jdbc.internal.Type.HASH;
import static io.plimsoll.jdbc.internal.Type.INT;
import static io.plimsoll.jdbc.internal.Type.LONG;
import static io.plimsoll.jdbc.internal.Type.TIME;
import static io.plimsoll.jdbc.internal.Type.text;

import io.plimsoll.core.domain.event.ChainEvent;
import io.plimsoll.core.domain.event.ChildContract;
import io.plimsoll.core.domain.event.EventWriter;
import io.plimsoll.core.domain.event.EventWriters;
import io.plimsoll.core.domain.event.IndexBatch;
import io.plimsoll.core.domain.event.IndexCommit;
import io.plimsoll.core.domain.event.IndexId;
import io.plimsoll.core.domain.event.IndexState;
import io.plimsoll.core.domain.repository.index.IndexRepository;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.LogRef;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Checkpoints in {@code index_checkpoint}, remembered blocks in {@code index_hot_block}, children in {@code index_child}, events where
 * their writers put them.
 *
 * <p>A commit moves the checkpoint first, with the one that the batch builds on as condition: of several writers, in whatever
 * processes, the first has the row until its transaction ends, and the others then find another checkpoint. Thread-safe.
 */
public final class JdbcIndexRepository implements IndexRepository {
    private static final int NAME_LENGTH = 60;

    private static final Table<Checkpoint> CHECKPOINTS = Table.<Checkpoint>named("index_checkpoint")
            .key("chain_id", CHAIN, row -> row.index.chain())
            .key("index_name", text(NAME_LENGTH), row -> row.index.name())
            .column("block_number", LONG, row -> row.block.number())
            .column("block_hash", HASH, row -> row.block.hash())
            .column("block_time", TIME, row -> row.block.time())
            .column("fingerprint", HASH, Checkpoint::fingerprint)
            .column("commits", LONG, Checkpoint::commits)
            .build();
    private static final Table<HotBlock> HOT_BLOCKS = Table.<HotBlock>named("index_hot_block")
            .key("chain_id", CHAIN, row -> row.index.chain())
            .key("index_name", text(NAME_LENGTH), row -> row.index.name())
            .key("block_number", LONG, row -> row.block.number())
            .column("block_hash", HASH, row -> row.block.hash())
            .column("block_time", TIME, row -> row.block.time())
            .build();
    private static final Table<Child> CHILDREN = Table.<Child>named("index_child")
            .key("chain_id", CHAIN, row -> row.index.chain())
            .key("index_name", text(NAME_LENGTH), row -> row.index.name())
            .key("rule", text(NAME_LENGTH), row -> row.contract.rule())
            .key("address", ADDRESS, row -> row.contract.address())
            .column("block_number", LONG, row -> row.contract.at().block().number())
            .column("log_index", INT, row -> row.contract.at().logIndex())
            .column("block_hash", HASH, row -> row.contract.at().block().hash())
            .column("block_time", TIME, row -> row.contract.at().block().time())
            .column("tx_hash", HASH, row -> row.contract.at().transaction())
            .column("tx_index", INT, row -> row.contract.at().transactionIndex())
            .build();
    private static final Table<Place> PLACES = Table.<Place>named("index_place")
            .key("chain_id", CHAIN, row -> row.index.chain())
            .key("place", text(NAME_LENGTH), Place::name)
            .column("index_name", text(NAME_LENGTH), row -> row.index.name())
            .build();
    private static final String STATES = """
            SELECT c.chain_id, c.index_name, c.block_number, c.block_hash, c.block_time, c.commits,
                   h.block_number AS hot_number, h.block_hash AS hot_hash, h.block_time AS hot_time
            FROM index_checkpoint c
            LEFT JOIN index_hot_block h ON h.chain_id = c.chain_id AND h.index_name = c.index_name
            """;

    private final Database database;
    private final EventWriters<Handle> writers;

    private record Checkpoint(IndexId index, BlockRef block, Bytes32 fingerprint, long commits) {}

    private record HotBlock(IndexId index, BlockRef block) {}

    private record Child(IndexId index, ChildContract contract) {}

    private record Place(IndexId index, String name) {}

    /**
     * Takes events of the kinds of these writers. Tables of events that are not there yet are created; of an index that has begun
     * they get what happens from then on.
     *
     * @param database with the tables of the index domain
     * @throws IllegalArgumentException if there is no writer, or two are of one kind or of one place
     * @throws RepositoryException of kind {@link Kind#WRONG_SCHEMA} if a table is there with other columns
     */
    public JdbcIndexRepository(Database database, Collection<? extends EventWriter<?, Handle>> writers) {
        this.database = database;
        this.writers = new EventWriters<>(writers);
        for (EventWriter<?, Handle> writer : writers) {
            if (writer instanceof EventTable<?> table) {
                table.create(database);
            }
        }
    }

    /** The events that are kept in {@code table}. */
    public <E extends ChainEvent> EventRows<E> events(EventTable<E> table) {
        return new EventRows<>(database, table);
    }

    @Override
    public Optional<IndexState> find(IndexId index) {
        return database.read(
                "read index " + index,
                handle -> states(handle.createQuery(STATES
                                        + "WHERE c.chain_id = :chain AND c.index_name = :name ORDER BY h.block_number")
                                .bind("chain", index.chain())
                                .bind("name", index.name()))
                        .stream()
                        .findFirst());
    }

    @Override
    public List<IndexState> all() {
        return database.read(
                "read the indexes",
                handle -> states(handle.createQuery(STATES + "ORDER BY c.chain_id, c.index_name, h.block_number")));
    }

    private static List<IndexState> states(Query query) {
        Map<IndexId, IndexState> states = new LinkedHashMap<>();
        Map<IndexId, List<BlockRef>> windows = new LinkedHashMap<>();
        query.map(Row.mapping(row -> {
                    IndexId index = new IndexId(row.get("chain_id", CHAIN), row.get("index_name", text(NAME_LENGTH)));
                    List<BlockRef> window = windows.computeIfAbsent(index, unknown -> new ArrayList<>());
                    row.find("hot_number", LONG)
                            .ifPresent(number -> window.add(
                                    new BlockRef(number, row.get("hot_hash", HASH), row.get("hot_time", TIME))));
                    states.put(index, new IndexState(index, block(row), List.of(), row.get("commits", LONG)));
                    return index;
                }))
                .list();
        return states.values().stream()
                .map(state -> new IndexState(
                        state.index(),
                        state.checkpoint(),
                        windows.getOrDefault(state.index(), List.of()),
                        state.commits()))
                .toList();
    }

    private static BlockRef block(Row row) {
        return new BlockRef(row.get("block_number", LONG), row.get("block_hash", HASH), row.get("block_time", TIME));
    }

    @Override
    public List<ChildContract> children(IndexId index) {
        return database.read(
                "read the children of index " + index,
                handle -> handle.createQuery("""
                        SELECT chain_id, rule, address, block_number, log_index, block_hash, block_time, tx_hash, tx_index
                        FROM index_child
                        WHERE chain_id = :chain AND index_name = :name
                        ORDER BY chain_id, index_name, block_number, log_index, rule, address
                        """)
                        .bind("chain", index.chain())
                        .bind("name", index.name())
                        .map(Row.mapping(JdbcIndexRepository::child))
                        .list());
    }

    private static ChildContract child(Row row) {
        LogRef at = new LogRef(
                row.get("chain_id", CHAIN),
                block(row),
                row.get("tx_hash", HASH),
                row.get("tx_index", INT),
                row.get("log_index", INT));
        return new ChildContract(at, row.get("rule", text(NAME_LENGTH)), row.get("address", ADDRESS));
    }

    @Override
    public List<ChainEvent> eventsAfter(IndexId index, long ancestor) {
        return database.read("read the newest events of index " + index, handle -> {
            SortedSet<String> places = places(handle, index);
            return places.isEmpty() ? List.of() : writers.to(places).from(handle, index.chain(), ancestor + 1);
        });
    }

    @Override
    public IndexCommit commit(IndexBatch batch) {
        writers.requireFor(batch.events());
        Bytes32 fingerprint = batch.fingerprint();
        return database.write("store a step of index " + batch.index(), handle -> {
            if (!advance(handle, batch, fingerprint)) {
                requireLast(handle, batch, fingerprint);
                return IndexCommit.REPEATED;
            }
            claimPlaces(handle, batch.index());
            List<ChainEvent> orphaned = batch.ancestor()
                    .map(ancestor -> deleteOrphaned(handle, batch, ancestor))
                    .orElse(List.of());
            writers.write(handle, batch.events());
            HOT_BLOCKS.upsert(
                    handle,
                    batch.hotBlocks().stream()
                            .map(block -> new HotBlock(batch.index(), block))
                            .toList());
            CHILDREN.add(
                    handle,
                    batch.children().stream()
                            .map(child -> new Child(batch.index(), child))
                            .toList());
            forgetFinal(handle, batch);
            return new IndexCommit(true, orphaned);
        });
    }

    private static boolean advance(Handle handle, IndexBatch batch, Bytes32 fingerprint) {
        if (batch.previous().isEmpty()) {
            return CHECKPOINTS.add(handle, List.of(new Checkpoint(batch.index(), batch.checkpoint(), fingerprint, 1)))
                    == 1;
        }
        return handle.createUpdate("""
                        UPDATE index_checkpoint
                        SET block_number = :number, block_hash = :hash, block_time = :time,
                            fingerprint = :fingerprint, commits = commits + 1
                        WHERE chain_id = :chain AND index_name = :name
                          AND block_number = :previousNumber AND block_hash = :previousHash
                        """)
                        .bind("number", batch.checkpoint().number())
                        .bind("hash", batch.checkpoint().hash())
                        .bind("time", batch.checkpoint().time())
                        .bind("fingerprint", fingerprint)
                        .bind("chain", batch.index().chain())
                        .bind("name", batch.index().name())
                        .bind("previousNumber", batch.previous().get().number())
                        .bind("previousHash", batch.previous().get().hash())
                        .execute()
                == 1;
    }

    private static void requireLast(Handle handle, IndexBatch batch, Bytes32 fingerprint) {
        Optional<Checkpoint> stored = handle.createQuery("""
                        SELECT block_number, block_hash, block_time, fingerprint, commits
                        FROM index_checkpoint
                        WHERE chain_id = :chain AND index_name = :name
                        """)
                .bind("chain", batch.index().chain())
                .bind("name", batch.index().name())
                .map(Row.mapping(row -> new Checkpoint(
                        batch.index(), block(row), row.get("fingerprint", HASH), row.get("commits", LONG))))
                .findOne();
        if (!stored.map(Checkpoint::fingerprint).equals(Optional.of(fingerprint))) {
            throw batch.stale(stored.map(Checkpoint::block));
        }
    }

    private void claimPlaces(Handle handle, IndexId index) {
        Map<String, String> owners = owners(handle, index);
        List<Place> free = writers.places().stream()
                .filter(place -> !owners.containsKey(place))
                .map(place -> new Place(index, place))
                .toList();
        if (PLACES.add(handle, free) < free.size()) {
            owners.putAll(owners(handle, index));
        }
        for (String place : writers.places()) {
            String owner = owners.getOrDefault(place, index.name());
            if (!owner.equals(index.name())) {
                throw new RepositoryException(
                        Kind.DUPLICATE,
                        "cannot store events of index " + index + ": " + place + " belongs to index "
                                + new IndexId(index.chain(), owner) + "; give each index places of its own");
            }
        }
        owners.forEach((place, owner) -> {
            if (owner.equals(index.name()) && !writers.places().contains(place)) {
                throw new IllegalArgumentException("index " + index + " keeps events in " + place
                        + ", for which there is no writer here: they would be missing there, or stay after a reorg; nothing was"
                        + " stored. Open it with all its writers, or forget it with them and begin again");
            }
        });
    }

    /** The index of each place that has one on this chain. */
    private static Map<String, String> owners(Handle handle, IndexId index) {
        Map<String, String> owners = new TreeMap<>();
        handle.createQuery("SELECT place, index_name FROM index_place WHERE chain_id = :chain")
                .bind("chain", index.chain())
                .map(Row.mapping(row -> {
                    String place = row.get("place", text(NAME_LENGTH));
                    owners.put(place, row.get("index_name", text(NAME_LENGTH)));
                    return place;
                }))
                .list();
        return owners;
    }

    private List<ChainEvent> deleteOrphaned(Handle handle, IndexBatch batch, BlockRef ancestor) {
        batch.requireAncestorIn(handle.createQuery("""
                        SELECT block_number, block_hash, block_time FROM index_hot_block
                        WHERE chain_id = :chain AND index_name = :name
                        ORDER BY block_number
                        """)
                .bind("chain", batch.index().chain())
                .bind("name", batch.index().name())
                .map(Row.mapping(JdbcIndexRepository::block))
                .list());
        deleteAfter(handle, "index_hot_block", batch.index(), ancestor);
        deleteAfter(handle, "index_child", batch.index(), ancestor);
        List<ChainEvent> orphaned = writers.from(handle, batch.index().chain(), ancestor.number() + 1);
        writers.deleteFrom(handle, batch.index().chain(), ancestor.number() + 1);
        return orphaned;
    }

    private static void deleteAfter(Handle handle, String table, IndexId index, BlockRef ancestor) {
        handle.createUpdate("DELETE FROM " + table
                        + " WHERE chain_id = :chain AND index_name = :name AND block_number > :ancestor")
                .bind("chain", index.chain())
                .bind("name", index.name())
                .bind("ancestor", ancestor.number())
                .execute();
    }

    private static void forgetFinal(Handle handle, IndexBatch batch) {
        handle.createUpdate("""
                        DELETE FROM index_hot_block
                        WHERE chain_id = :chain AND index_name = :name AND block_number < :start
                        """)
                .bind("chain", batch.index().chain())
                .bind("name", batch.index().name())
                .bind("start", batch.windowStart())
                .execute();
    }

    @Override
    public boolean forget(IndexId index) {
        return database.write("forget index " + index, handle -> {
            boolean known = deleteFrom(handle, "index_checkpoint", index) == 1;
            if (known) {
                writers.to(places(handle, index)).deleteFrom(handle, index.chain(), 0);
                deleteFrom(handle, "index_hot_block", index);
                deleteFrom(handle, "index_child", index);
                deleteFrom(handle, "index_place", index);
            }
            return known;
        });
    }

    /** Those that belong to the index. */
    private static SortedSet<String> places(Handle handle, IndexId index) {
        SortedSet<String> places = new TreeSet<>();
        owners(handle, index).forEach((place, owner) -> {
            if (owner.equals(index.name())) {
                places.add(place);
            }
        });
        return places;
    }

    private static int deleteFrom(Handle handle, String table, IndexId index) {
        return handle.createUpdate("DELETE FROM " + table + " WHERE chain_id = :chain AND index_name = :name")
                .bind("chain", index.chain())
                .bind("name", index.name())
                .execute();
    }
}
