package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;

/**
 * Answer to {@code spotMetaAndAssetCtxs}, a pair on the wire.
 *
 * @param meta pairs and tokens
 * @param assetCtxs live numbers; they name their coin, do not count on the order
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record SpotMetaAndAssetCtxs(SpotMeta meta, List<SpotAssetCtx> assetCtxs) {

    /** All pairs. Weight 20. */
    public static InfoRequest<SpotMetaAndAssetCtxs> of() {
        return InfoRequest.of("spotMetaAndAssetCtxs", 20, new TypeReference<SpotMetaAndAssetCtxs>() {});
    }
}
