package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code metaAndAssetCtxs}, a pair on the wire.
 *
 * @param meta markets
 * @param assetCtxs live numbers, in the order of {@code meta.universe}
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record MetaAndAssetCtxs(Meta meta, List<PerpAssetCtx> assetCtxs) {

    /** Of the main dex. Weight 20. */
    public static InfoRequest<MetaAndAssetCtxs> of() {
        return of(null);
    }

    /** Of a builder's dex; null for the main one. Weight 20. */
    public static InfoRequest<MetaAndAssetCtxs> of(@Nullable String dex) {
        return InfoRequest.of("metaAndAssetCtxs", 20, new TypeReference<MetaAndAssetCtxs>() {})
                .with("dex", dex);
    }
}
