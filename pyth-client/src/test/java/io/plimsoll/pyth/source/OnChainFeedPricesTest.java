package io.plimsoll.pyth.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.plimsoll.core.domain.chain.CallResult;
import io.plimsoll.core.domain.chain.ChainReader;
import io.plimsoll.core.domain.chain.ContractCall;
import io.plimsoll.core.domain.price.MarketStatus;
import io.plimsoll.core.domain.price.PricePolicy;
import io.plimsoll.core.domain.price.PriceQuote;
import io.plimsoll.core.domain.price.PriceSource;
import io.plimsoll.core.domain.price.PriceVerdict.Usable;
import io.plimsoll.core.engine.Prices;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import io.plimsoll.core.foundation.chain.Hex;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.pyth.PythClient;
import io.plimsoll.pyth.PythFeeds;
import io.plimsoll.pyth.onchain.PythDeployments;
import java.io.IOException;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The mode without a key, over a chain in memory. */
class OnChainFeedPricesTest {
    private static final Instant BLOCK = Instant.parse("2026-11-20T12:00:00Z");
    private static final String GET_PRICE_UNSAFE = "96834ad3";
    private static final String PRICE_FEED_NOT_FOUND = "14aebe68";

    /** Answers IPyth's getters by hand-written ABI. */
    private static final class Chain implements ChainReader {
        private final Map<String, long[]> stored = new HashMap<>();
        private final List<Integer> batches = new ArrayList<>();
        private Optional<SourceException> failure = Optional.empty();

        Chain store(Bytes32 feed, long price, long conf, long ema, Instant time) {
            stored.put(feed.digits(), new long[] {price, conf, ema, time.getEpochSecond()});
            return this;
        }

        @Override
        public ChainId chainId() {
            return ChainId.HYPEREVM;
        }

        @Override
        public BlockRef latest() {
            failure.ifPresent(e -> {
                throw e;
            });
            return new BlockRef(7, Bytes32.of(new byte[32]), BLOCK);
        }

        @Override
        public List<CallResult> call(List<ContractCall> calls, BlockRef at) {
            batches.add(calls.size());
            return calls.stream().map(this::answer).toList();
        }

        private CallResult answer(ContractCall call) {
            String data = Hex.encode(call.data()).replaceFirst("^0x", "");
            long[] price = stored.get(data.substring(8));
            if (price == null) {
                return new CallResult(false, Hex.decode(PRICE_FEED_NOT_FOUND));
            }
            boolean spot = data.startsWith(GET_PRICE_UNSAFE);
            return new CallResult(
                    true, Hex.decode(word(spot ? price[0] : price[2]) + word(price[1]) + word(-8) + word(price[3])));
        }

        private static String word(long value) {
            BigInteger unsigned = BigInteger.valueOf(value).mod(BigInteger.ONE.shiftLeft(256));
            return "%064x".formatted(unsigned);
        }
    }

    private final Chain chain = new Chain();
    private final PriceSource prices = PythClient.onChain(chain, PythDeployments.HYPEREVM);

    private static Bytes32 usd(String asset) {
        return Objects.requireNonNull(PythFeeds.USD.get(asset));
    }

    @Test
    void latest_readsProductsToo_allAfterOneBlock() {
        Instant pushed = BLOCK.minusSeconds(3_000);
        chain.store(usd("HYPE"), 4_000_000_000L, 2_000_000, 3_900_000_000L, pushed)
                .store(
                        Objects.requireNonNull(PythFeeds.REDEMPTION_RATES.get("kHYPE/HYPE")),
                        102_000_000,
                        10_000,
                        101_000_000,
                        BLOCK.minusSeconds(1));

        Map<String, Outcome<PriceQuote>> quotes = prices.latest(Set.of("HYPE", "kHYPE", "BTC", "NOSUCH"));

        PriceQuote kHype = quotes.get("kHYPE").orElseThrow();
        assertThat(kHype.price().value()).isEqualByComparingTo("40.8");
        assertThat(kHype.ema().orElseThrow().value()).isEqualByComparingTo("39.39");
        assertThat(kHype.price().publishTime()).isEqualTo(pushed);
        assertThat(kHype.attestation()).isEmpty();
        assertThat(quotes.get("HYPE").orElseThrow().source()).isEqualTo("pyth-onchain-999");
        assertThat(quotes.get("BTC").findError().orElseThrow())
                .isInstanceOf(NotFound.class)
                .hasMessageContaining("never had a price");
        assertThat(quotes.get("NOSUCH").findError()).isPresent();
        assertThat(chain.batches).as("three feeds, price and average").containsExactly(6);
    }

    @Test
    void usualPolicy_takesAPushOfAnHourAgo_withWiderBounds() {
        chain.store(usd("HYPE"), 4_000_000_000L, 2_000_000, 3_900_000_000L, BLOCK.minusSeconds(3_600));
        PriceQuote quote = prices.latest(Set.of("HYPE")).get("HYPE").orElseThrow();

        assertThat(prices.usualPolicy()).isEqualTo(PricePolicy.PUSHED_ON_CHAIN);
        Usable usable = (Usable) prices.usualPolicy().judge(quote, MarketStatus.UNKNOWN, BLOCK);
        assertThat(usable.bounds().collateral()).as("40 − 2 % − 2.12 · 0.02").isEqualByComparingTo("39.1576");
    }

    @Test
    void bothContractsOfAChain_canStandInForEachOther() {
        chain.store(usd("HYPE"), 4_000_000_000L, 2_000_000, 3_900_000_000L, BLOCK.minusSeconds(1));
        PriceSource upgraded = PythClient.onChain(chain, PythDeployments.HYPEREVM_UPGRADED);
        PriceSource both =
                Prices.inOrder().clock(() -> BLOCK).then(upgraded).then(prices).build();

        assertThat(both.latest(Set.of("HYPE")).get("HYPE").orElseThrow().source())
                .isEqualTo("pyth-onchain-999-upgraded");
    }

    @Test
    void chainThatDoesNotAnswer_failsEachAsset() {
        chain.failure = Optional.of(new Transport("chain", "down", new IOException("reset")));

        assertThat(prices.latest(Set.of("HYPE", "BTC")).values())
                .hasSize(2)
                .allSatisfy(
                        outcome -> assertThat(outcome.findError().orElseThrow()).isInstanceOf(Transport.class));
    }

    @Test
    void anotherChain_isRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PythClient.onChain(chain, PythDeployments.HYPEREVM_TESTNET));
    }
}
