package io.plimsoll.jdbc.token;

import static io.plimsoll.jdbc.internal.Type.ADDRESS;
import static io.plimsoll.jdbc.internal.Type.AMOUNT;
import static io.plimsoll.jdbc.internal.Type.CHAIN;
import static io.plimsoll.jdbc.internal.Type.FLAG;
import static io.plimsoll.jdbc.internal.Type.INT;
import static io.plimsoll.jdbc.internal.Type.text;

import io.plimsoll.core.domain.market.Token;
import io.plimsoll.core.domain.repository.token.TokenRepository;
import io.plimsoll.core.domain.token.TokenId;
import io.plimsoll.core.domain.token.TrackedToken;
import io.plimsoll.jdbc.internal.Database;
import io.plimsoll.jdbc.internal.Row;
import io.plimsoll.jdbc.internal.Table;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Tokens in {@code token}, keyed by chain and contract. */
final class JdbcTokenRepository implements TokenRepository {
    private static final Table<TrackedToken> TOKENS = Table.<TrackedToken>named("token")
            .key("chain_id", CHAIN, TrackedToken::chain)
            .key("token", ADDRESS, token -> token.token().address())
            .column("symbol", text(200), token -> token.token().symbol())
            .column("name", text(200), TrackedToken::name)
            .column("decimals", INT, token -> token.token().decimals())
            .optional("total_supply", AMOUNT, TrackedToken::totalSupply)
            .column("active", FLAG, TrackedToken::active)
            .build();

    private final Database database;

    JdbcTokenRepository(Database database) {
        this.database = database;
    }

    @Override
    public void upsert(Collection<TrackedToken> tokens) {
        database.update("save " + tokens.size() + " tokens", handle -> TOKENS.upsert(handle, tokens));
    }

    @Override
    public Optional<TrackedToken> find(TokenId token) {
        return database.read(
                "read token " + token,
                handle -> handle.createQuery("""
                        SELECT chain_id, token, symbol, name, decimals, total_supply, active
                        FROM token
                        WHERE chain_id = :chain AND token = :token
                        """)
                        .bind("chain", token.chain())
                        .bind("token", token.contract())
                        .map(Row.mapping(JdbcTokenRepository::read))
                        .findOne());
    }

    @Override
    public List<TrackedToken> all() {
        return database.read(
                "read the tokens",
                handle -> handle.createQuery("""
                        SELECT chain_id, token, symbol, name, decimals, total_supply, active
                        FROM token
                        ORDER BY chain_id, token
                        """)
                        .map(Row.mapping(JdbcTokenRepository::read))
                        .list());
    }

    private static TrackedToken read(Row row) {
        return new TrackedToken(
                row.get("chain_id", CHAIN),
                new Token(row.get("token", ADDRESS), row.get("symbol", text(200)), row.get("decimals", INT)),
                row.get("name", text(200)),
                row.find("total_supply", AMOUNT),
                row.get("active", FLAG));
    }
}
