package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answer to {@code perpAnnotation}: what a builder says of its market.
 *
 * @param category such as {@code indices}; an open set
 * @param description for people
 * @param displayName instead of the coin
 * @param keywords to search by
 */
public record PerpAnnotation(
        String category,
        String description,
        @Nullable String displayName,
        @Nullable List<String> keywords) {

    /** Of a market; empty where nothing is said. Weight 20. */
    public static InfoRequest<Optional<PerpAnnotation>> of(String coin) {
        return InfoRequest.maybe("perpAnnotation", 20, new TypeReference<PerpAnnotation>() {})
                .with("coin", coin);
    }
}
