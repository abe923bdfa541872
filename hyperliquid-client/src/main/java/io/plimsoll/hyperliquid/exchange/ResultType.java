package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.hyperliquid.info.InfoClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the answer to an action is read. Immutable.
 *
 * @param <R> the answer
 */
public final class ResultType<R> {
    /** Nothing but that it is done. */
    public static final ResultType<Accepted> ACCEPTED = new ResultType<>(ResultType::accepted);

    /** One outcome for each order, in their order. */
    public static final ResultType<List<OrderOutcome>> ORDERS = new ResultType<>((type, response, items) ->
            each(type, known(response, "order"), items, ResultType::order, OrderOutcome.Rejected::new));

    /** One outcome for each cancel, in their order. */
    public static final ResultType<List<CancelOutcome>> CANCELS = new ResultType<>((type, response, items) ->
            each(type, known(response, "cancel"), items, ResultType::cancel, CancelOutcome.Rejected::new));

    /** An order that is worked off in slices. */
    public static final ResultType<TwapOutcome> TWAP_ORDER = new ResultType<>(
            (type, response, items) -> twap(known(response, "twapOrder").path("status")));

    /** The end of such an order. */
    public static final ResultType<CancelOutcome> TWAP_CANCEL = new ResultType<>(
            (type, response, items) -> cancel(known(response, "twapCancel").path("status")));

    /** The address of what was created. */
    public static final ResultType<Address> ADDRESS =
            new ResultType<>((type, response, items) -> address(known(response, "createSubAccount", "createVault")));

