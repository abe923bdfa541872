package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.hyperliquid.info.InfoClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How the answer to an action is read. Immutable.
 *
 * @param <R> the answer
 */
public final class ResultType<R> {
    /** Nothing but that it is done. */
    public static final ResultType<Accepted> ACCEPTED =
            new ResultType<>((type, response, items) -> accepted(type, response));

    /** One outcome for each order, in their order. */
    public static final ResultType<List<OrderOutcome>> ORDERS = new ResultType<>(
            (type, response, items) -> each(response, items, ResultType::order, OrderOutcome.Rejected::new));

    /** One outcome for each cancel, in their order. */
    public static final ResultType<List<CancelOutcome>> CANCELS = new ResultType<>(
            (type, response, items) -> each(response, items, ResultType::cancel, CancelOutcome.Rejected::new));

    /** An order that is worked off in slices. */
    public static final ResultType<TwapOutcome> TWAP_ORDER = new ResultType<>(
            (type, response, items) -> twap(response.path("data").path("status")));

    /** The end of such an order. */
    public static final ResultType<CancelOutcome> TWAP_CANCEL = new ResultType<>(
            (type, response, items) -> cancel(response.path("data").path("status")));

    /** The address of what was created. */
    public static final ResultType<Address> ADDRESS = new ResultType<>((type, response, items) -> address(response));

    private static final JsonMapper MAPPER = new JsonMapper();

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
            case "err" ->
                throw new ActionRefused(
                        InfoClient.SOURCE, type, response.isTextual() ? response.textValue() : response.toString());
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

    /** What was asked for is one thing, so an error inside an answer that calls itself ok is a refusal of all of it. */
    private static Accepted accepted(String type, JsonNode response) {
        JsonNode data = response.path("data");
        for (JsonNode place :
                List.of(data, data.path("status"), data.path("statuses").path(0))) {
            if (place.has("error")) {
                throw new ActionRefused(
                        InfoClient.SOURCE, type, place.path("error").asText());
            }
        }
        return new Accepted(response.path("type").asText(), data.isMissingNode() ? "" : data.toString());
    }

    private static Address address(JsonNode response) {
        try {
            return Address.parse(response.path("data").asText());
        } catch (IllegalArgumentException e) {
            throw malformed("the answer has no address: " + response);
        }
    }

    /** A batch that fails the venue's first look is answered with one error for all of it. */
    private static <T> List<T> each(
            JsonNode response, int items, Function<JsonNode, T> one, Function<String, T> rejected) {
        JsonNode statuses = response.path("data").path("statuses");
        if (items > 1 && statuses.size() == 1 && statuses.path(0).path("error").isTextual()) {
            return Collections.nCopies(
                    items, rejected.apply(statuses.path(0).path("error").textValue()));
        }
        if (!statuses.isArray() || statuses.size() != items) {
            throw malformed("there are " + statuses.size() + " outcomes for " + items + " items");
        }
        List<T> outcomes = new ArrayList<>(items);
        statuses.forEach(status -> outcomes.add(one.apply(status)));
        return Collections.unmodifiableList(outcomes);
    }

    private static OrderOutcome order(JsonNode status) {
        if (status.path("error").isTextual()) {
            return new OrderOutcome.Rejected(status.path("error").textValue());
        }
        if (status.isTextual()) {
            return switch (status.textValue()) {
                case "waitingForFill" -> new OrderOutcome.WaitingForFill();
                case "waitingForTrigger" -> new OrderOutcome.WaitingForTrigger();
                default -> new OrderOutcome.Unknown(status.toString());
            };
        }
        try {
            JsonNode resting = status.path("resting");
            if (isId(resting.path("oid"))) {
                return new OrderOutcome.Resting(resting.path("oid").longValue(), cloid(resting));
            }
            JsonNode filled = status.path("filled");
            if (isId(filled.path("oid"))) {
                return new OrderOutcome.Filled(
                        new BigDecimal(filled.path("totalSz").asText()),
                        new BigDecimal(filled.path("avgPx").asText()),
                        filled.path("oid").longValue(),
                        cloid(filled));
            }
        } catch (IllegalArgumentException e) {
            return new OrderOutcome.Unknown(status.toString());
        }
        return new OrderOutcome.Unknown(status.toString());
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
        return status.asText().equals("success")
                ? new CancelOutcome.Cancelled()
                : new CancelOutcome.Unknown(status.toString());
    }

    private static TwapOutcome twap(JsonNode status) {
        if (status.path("error").isTextual()) {
            return new TwapOutcome.Rejected(status.path("error").textValue());
        }
        JsonNode id = status.path("running").path("twapId");
        return isId(id) ? new TwapOutcome.Running(id.longValue()) : new TwapOutcome.Unknown(status.toString());
    }

    private static MalformedResponse malformed(String message) {
        return new MalformedResponse(InfoClient.SOURCE, message, null);
    }
}
