package io.plimsoll.core.testing.repository.token;

import static io.plimsoll.core.testing.repository.token.TokenSamples.ELSEWHERE;
import static io.plimsoll.core.testing.repository.token.TokenSamples.OTHER;
import static io.plimsoll.core.testing.repository.token.TokenSamples.TOKEN;
import static io.plimsoll.core.testing.repository.token.TokenSamples.tracked;
import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.market.Token;
import io.plimsoll.core.domain.repository.token.TokenRepository;
import io.plimsoll.core.domain.repository.token.TokenStore;
import io.plimsoll.core.domain.token.TrackedToken;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every {@link TokenRepository} keeps to. */
public abstract class TokenRepositoryContract {
    private static final BigInteger LARGEST = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

    /** A store with nothing in it. */
    protected abstract TokenStore empty();

    @Test
    void find_savedToken_isTheSame() {
        TokenRepository tokens = empty().tokens();
        TrackedToken known = new TrackedToken(
                TOKEN.chain(),
                new Token(TOKEN.contract(), "", 0),
                "naïve '); DROP TABLE token; --",
                Optional.of(LARGEST),
                true);
        TrackedToken unknown =
                new TrackedToken(OTHER.chain(), new Token(OTHER.contract(), "X", 255), "", Optional.empty(), false);

        tokens.upsert(List.of(known, unknown));

        assertThat(tokens.find(TOKEN)).contains(known);
        assertThat(tokens.find(OTHER)).contains(unknown);
        assertThat(tokens.find(ELSEWHERE)).isEmpty();
    }

    @Test
    void upsert_sameChainAndContract_replaces() {
        TokenRepository tokens = empty().tokens();
        tokens.upsert(tracked(TOKEN, "OLD"));

        tokens.upsert(tracked(TOKEN, "NEW"));

        assertThat(tokens.all()).containsExactly(tracked(TOKEN, "NEW"));
    }

    @Test
    void all_sameSymbolOnSeveralContractsAndChains_areSeveralTokensInOrder() {
        TokenRepository tokens = empty().tokens();
        tokens.upsert(List.of(tracked(OTHER, "USDC"), tracked(TOKEN, "USDC"), tracked(ELSEWHERE, "USDC")));

        assertThat(tokens.all()).extracting(TrackedToken::id).containsExactly(ELSEWHERE, TOKEN, OTHER);
    }

    @Test
    void upsert_ofNothing_isNothing() {
        TokenRepository tokens = empty().tokens();

        tokens.upsert(List.of());

        assertThat(tokens.all()).isEmpty();
    }
}
