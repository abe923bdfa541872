package io.plimsoll.jdbc.keeper;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.plimsoll.core.domain.keeper.AttemptKey;
import io.plimsoll.core.domain.keeper.Decision;
import io.plimsoll.core.domain.keeper.Economics;
import io.plimsoll.core.domain.keeper.KeeperMode;
import io.plimsoll.core.domain.keeper.PriceUsed;
import io.plimsoll.core.domain.keeper.Verdict;
import io.plimsoll.core.domain.market.MarketId;
import io.plimsoll.core.domain.position.PositionVersion;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.BlockRef;
import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.chain.ChainId;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A decision as JSON text, and back without loss. Every value is a string, so that no reader takes a price for floating point;
 * what is not known is left out, and names that are not known are read over.
 */
final class DecisionDocument {
    private static final JsonFactory JSON = new JsonFactory();

    private final Map<?, ?> fields;

    private DecisionDocument(Map<?, ?> fields) {
        this.fields = fields;
    }

    static String write(Decision decision) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("chain", decision.key().market().chain().toString());
            json.writeStringField("protocol", decision.key().market().protocol());
            json.writeStringField("market", decision.key().market().name());
            json.writeStringField("account", decision.key().account().hex());
            json.writeStringField(
                    "versionBlock", decision.key().version().block().hex());
            json.writeStringField(
                    "versionLog", Integer.toString(decision.key().version().logIndex()));
            json.writeStringField("time", decision.time().toString());
            json.writeStringField("headNumber", Long.toString(decision.head().number()));
            json.writeStringField("headHash", decision.head().hash().hex());
            json.writeStringField("headTime", decision.head().time().toString());
            json.writeStringField("mode", decision.mode().name());
            json.writeStringField("verdict", decision.verdict().name());
            json.writeStringField("reason", decision.reason());
            if (decision.healthFactor().isPresent()) {
                json.writeStringField(
                        "healthFactor", decision.healthFactor().get().toString());
            }
            json.writeArrayFieldStart("prices");
            for (PriceUsed price : decision.prices()) {
                write(json, price);
            }
            json.writeEndArray();
            if (decision.economics().isPresent()) {
                json.writeFieldName("economics");
                write(json, decision.economics().get());
            }
            json.writeStringField("position", decision.position());
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("a writer in memory failed", e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, PriceUsed price) throws IOException {
        json.writeStartObject();
        json.writeStringField("asset", price.asset());
        json.writeStringField("source", price.source());
        json.writeStringField("price", price.price().toString());
        json.writeStringField("confidence", price.confidence().toString());
        json.writeStringField("publishTime", price.publishTime().toString());
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Economics economics) throws IOException {
        json.writeStartObject();
        json.writeStringField("repaid", economics.repaid().toString());
        json.writeStringField("seized", economics.seized().toString());
        json.writeStringField("swapFee", economics.swapFee().toString());
        json.writeStringField("slippage", economics.slippage().toString());
        json.writeStringField("gas", economics.gas().toString());
        json.writeStringField("oracleFee", economics.oracleFee().toString());
        json.writeEndObject();
    }

    /**
     * The decision that was written.
     *
     * @throws IllegalArgumentException if the text is no such document
     */
    static Decision read(String text) {
        DecisionDocument document = of(parse(text));
        return new Decision(
                new AttemptKey(
                        new MarketId(
                                new ChainId(Long.parseLong(document.text("chain"))),
                                document.text("protocol"),
                                document.text("market")),
                        Address.parse(document.text("account")),
                        new PositionVersion(
                                Bytes32.parse(document.text("versionBlock")),
                                Integer.parseInt(document.text("versionLog")))),
                Instant.parse(document.text("time")),
                new BlockRef(
                        Long.parseLong(document.text("headNumber")),
                        Bytes32.parse(document.text("headHash")),
                        Instant.parse(document.text("headTime"))),
                KeeperMode.valueOf(document.text("mode")),
                Verdict.valueOf(document.text("verdict")),
                document.text("reason"),
                document.find("healthFactor").map(value -> new BigDecimal(String.valueOf(value))),
                document.list("prices").stream().map(DecisionDocument::price).toList(),
                document.find("economics").map(value -> economics(of(value))),
                document.text("position"));
    }

    private static PriceUsed price(DecisionDocument price) {
        return new PriceUsed(
                price.text("asset"),
                price.text("source"),
                price.decimal("price"),
                price.decimal("confidence"),
                Instant.parse(price.text("publishTime")));
    }

    private static Economics economics(DecisionDocument economics) {
        return new Economics(
                economics.decimal("repaid"),
                economics.decimal("seized"),
                economics.decimal("swapFee"),
                economics.decimal("slippage"),
                economics.decimal("gas"),
                economics.decimal("oracleFee"));
    }

    private static DecisionDocument of(@Nullable Object value) {
        if (value instanceof Map<?, ?> fields) {
            return new DecisionDocument(fields);
        }
        throw new IllegalArgumentException("an object of a decision is none");
    }

    private Optional<Object> find(String name) {
        return Optional.ofNullable(fields.get(name));
    }

    private String text(String name) {
        return find(name)
                .map(String::valueOf)
                .orElseThrow(() -> new IllegalArgumentException("decision without " + name));
    }

    private BigDecimal decimal(String name) {
        return new BigDecimal(text(name));
    }

    private List<DecisionDocument> list(String name) {
        if (fields.get(name) instanceof List<?> list) {
            return list.stream().map(DecisionDocument::of).toList();
        }
        throw new IllegalArgumentException("decision without a list of " + name);
    }

    private static @Nullable Object parse(String text) {
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            return value(json);
        } catch (IOException e) {
            throw new IllegalArgumentException("decision is not JSON", e);
        }
    }

    /** The value that begins at the current token: a map, a list, or text. */
    private static @Nullable Object value(JsonParser json) throws IOException {
        JsonToken token = json.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                fields.put(name, value(json));
            }
            return fields;
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> list = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                list.add(value(json));
            }
            return list;
        }
        return token == JsonToken.VALUE_NULL ? null : json.getText();
    }
}
