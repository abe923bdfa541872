package io.plimsoll.hyperliquid.source;

import io.plimsoll.core.domain.price.OraclePrice;
import io.plimsoll.core.domain.price.PricePolicy;
import io.plimsoll.core.domain.price.PriceQuote;
import io.plimsoll.core.domain.price.PriceSource;
import io.plimsoll.core.foundation.error.Outcome;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.NotFound;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.info.L2Book;
import io.plimsoll.hyperliquid.info.Meta;
import io.plimsoll.hyperliquid.info.MetaAndAssetCtxs;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The venue's own oracle prices of the perp markets of its main dex: the weighted median of spot mids elsewhere that its
 * validators vote on about every 3 s. Thread-safe. Weight 22 for any number of assets.
 *
 * <p>Assets are named as the venue names its markets; {@code kPEPE} is a thousand PEPE. Most are priced in USDT, which is taken
 * for a dollar.
 *
 * <p><b>Age.</b> The answer says nothing about when a price was voted. So before it, the block time of the book of a busy
 * market is fetched, and quotes are dated 3 s before that or before the request, whichever is earlier, in whole seconds: a
 * price is never older than its quote says while the validators vote as they should, and when the chain stands still, quotes
 * grow old.
 *
 * <p><b>Trust.</b> No signature comes with it, so there is no attestation, and the venue gives no confidence interval: it is 0
 * here, which does not mean certain.
 */
public final class HyperliquidPriceSource implements PriceSource {
    private static final String BUSY_MARKET = "BTC";
    private static final Duration VOTING_INTERVAL = Duration.ofSeconds(3);

    private final InfoClient info;
    private final Clock clock;

    /** A source that takes {@code clock} for now. */
    public HyperliquidPriceSource(InfoClient info, Clock clock) {
        this.info = info;
        this.clock = clock;
    }

    @Override
    public String name() {
        return InfoClient.SOURCE;
    }

    @Override
    public PricePolicy usualPolicy() {
        return PricePolicy.VENUE_ORACLE;
    }

    @Override
    public Map<String, Outcome<PriceQuote>> latest(Set<String> assets) {
        if (assets.isEmpty()) {
            return Map.of();
        }
        Outcome<Answer> answer = Outcome.of(this::ask);
        Map<String, Outcome<PriceQuote>> quotes = new LinkedHashMap<>();
        for (String asset : assets) {
            quotes.put(asset, Outcome.of(() -> quote(asset, answer.orElseThrow())));
        }
        return quotes;
    }

    private record Answer(Instant date, Map<String, Listed> markets) {}

    private record Listed(BigDecimal oraclePrice, boolean delisted) {}

    private Answer ask() {
        Instant asked = clock.instant();
        Instant block = info.fetch(L2Book.of(BUSY_MARKET))
                .map(L2Book::time)
                .map(Instant::ofEpochMilli)
                .orElseThrow(() -> new MalformedResponse(
                        name(), "the book of " + BUSY_MARKET + " has no time: prices cannot be dated", null));
        MetaAndAssetCtxs wire = info.fetch(MetaAndAssetCtxs.of());
        if (wire.meta().universe().size() != wire.assetCtxs().size()) {
            throw new MalformedResponse(
                    name(),
                    wire.meta().universe().size() + " markets but "
                            + wire.assetCtxs().size() + " contexts",
                    null);
        }
        Map<String, Listed> markets = new HashMap<>();
        for (int i = 0; i < wire.assetCtxs().size(); i++) {
            Meta.Asset asset = wire.meta().universe().get(i);
            markets.put(
                    asset.name(),
                    new Listed(wire.assetCtxs().get(i).oraclePx(), Boolean.TRUE.equals(asset.isDelisted())));
        }
        Instant earlier = block.isBefore(asked) ? block : asked;
        return new Answer(earlier.minus(VOTING_INTERVAL).truncatedTo(ChronoUnit.SECONDS), markets);
    }

    private PriceQuote quote(String asset, Answer answer) {
        Listed listed = answer.markets.get(asset);
        if (listed == null) {
            throw new NotFound(name(), "no perp market of the main dex is called " + asset);
        }
        if (listed.delisted) {
            throw new NotFound(name(), asset + " is delisted, its oracle price is of no day");
        }
        BigDecimal price = listed.oraclePrice.stripTrailingZeros();
        if (price.signum() <= 0 || price.unscaledValue().bitLength() >= Long.SIZE) {
            throw new MalformedResponse(name(), "the oracle price of " + asset + " is " + price, null);
        }
        return new PriceQuote(
                asset,
                new OraclePrice(price.unscaledValue().longValueExact(), -price.scale(), 0, answer.date),
                Optional.empty(),
                name(),
                Optional.empty());
    }
}
