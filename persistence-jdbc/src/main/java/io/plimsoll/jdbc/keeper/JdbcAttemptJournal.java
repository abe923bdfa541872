package io.plimsoll.jdbc.keeper;

import static io.plimsoll.jdbc.internal.Type.ADDRESS;
import static io.plimsoll.jdbc.internal.Type.AMOUNT;
import static io.plimsoll.jdbc.internal.Type.DOCUMENT;
import static io.plimsoll.jdbc.internal.Type.HASH;
import static io.plimsoll.jdbc.internal.Type.INT;
import static io.plimsoll.jdbc.internal.Type.LONG;
import static io.plimsoll.jdbc.internal.Type.TIME;

import io.plimsoll.core.domain.keeper.Attempt;
import io.plimsoll.core.domain.keeper.Attempt.Settlement;
import io.plimsoll.core.domain.keeper.AttemptKey;
import io.plimsoll.core.domain.keeper.AttemptState;
import io.plimsoll.core.domain.keeper.SentTransaction;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.keeper.AttemptJournal;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.error.RepositoryException;
import io.plimsoll.core.foundation.error.RepositoryException.Kind;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Engine;
import io.plimsoll.jdbc.internal.Pages;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import io.plimsoll.jdbc.internal.Where;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/**
 * Attempts in {@code keeper_attempt}, and what was signed for them in {@code keeper_attempt_transaction}. Each step is on the
 * disk when its call returns.
 */
final class JdbcAttemptJournal implements AttemptJournal {
    private static final Type<AttemptState> STATE = Type.name(AttemptState.class);

    /** A transaction, and the attempt it is the {@code place}th of. */
    private record Signed(AttemptKey key, int place, SentTransaction transaction) {}

    private static final Table<Attempt> ATTEMPTS = AttemptColumns.keyed("keeper_attempt", Attempt::key)
            .column("state", STATE, Attempt::state)
            .column("revision", INT, Attempt::revision)
            .optional("settled_tx", HASH, attempt -> attempt.settlement().map(Settlement::transaction))
            .optional("settled_block", LONG, attempt -> block(attempt).map(BlockRef::number))
            .optional("settled_hash", HASH, attempt -> block(attempt).map(BlockRef::hash))
            .optional("settled_at", TIME, attempt -> block(attempt).map(BlockRef::time))
            .column("planned_at", TIME, Attempt::plannedAt)
            .column("updated_at", TIME, Attempt::updatedAt)
            .optional("landed_at", TIME, attempt -> landedAt(attempt))
            .column("note", DOCUMENT, Attempt::note)
            .build();

    private static final Table<Signed> TRANSACTIONS = Table.<Signed>named("keeper_attempt_transaction")
            .key("chain_id", Type.CHAIN, signed -> signed.key().market().chain())
            .key("tx_hash", HASH, signed -> signed.transaction().hash())
            .column(
                    "protocol",
                    MarketColumns.PROTOCOL,
                    signed -> signed.key().market().protocol())
            .column(
                    "market",
                    MarketColumns.MARKET,
                    signed -> signed.key().market().name())
            .column("account", ADDRESS, signed -> signed.key().account())
            .column("version_block", HASH, signed -> signed.key().version().block())
            .column("version_log", INT, signed -> signed.key().version().logIndex())
            .column("place", INT, Signed::place)
            .column("sender", ADDRESS, signed -> signed.transaction().sender())
            .column("nonce", LONG, signed -> signed.transaction().nonce())
            .column("maximum_fee", AMOUNT, signed -> signed.transaction().maximumFee())
            .column("priority_fee", AMOUNT, signed -> signed.transaction().priorityFee())
            .column("signed_at", TIME, signed -> signed.transaction().time())
            .build();

    private static final String SELECT = """
            SELECT chain_id, protocol, market, account, version_block, version_log, state, revision, settled_tx,
                   settled_block, settled_hash, settled_at, planned_at, updated_at, note
            FROM keeper_attempt
            """;

    private static final String SELECT_TRANSACTIONS = """
            SELECT t.chain_id, t.protocol, t.market, t.account, t.version_block, t.version_log, t.place, t.tx_hash,
                   t.sender, t.nonce, t.maximum_fee, t.priority_fee, t.signed_at
            FROM keeper_attempt a
            JOIN keeper_attempt_transaction t
              ON t.chain_id = a.chain_id AND t.protocol = a.protocol AND t.market = a.market
             AND t.account = a.account AND t.version_block = a.version_block AND t.version_log = a.version_log
            """;

