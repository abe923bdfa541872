package io.plimsoll.pyth.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.domain.price.PriceQuote;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.pyth.PythFeeds;
import io.plimsoll.pyth.onchain.FakeChain;
import io.plimsoll.pyth.onchain.PythContract;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OnChainPriceSourceTest {
    private static final OraclePrice PRICE = new OraclePrice(6_500_000, -2, 50, Instant.ofEpochSecond(1_779_999_990L));
    private static final OraclePrice EMA = new OraclePrice(6_400_000, -2, 60, Instant.ofEpochSecond(1_779_999_990L));

    private final FakeChain chain = new FakeChain();
    private final OnChainPriceSource source =
            new OnChainPriceSource(PythContract.on(chain, FakeChain.DEPLOYMENT), PythFeeds.USD);

    private static SourceException error(Map<String, Outcome<PriceQuote>> quotes, String asset) {
        return quotes.get(asset).findError().orElseThrow();
    }

    @Test
    void assets_haveOneOutcomeEach() {
        Bytes32 hype = PythFeeds.USD.get("HYPE");
        Bytes32 sol = PythFeeds.USD.get("SOL");
        OraclePrice never = new OraclePrice(0, -8, 0, Instant.EPOCH);
        chain.store(hype, PRICE, EMA).store(sol, never, never);

        Map<String, Outcome<PriceQuote>> quotes = source.latest(Set.of("HYPE", "SOL", "BTC", "DOGE"));

        assertThat(quotes).containsOnlyKeys("HYPE", "SOL", "BTC", "DOGE");
        assertThat(quotes.get("HYPE").orElseThrow())
                .isEqualTo(new PriceQuote("HYPE", PRICE, Optional.of(EMA), "pyth-onchain", Optional.empty()));
        assertThat(error(quotes, "SOL")).isInstanceOf(NotFound.class).hasMessageContaining("never had a price");
        assertThat(error(quotes, "BTC")).isInstanceOf(NotFound.class);
        assertThat(error(quotes, "DOGE")).isInstanceOf(NotFound.class).hasMessageContaining("DOGE");
        assertThat(chain.batches()).as("one batch for all").hasSize(1);
    }

    @Test
    void chainThatIsDown_failsEachAsset() {
        chain.failing(new Transport("chain", "gone", new IOException("gone")));

        Map<String, Outcome<PriceQuote>> quotes = source.latest(Set.of("HYPE", "BTC", "DOGE"));

        assertThat(error(quotes, "HYPE")).isInstanceOf(Transport.class);
        assertThat(error(quotes, "BTC")).isInstanceOf(Transport.class);
        assertThat(error(quotes, "DOGE")).as("known without the chain").isInstanceOf(NotFound.class);
    }

    @Test
    void nothingToAsk_asksNothing() {
        assertThat(source.latest(Set.of())).isEmpty();
        assertThat(error(source.latest(Set.of("DOGE")), "DOGE")).isInstanceOf(NotFound.class);
        assertThat(chain.batches()).isEmpty();
        assertThat(source.name()).isEqualTo("pyth-onchain");
    }
}
