package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Endpoint {@code allPerpMetas}: the markets of every perp dex, the main one first, then in the order of {@link PerpDexs}. */
public final class AllPerpMetas {
    private AllPerpMetas() {}

    /**
     * A dex. Servers have answered with the bare markets; the documents show pairs of markets and live numbers. Both are
     * read, and written as they came.
     *
     * @param meta markets
     * @param assetCtxs live numbers in the order of {@code meta.universe}; null where the answer has none
     */
    @JsonDeserialize(using = DexReader.class)
    public record Dex(Meta meta, @Nullable List<PerpAssetCtx> assetCtxs) {
        @JsonValue
        Object wire() {
            return assetCtxs == null ? meta : new MetaAndAssetCtxs(meta, assetCtxs);
        }
    }

    /** All dexes. Weight 20. */
    public static InfoRequest<List<Dex>> of() {
        return InfoRequest.of("allPerpMetas", 20, new TypeReference<List<Dex>>() {});
    }

    static final class DexReader extends JsonDeserializer<Dex> {
        @Override
        public Dex deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.isExpectedStartArrayToken()) {
                MetaAndAssetCtxs pair = context.readValue(parser, MetaAndAssetCtxs.class);
                return new Dex(pair.meta(), pair.assetCtxs());
            }
            return new Dex(context.readValue(parser, Meta.class), null);
        }
    }
}