    /** Of attempts without their transactions. */
    private static final Pages<Head> NEWEST_FIRST = Pages.of(
            SELECT,
            Row.mapping(JdbcAttemptJournal::head),
            Keyset.<Head>descending()
                    .time(Head::plannedAt)
                    .text(head -> head.key().market().protocol())
                    .text(head -> head.key().market().name())
                    .address(head -> head.key().account())
                    .text(head -> head.key().version().block().hex())
                    .number(head -> head.key().version().logIndex()),
            "planned_at",
            "protocol",
            "market",
            "account",
            "version_block",
            "version_log");

    /** An attempt without its transactions. */
    private record Head(
            AttemptKey key,
            AttemptState state,
            int revision,
            Optional<Settlement> settlement,
            Instant plannedAt,
            Instant updatedAt,
            String note) {
        private Attempt with(List<SentTransaction> transactions) {
            return new Attempt(key, state, revision, transactions, settlement, plannedAt, updatedAt, note);
        }
    }

    private final Database database;

    JdbcAttemptJournal(Database database) {
        this.database = database;
    }

    @Override
    public boolean plan(Attempt planned) {
        AttemptJournal.requireFirstStep(planned);
        return database.writeForced(
                "plan attempt " + planned.key(), handle -> ATTEMPTS.add(handle, List.of(planned)) == 1);
    }

    @Override
    public void save(Attempt next) {
        database.writeForced("save attempt " + next.key(), handle -> {
            // who comes second waits here, and then sees the step of the first
            Optional<Attempt> before = find(handle, next.key(), " FOR UPDATE");
            if (before.equals(Optional.of(next))) {
                return false;
            }
            Attempt known = before.filter(next::follows).orElseThrow(() -> AttemptJournal.doesNotFollow(next));
            ATTEMPTS.upsert(handle, List.of(next));
            sign(handle, next, known.transactions().size());
            return true;
        });
    }

    private static void sign(Handle handle, Attempt attempt, int known) {
        List<Signed> signed = IntStream.range(known, attempt.transactions().size())
                .mapToObj(place ->
                        new Signed(attempt.key(), place, attempt.transactions().get(place)))
                .toList();
        if (TRANSACTIONS.add(handle, signed) < signed.size()) {
            throw new RepositoryException(
                    Kind.DUPLICATE,
                    "cannot save attempt " + attempt.key() + ": one of its transactions is another attempt's, "
                            + signed.stream()
                                    .map(one -> one.transaction().hash().hex())
                                    .collect(Collectors.joining(", ")));
        }
    }

    @Override
    public Optional<Attempt> find(AttemptKey key) {
        return database.read("read attempt " + key, handle -> find(handle, key, ""));
    }

    private static Optional<Attempt> find(Handle handle, AttemptKey key, String lock) {
        return AttemptColumns.bind(handle.createQuery(SELECT + " WHERE " + AttemptColumns.IS_THE_KEY + lock), key)
                .map(Row.mapping(JdbcAttemptJournal::head))
                .findOne()
                .map(head -> head.with(transactions(handle, key)));
    }

    private static List<SentTransaction> transactions(Handle handle, AttemptKey key) {
        return AttemptColumns.bind(
                        handle.createQuery("""
                                SELECT chain_id, protocol, market, account, version_block, version_log, place, tx_hash,
                                       sender, nonce, maximum_fee, priority_fee, signed_at
                                FROM keeper_attempt_transaction
                                """ + " WHERE " + AttemptColumns.IS_THE_KEY + " ORDER BY place"), key)
                .map(Row.mapping(JdbcAttemptJournal::signed))
                .map(Signed::transaction)
                .list();
    }

    @Override
    public Optional<Attempt> find(ChainId chain, Bytes32 transaction) {
        return database.read(
                "read the attempt of transaction " + transaction,
                handle -> handle.createQuery("""
                        SELECT chain_id, protocol, market, account, version_block, version_log
                        FROM keeper_attempt_transaction
                        WHERE chain_id = :chain AND tx_hash = :hash
                        """)
                        .bind("chain", chain)
                        .bind("hash", transaction)
                        .map(Row.mapping(AttemptColumns::read))
                        .findOne()
                        .flatMap(key -> find(handle, key, "")));
    }

