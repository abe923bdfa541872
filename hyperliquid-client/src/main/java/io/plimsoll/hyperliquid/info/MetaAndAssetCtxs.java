package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonFormat;
import java.util.List;

/**
 * Answer to {@code metaAndAssetCtxs}, a pair on the wire.
 *
 * @param meta markets
 * @param assetCtxs live numbers, in the order of {@code meta.universe}
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record MetaAndAssetCtxs(Meta meta, List<PerpAssetCtx> assetCtxs) {}
