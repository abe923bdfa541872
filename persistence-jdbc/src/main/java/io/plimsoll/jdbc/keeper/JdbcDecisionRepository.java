package io.plimsoll.jdbc.keeper;

import static io.plimsoll.jdbc.internal.Type.DECIMAL;
import static io.plimsoll.jdbc.internal.Type.DOCUMENT;
import static io.plimsoll.jdbc.internal.Type.LONG;
import static io.plimsoll.jdbc.internal.Type.TIME;

import io.plimsoll.core.domain.keeper.AttemptKey;
import io.plimsoll.core.domain.keeper.Decision;
import io.plimsoll.core.domain.keeper.Economics;
import io.plimsoll.core.domain.keeper.KeeperMode;
import io.plimsoll.core.domain.keeper.Verdict;
import io.plimsoll.core.domain.repository.Keyset;
import io.plimsoll.core.domain.repository.Page;
import io.plimsoll.core.domain.repository.PageRequest;
import io.plimsoll.core.domain.repository.keeper.DecisionRepository;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Pages;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import io.plimsoll.jdbc.internal.Type;
import io.plimsoll.jdbc.internal.Where;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.mapper.RowMapper;

/** Decisions in {@code keeper_decision}: the whole as a document, beside it what is asked for. */
final class JdbcDecisionRepository implements DecisionRepository {
    private static final Type<Verdict> VERDICT = Type.name(Verdict.class);

    private static final Table<Decision> DECISIONS = AttemptColumns.keyed("keeper_decision", Decision::key)
            .key("decided_at", TIME, Decision::time)
            .column("head_number", LONG, decision -> decision.head().number())
            .column("mode", Type.name(KeeperMode.class), Decision::mode)
            .column("verdict", VERDICT, Decision::verdict)
            .optional("health_factor", DECIMAL, Decision::healthFactor)
            .optional("net", DECIMAL, decision -> decision.economics().map(Economics::net))
            .column("document", DOCUMENT, DecisionDocument::write)
            .build();

    private static final String SELECT = "SELECT document FROM keeper_decision";

    private static final RowMapper<Decision> DECISION = Row.mapping(JdbcDecisionRepository::decision);

    private static final Pages<Decision> OF_A_CHAIN = Pages.of(
            SELECT,
            DECISION,
            Keyset.<Decision>descending()
                    .time(Decision::time)
                    .text(decision -> decision.key().market().protocol())
                    .text(decision -> decision.key().market().name())
                    .address(decision -> decision.key().account())
                    .text(decision -> decision.key().version().block().hex())
                    .number(decision -> decision.key().version().logIndex()),
            "decided_at",
            "protocol",
            "market",
            "account",
            "version_block",
            "version_log");

    private static final Pages<Decision> OF_AN_ACCOUNT = Pages.of(
            SELECT,
            DECISION,
            Keyset.<Decision>descending()
                    .time(Decision::time)
                    .text(decision -> decision.key().market().protocol())
                    .text(decision -> decision.key().market().name())
                    .text(decision -> decision.key().version().block().hex())
                    .number(decision -> decision.key().version().logIndex()),
            "decided_at",
            "protocol",
            "market",
            "version_block",
            "version_log");

    private static final Pages<Decision> OLDEST_FIRST = Pages.of(
            SELECT,
            DECISION,
            Keyset.<Decision>ascending()
                    .time(Decision::time)
                    .number(decision -> decision.key().market().chain().value())
                    .text(decision -> decision.key().market().protocol())
                    .text(decision -> decision.key().market().name())
                    .address(decision -> decision.key().account())
                    .text(decision -> decision.key().version().block().hex())
                    .number(decision -> decision.key().version().logIndex()),
            "decided_at",
            "chain_id",
            "protocol",
            "market",
            "account",
            "version_block",
            "version_log");

    private final Database database;

    JdbcDecisionRepository(Database database) {
        this.database = database;
    }

    @Override
    public int add(Collection<Decision> decisions) {
        return database.write("save the decisions", handle -> DECISIONS.add(handle, decisions));
    }

    @Override
    public List<Decision> on(AttemptKey key) {
        return database.read(
                "read the decisions on " + key,
                handle -> AttemptColumns.bind(
                                handle.createQuery(
                                        SELECT + " WHERE " + AttemptColumns.IS_THE_KEY + " ORDER BY decided_at"),
                                key)
                        .map(DECISION)
                        .list());
    }

    @Override
    public Page<Decision> between(Instant from, Instant to, PageRequest request) {
        return database.read(
                "read the decisions",
                handle -> OLDEST_FIRST.page(
                        handle, Where.ALL.from("decided_at", from).upTo("decided_at", to), request));
    }

    @Override
    public Page<Decision> page(ChainId chain, PageRequest request) {
        return database.read(
                "read the decisions", handle -> OF_A_CHAIN.page(handle, Where.is("chain_id", chain), request));
    }

    @Override
    public Page<Decision> page(ChainId chain, Verdict verdict, PageRequest request) {
        return database.read(
                "read the decisions",
                handle -> OF_A_CHAIN.page(handle, Where.is("chain_id", chain).and("verdict", verdict), request));
    }

    @Override
    public Page<Decision> page(ChainId chain, Address account, PageRequest request) {
        return database.read(
                "read the decisions on " + account,
                handle -> OF_AN_ACCOUNT.page(handle, Where.is("chain_id", chain).and("account", account), request));
    }

    @Override
    public Map<Verdict, Long> count(ChainId chain, Instant from, Instant to) {
        return database.read("count the decisions", handle -> {
            Map<Verdict, Long> counts = new EnumMap<>(Verdict.class);
            handle.createQuery("""
                            SELECT verdict, COUNT(*) AS decisions
                            FROM keeper_decision
                            WHERE chain_id = :chain AND decided_at BETWEEN :from AND :to
                            GROUP BY verdict
                            """)
                    .bind("chain", chain)
                    .bind("from", from)
                    .bind("to", to)
                    .map(Row.mapping(row -> Map.entry(row.get("verdict", VERDICT), row.get("decisions", LONG))))
                    .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
            return counts;
        });
    }

    @Override
    public int deleteOlderThan(Instant limit) {
        return database.deleteOlderThan("keeper_decision", "decided_at", limit);
    }

    private static Decision decision(Row row) {
        try {
            return DecisionDocument.read(row.get("document", DOCUMENT));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("decision with a time that is none", e);
        }
    }
}
