package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;

/** Endpoint {@code perpCategories}: what kind of thing each annotated perp is about. */
public final class PerpCategories {
    private PerpCategories() {}

    /**
     * A pair on the wire.
     *
     * @param coin market
     * @param category such as {@code indices}; an open set
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Entry(String coin, String category) {}

    /** All of them. Weight 20. */
    public static InfoRequest<List<Entry>> of() {
        return InfoRequest.of("perpCategories", 20, new TypeReference<List<Entry>>() {});
    }
}