    @Override
    public List<Attempt> inFlight(ChainId chain) {
        List<String> states = AttemptState.IN_FLIGHT.stream().map(Enum::name).toList();
        return database.read("read the attempts in flight", handle -> {
            List<Head> heads = handle.createQuery(SELECT + " WHERE chain_id = :chain AND state IN (<states>)"
                            + " ORDER BY planned_at, protocol, market, account, version_block, version_log")
                    .bind("chain", chain)
                    .bindList("states", states)
                    .map(Row.mapping(JdbcAttemptJournal::head))
                    .list();
            return complete(
                    heads,
                    handle.createQuery(SELECT_TRANSACTIONS + " WHERE a.chain_id = :chain AND a.state IN (<states>)")
                            .bind("chain", chain)
                            .bindList("states", states));
        });
    }

    @Override
    public OptionalLong highestNonce(ChainId chain, Address sender) {
        return database.read(
                "read the nonces of " + sender,
                handle -> handle.createQuery("""
                        SELECT nonce FROM keeper_attempt_transaction
                        WHERE chain_id = :chain AND sender = :sender
                        ORDER BY chain_id DESC, sender DESC, nonce DESC FETCH FIRST ROW ONLY
                        """)
                        .bind("chain", chain)
                        .bind("sender", sender)
                        .mapTo(Long.class)
                        .findOne()
                        .map(OptionalLong::of)
                        .orElse(OptionalLong.empty()));
    }

    @Override
    public Page<Attempt> page(ChainId chain, PageRequest request) {
        return database.read("read the attempts", handle -> {
            Page<Head> heads = NEWEST_FIRST.page(handle, Where.is("chain_id", chain), request);
            if (heads.items().isEmpty()) {
                return new Page<>(List.of(), heads.next());
            }
            Instant newest = heads.items().get(0).plannedAt();
            Instant oldest = heads.items().get(heads.items().size() - 1).plannedAt();
            return new Page<>(
                    complete(
                            heads.items(),
                            handle.createQuery(SELECT_TRANSACTIONS
                                            + " WHERE a.chain_id = :chain AND a.planned_at BETWEEN :oldest AND :newest")
                                    .bind("chain", chain)
                                    .bind("oldest", oldest)
                                    .bind("newest", newest)),
                    heads.next());
        });
    }

    /** The attempts with their transactions; {@code transactions} may bring those of others too. */
    private static List<Attempt> complete(List<Head> heads, Query transactions) {
        Map<AttemptKey, List<Signed>> signed = transactions.map(Row.mapping(JdbcAttemptJournal::signed)).stream()
                .collect(Collectors.groupingBy(Signed::key));
        return heads.stream()
                .map(head -> head.with(signed.getOrDefault(head.key(), List.of()).stream()
                        .sorted(Comparator.comparing(Signed::place))
                        .map(Signed::transaction)
                        .toList()))
                .toList();
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return database.deleteOlderThan("keeper_attempt", "landed_at", limit);
    }

    @Override
    public boolean durable() {
        return database.read(
                "read how commits are written",
                handle -> handle.createQuery(database.engine() == Engine.POSTGRES ? """
                        SELECT current_setting('fsync') = 'on' AND current_setting('synchronous_commit') <> 'off'
                        """ : """
                        SELECT DATABASE_PATH() IS NOT NULL AND MIN(setting_value) = '0' AND MAX(setting_value) = '0'
                        FROM information_schema.settings
                        WHERE setting_name = 'WRITE_DELAY'
                        """)
                        .mapTo(Boolean.class)
                        .findOne()
                        .orElse(false));
    }

    private static Optional<BlockRef> block(Attempt attempt) {
        return attempt.settlement().map(Settlement::block);
    }

    private static Optional<Instant> landedAt(Attempt attempt) {
        return attempt.state().inFlight() ? Optional.empty() : Optional.of(attempt.updatedAt());
    }

    private static Head head(Row row) {
        return new Head(
                AttemptColumns.read(row),
                row.get("state", STATE),
                row.get("revision", INT),
                row.find("settled_tx", HASH)
                        .map(hash -> new Settlement(
                                hash,
                                new BlockRef(
                                        row.get("settled_block", LONG),
                                        row.get("settled_hash", HASH),
                                        row.get("settled_at", TIME)))),
                row.get("planned_at", TIME),
                row.get("updated_at", TIME),
                row.get("note", DOCUMENT));
    }

    private static Signed signed(Row row) {
        return new Signed(
                AttemptColumns.read(row),
                row.get("place", INT),
                new SentTransaction(
                        row.get("tx_hash", HASH),
                        row.get("sender", ADDRESS),
                        row.get("nonce", LONG),
                        row.get("maximum_fee", AMOUNT),
                        row.get("priority_fee", AMOUNT),
                        row.get("signed_at", TIME)));
    }
}
