package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.plimsoll.core.kit.http.JsonMapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is different between JSON as it came and what our records make of it when written again. Nothing may be lost and
 * nothing made up. A number is a number whether it is written as text or not; null is absent; the order of a list counts,
 * the order of fields does not.
 */
final class SameJson {
    /** Writes as the wire layer does, and reads numbers exactly. */
    private static final ObjectMapper MAPPER =
            JsonMapping.newMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /**
     * A difference.
     *
     * @param path of the field, elements of lists as {@code [*]}
     * @param what is different
     */
    record Difference(String path, String what) {}

    private final List<Difference> differences = new ArrayList<>();

    private SameJson() {}

    /** The differences between an answer and the JSON it was read from. */
    static List<Difference> differences(JsonNode theirs, @Nullable Object decoded) {
        Object value = decoded instanceof Optional<?> maybe ? maybe.orElse(null) : decoded;
        SameJson same = new SameJson();
        try {
            same.compare("", theirs, MAPPER.readTree(MAPPER.writeValueAsBytes(value)));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return same.differences;
    }

    private void compare(String path, JsonNode theirs, JsonNode ours) {
        if (theirs.isNull() && ours.isNull()) {
            return;
        }
        if (theirs.isObject() && ours.isObject()) {
            theirs.properties().forEach(field -> {
                String below = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
                if (ours.hasNonNull(field.getKey())) {
                    compare(below, field.getValue(), ours.get(field.getKey()));
                } else if (!field.getValue().isNull()) {
                    differences.add(new Difference(below, "is not mapped: " + field.getValue()));
                }
            });
            ours.properties().forEach(field -> {
                if (!field.getValue().isNull() && !theirs.has(field.getKey())) {
                    differences.add(new Difference(path + "." + field.getKey(), "is made up: " + field.getValue()));
                }
            });
        } else if (theirs.isArray() && ours.isArray()) {
            if (theirs.size() != ours.size()) {
                differences.add(new Difference(path, theirs.size() + " elements became " + ours.size()));
            }
            for (int i = 0; i < Math.min(theirs.size(), ours.size()); i++) {
                compare(path + "[*]", theirs.get(i), ours.get(i));
            }
        } else if (theirs.isContainerNode() || ours.isContainerNode() || !sameScalar(theirs, ours)) {
            differences.add(new Difference(path, theirs + " became " + ours));
        }
    }

    private static boolean sameScalar(JsonNode theirs, JsonNode ours) {
        if (theirs.equals(ours)) {
            return true;
        }
        if ((!ours.isNumber() && !theirs.isNumber()) || theirs.isBoolean() || ours.isBoolean()) {
            return false;
        }
        try {
            return new BigDecimal(theirs.asText()).compareTo(new BigDecimal(ours.asText())) == 0;
        } catch (NumberFormatException text) {
            return false;
        }
    }
}
