package io.plimsoll.hyperliquid.source;

import io.plimsoll.core.domain.market.AssetContext;
import io.plimsoll.core.domain.market.MarginTable;
import io.plimsoll.core.domain.market.MarginTier;
import io.plimsoll.core.domain.market.Market;
import io.plimsoll.core.domain.market.MarketSource;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.info.Meta;
import io.plimsoll.hyperliquid.info.MetaAndAssetCtxs;
import io.plimsoll.hyperliquid.info.PerpAssetCtx;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Perp markets of the main dex from {@code metaAndAssetCtxs}. Weight 20. */
public final class HyperliquidMarketSource implements MarketSource {
    /** Table ids below this are no ids: they are the leverage of the only tier. */
    private static final int FIRST_TABLE_ID = 50;

    private final InfoClient info;

    public HyperliquidMarketSource(InfoClient info) {
        this.info = info;
    }

    @Override
    public Map<String, Listing> fetchMarkets() {
        return map(info.fetch(MetaAndAssetCtxs.of()));
    }

    static Map<String, Listing> map(MetaAndAssetCtxs wire) {
        List<Meta.Asset> universe = wire.meta().universe();
        if (universe.size() != wire.assetCtxs().size()) {
            throw malformed(universe.size() + " markets but " + wire.assetCtxs().size() + " contexts");
        }
        Map<String, Listing> listings = new LinkedHashMap<>();
        for (int i = 0; i < universe.size(); i++) {
            Meta.Asset asset = universe.get(i);
            Market market = new Market(
                    asset.name(),
                    asset.szDecimals(),
                    table(wire.meta(), asset),
                    Boolean.TRUE.equals(asset.isDelisted()));
            listings.put(
                    asset.name(),
                    new Listing(market, context(asset.name(), wire.assetCtxs().get(i))));
        }
        return Collections.unmodifiableMap(listings);
    }

    private static AssetContext context(String coin, PerpAssetCtx wire) {
        return new AssetContext(coin, wire.markPx(), wire.oraclePx(), wire.funding(), wire.openInterest());
    }

    private static MarginTable table(Meta meta, Meta.Asset asset) {
        Integer id = asset.marginTableId();
        if (id == null) {
            return MarginTable.singleTier(asset.maxLeverage());
        }
        if (id < FIRST_TABLE_ID) {
            return MarginTable.singleTier(id);
        }
        List<Meta.MarginTableEntry> tables = meta.marginTables() == null ? List.of() : meta.marginTables();
        Meta.MarginTableEntry found = tables.stream()
                .filter(entry -> entry.id() == id)
                .findFirst()
                .orElseThrow(() -> malformed(asset.name() + " points to margin table " + id + ", which is missing"));
        try {
            return new MarginTable(found.table().marginTiers().stream()
                    .map(tier -> new MarginTier(tier.lowerBound(), tier.maxLeverage()))
                    .toList());
        } catch (IllegalArgumentException impossible) {
            throw malformed("margin table " + id + ": " + impossible.getMessage());
        }
    }

    private static MalformedResponse malformed(String message) {
        return new MalformedResponse(InfoClient.SOURCE, message, null);
    }
}