    /** Of two answers in one, or of two values under one name, nobody can say which holds. */
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** Longer ones are no numbers of the venue. */
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,30}(\\.[0-9]{1,30})?");

    private final Reader<R> reader;

    private ResultType(Reader<R> reader) {
        this.reader = reader;
    }

    private interface Reader<R> {
        R read(String type, JsonNode response, int items);
    }

    /**
     * Reads the answer to an action.
     *
     * @param json {@code status} and {@code response}, as the venue answers over HTTP and over its websocket
     * @throws ActionRefused if the venue refused the whole request
     * @throws MalformedResponse if the answer does not say what became of the action
     */
    R read(String type, int items, byte[] json) {
        JsonNode answer = tree(type, json);
        JsonNode response = answer.path("response");
        switch (answer.path("status").asText()) {
            case "ok" -> {
                if (!response.path("type").isTextual()) {
                    throw malformed(type + " was answered without response.type");
                }
                return reader.read(type, response, items);
            }
            case "err" -> {
                if (!response.isTextual()) {
                    throw malformed(type + " was refused without a text");
                }
                throw new ActionRefused(InfoClient.SOURCE, type, response.textValue());
            }
            default -> throw malformed(type + " was answered with the status " + answer.path("status"));
        }
    }

    private static JsonNode tree(String type, byte[] json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new MalformedResponse(
                    InfoClient.SOURCE, "answer to " + type + " is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    /** What an answer of one of these types says. */
    private static JsonNode known(JsonNode response, String... types) {
        String type = response.path("type").asText();
        if (!List.of(types).contains(type)) {
            throw malformed("an answer of the type " + type + " is not known here");
        }
        return response.path("data");
    }

    /** What was asked for is one thing, so an error inside an answer that calls itself ok is a refusal of all of it. */
    private static Accepted accepted(String type, JsonNode response, int items) {
        JsonNode data = response.path("data");
        List<JsonNode> places = new ArrayList<>(List.of(response, data, data.path("status")));
        data.path("statuses").forEach(places::add);
        for (JsonNode place : places) {
            if (place.path("error").isTextual()) {
                throw new ActionRefused(
                        InfoClient.SOURCE, type, place.path("error").textValue());
            }
            if (place.has("error")) {
                throw malformed(type + " was answered with an error that is no text");
            }
        }
        known(response, "default");
        return new Accepted(response.path("type").asText(), data.isMissingNode() ? "" : data.toString());
    }

    private static Address address(JsonNode data) {
        try {
            return Address.parse(data.asText());
        } catch (IllegalArgumentException e) {
            throw malformed("the answer has no address: " + data);
        }
    }

    /** A batch that fails the venue's first look is answered with one error for all of it. */
    private static <T> List<T> each(
            String type, JsonNode data, int items, Function<JsonNode, T> one, Function<String, T> rejected) {
        JsonNode statuses = data.path("statuses");
        JsonNode error = statuses.path(0).path("error");
        if (items != 1 && statuses.isArray() && statuses.size() == 1 && error.isTextual()) {
            if (items == 0) {
                throw new ActionRefused(InfoClient.SOURCE, type, error.textValue());
            }
            return Collections.nCopies(items, rejected.apply(error.textValue()));
        }
        if (!statuses.isArray() || statuses.size() != items) {
            throw malformed("there are " + statuses.size() + " outcomes for " + items + " items");
        }
        List<T> outcomes = new ArrayList<>(items);
        statuses.forEach(status -> outcomes.add(one.apply(status)));
        return Collections.unmodifiableList(outcomes);
    }

    private static OrderOutcome order(JsonNode status) {
        if (status.isTextual()) {
            return switch (status.textValue()) {
                case "waitingForFill" -> new OrderOutcome.WaitingForFill();
                case "waitingForTrigger" -> new OrderOutcome.WaitingForTrigger();
                default -> new OrderOutcome.Unknown(status.toString());
            };
        }
        try {
            JsonNode body = status.path(only(status, "error", "resting", "filled"));
            if (status.has("error") && body.isTextual()) {
                return new OrderOutcome.Rejected(body.textValue());
            }
            if (status.has("resting") && isId(body.path("oid"))) {
                return new OrderOutcome.Resting(body.path("oid").longValue(), cloid(body));
            }
            if (status.has("filled") && isId(body.path("oid"))) {
                return new OrderOutcome.Filled(
                        decimal(body.path("totalSz")),
                        decimal(body.path("avgPx")),
                        body.path("oid").longValue(),
                        cloid(body));
            }
        } catch (IllegalArgumentException e) {
            return new OrderOutcome.Unknown(status.toString());
        }
        return new OrderOutcome.Unknown(status.toString());
    }

    /** The one of these fields that is there; none if there are more: an order cannot both be refused and stand. */
    private static String only(JsonNode status, String... fields) {
        List<String> there = Arrays.stream(fields).filter(status::has).toList();
        return there.size() == 1 ? there.get(0) : "";
    }

    private static BigDecimal decimal(JsonNode value) {
        if (!DECIMAL.matcher(value.asText()).matches()) {
            throw new IllegalArgumentException("not a decimal");
        }
        return new BigDecimal(value.asText());
    }

    private static boolean isId(JsonNode oid) {
        return oid.isIntegralNumber() && oid.canConvertToLong();
    }

    private static @Nullable Cloid cloid(JsonNode order) {
        return order.path("cloid").isTextual() ? new Cloid(order.path("cloid").textValue()) : null;
    }

    private static CancelOutcome cancel(JsonNode status) {
        if (status.path("error").isTextual()) {
            return new CancelOutcome.Rejected(status.path("error").textValue());
        }
        return status.isTextual() && status.textValue().equals("success")
                ? new CancelOutcome.Cancelled()
                : new CancelOutcome.Unknown(status.toString());
    }

    private static TwapOutcome twap(JsonNode status) {
        JsonNode body = status.path(only(status, "error", "running"));
        if (status.has("error") && body.isTextual()) {
            return new TwapOutcome.Rejected(body.textValue());
        }
        JsonNode id = body.path("twapId");
        return isId(id) ? new TwapOutcome.Running(id.longValue()) : new TwapOutcome.Unknown(status.toString());
    }

    private static MalformedResponse malformed(String message) {
        return new MalformedResponse(InfoClient.SOURCE, message, null);
    }
}
