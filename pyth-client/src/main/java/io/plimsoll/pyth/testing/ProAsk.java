package io.plimsoll.pyth.testing;

import com.fasterxml.jackson.databind.JsonNode;
import io.plimsoll.pyth.pro.ProChannel;
import io.plimsoll.pyth.pro.ProEncoding;
import io.plimsoll.pyth.pro.ProFormat;
import io.plimsoll.pyth.pro.ProProperty;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What somebody asks the fake service for, read as strictly as the real one reads it.
 *
 * @param feedIds those asked for by number
 * @param symbols those asked for by symbol
 * @param properties at least one
 * @param formats those wanted
 * @param channel how often
 * @param encoding of messages in JSON
 * @param binary whether frames are wanted in binary
 * @param parsed whether the parsed part is wanted
 * @param ignoreInvalid whether the valid feeds are enough
 */
record ProAsk(
        List<Long> feedIds,
        List<String> symbols,
        List<ProProperty> properties,
        List<ProFormat> formats,
        ProChannel channel,
        ProEncoding encoding,
        boolean binary,
        boolean parsed,
        boolean ignoreInvalid) {

    /** What is wrong with a request, in words. */
    static final class Bad extends Exception {
        private static final long serialVersionUID = 1L;

        Bad(String message) {
            super(message);
        }
    }

    static ProAsk read(JsonNode body) throws Bad {
        if (body.has("priceFeedIds") == body.has("symbols")) {
            throw new Bad(
                    body.has("symbols")
                            ? "either price feed ids or symbols must be specified, not both"
                            : "either price feed ids or symbols must be specified");
        }
        List<Long> ids = new ArrayList<>();
        List<String> symbols = new ArrayList<>();
        for (JsonNode id : list(body, "priceFeedIds", "price feed ids")) {
            if (!id.canConvertToLong() || !id.isIntegralNumber() || id.asLong() < 0 || id.asLong() > 0xffff_ffffL) {
                throw new Bad("invalid price feed id");
            }
            ids.add(id.asLong());
        }
        for (JsonNode symbol : list(body, "symbols", "symbols")) {
            symbols.add(symbol.asText());
        }
        String deliveryFormat = body.path("deliveryFormat").asText("json");
        if (!deliveryFormat.equals("json") && !deliveryFormat.equals("binary")) {
            throw new Bad("unknown variant `" + deliveryFormat + "`, expected `json` or `binary`");
        }
        if (!body.has("properties") || !body.has("channel") || !(body.has("formats") || body.has("chains"))) {
            throw new Bad("missing field: properties, formats and channel are needed");
        }
        List<ProProperty> properties = names(body.path("properties"), ProProperty::of);
        if (properties.isEmpty()) {
            throw new Bad("no properties specified");
        }
        return new ProAsk(
                unique(ids, "price feed ids"),
                unique(symbols, "symbols"),
                unique(properties, "properties"),
                unique(
                        names(body.path(body.has("formats") ? "formats" : "chains"), ProFormat::of),
                        "formats or chains"),
                name(body.path("channel"), ProChannel::of),
                body.has("jsonBinaryEncoding")
                        ? name(body.path("jsonBinaryEncoding"), ProEncoding::of)
                        : ProEncoding.BASE64,
                deliveryFormat.equals("binary"),
                body.path("parsed").asBoolean(true),
                body.path("ignoreInvalidFeeds")
                        .asBoolean(body.path("ignoreInvalidFeedIds").asBoolean(false)));
    }

    private static Iterable<JsonNode> list(JsonNode body, String name, String words) throws Bad {
        if (body.has(name) && (!body.get(name).isArray() || body.get(name).isEmpty())) {
            throw new Bad("no " + words + " specified");
        }
        return body.path(name);
    }

    private static <T> List<T> unique(List<T> values, String words) throws Bad {
        if (new HashSet<>(values).size() < values.size()) {
            throw new Bad("duplicate " + words + " specified");
        }
        return List.copyOf(values);
    }

    private static <T> List<T> names(JsonNode names, Function<String, Optional<T>> find) throws Bad {
        List<T> values = new ArrayList<>();
        for (JsonNode name : names) {
            values.add(name(name, find));
        }
        return values;
    }

    private static <T> T name(JsonNode name, Function<String, Optional<T>> find) throws Bad {
        return find.apply(name.asText()).orElseThrow(() -> new Bad("unknown variant `" + name.asText() + "`"));
    }
}
