package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Endpoint {@code perpConciseAnnotations}: {@link PerpAnnotation} of every market, without the long texts. */
public final class PerpConciseAnnotations {
    private PerpConciseAnnotations() {}

    /**
     * A pair on the wire.
     *
     * @param coin market
     * @param annotation what is said of it
     */
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    public record Entry(String coin, Annotation annotation) {}

    /**
     * What a builder says of its market.
     *
     * @param category such as {@code indices}; an open set
     * @param displayName instead of the coin
     * @param keywords to search by
     */
    public record Annotation(
            String category,
            @Nullable String displayName,
            @Nullable List<String> keywords) {}

    /** All of them. Weight 20. */
    public static InfoRequest<List<Entry>> of() {
        return InfoRequest.of("perpConciseAnnotations", 20, new TypeReference<List<Entry>>() {});
    }
}
