package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.kit.http.JsonMapping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads recorded answers of the exchange as the client does, and writes what it made of them as the venue would. */
public final class RecordedAnswers {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private RecordedAnswers() {}

    /**
     * What the client makes of an answer, in the venue's form again.
     *
     * @param answer {@code status} and {@code response}
     */
    public static JsonNode reread(JsonNode answer) {
        JsonNode response = answer.path("response");
        String type = response.path("type").asText();
        byte[] json = answer.toString().getBytes(StandardCharsets.UTF_8);
        int items = response.path("data").path("statuses").size();
        try {
            return switch (type) {
                case "order" -> statuses(type, ResultType.ORDERS.read(type, items, json), RecordedAnswers::order);
                case "cancel" -> statuses(type, ResultType.CANCELS.read(type, items, json), RecordedAnswers::cancel);
                case "twapOrder" -> status(type, twap(ResultType.TWAP_ORDER.read(type, 1, json)));
                case "twapCancel" -> status(type, cancel(ResultType.TWAP_CANCEL.read(type, 1, json)));
                case "createSubAccount", "createVault" -> address(type, ResultType.ADDRESS.read(type, 1, json));
                default -> accepted(ResultType.ACCEPTED.read(type, 1, json));
            };
        } catch (ActionRefused refused) {
            return JSON.objectNode().put("status", "err").put("response", refused.text());
        }
    }

    private static ObjectNode ok(String type, @Nullable JsonNode data) {
        ObjectNode answer = JSON.objectNode().put("status", "ok");
        ObjectNode response = answer.putObject("response").put("type", type);
        if (data != null) {
            response.set("data", data);
        }
        return answer;
    }

    private interface Writer<T> {
        JsonNode write(T outcome);
    }

    private static <T> JsonNode statuses(String type, List<T> outcomes, Writer<T> writer) {
        ArrayNode statuses = JSON.arrayNode();
        outcomes.forEach(outcome -> statuses.add(writer.write(outcome)));
        return ok(type, JSON.objectNode().set("statuses", statuses));
    }

    private static JsonNode status(String type, JsonNode status) {
        return ok(type, JSON.objectNode().set("status", status));
    }

    private static JsonNode address(String type, Address address) {
        return ok(type, JSON.textNode(address.hex()));
    }

    private static JsonNode accepted(Accepted accepted) {
        return ok(accepted.type(), accepted.data().isEmpty() ? null : tree(accepted.data()));
    }

    private static JsonNode order(OrderOutcome outcome) {
        if (outcome instanceof OrderOutcome.Resting resting) {
            return named("resting", withCloid(JSON.objectNode().put("oid", resting.oid()), resting.cloid()));
        }
        if (outcome instanceof OrderOutcome.Filled filled) {
            ObjectNode fields = JSON.objectNode()
                    .put("totalSz", filled.totalSz())
                    .put("avgPx", filled.avgPx())
                    .put("oid", filled.oid());
            return named("filled", withCloid(fields, filled.cloid()));
        }
        if (outcome instanceof OrderOutcome.Rejected rejected) {
            return error(rejected.error());
        }
        return outcome instanceof OrderOutcome.Unknown unknown
                ? untyped(unknown.raw())
                : JSON.textNode(
                        outcome instanceof OrderOutcome.WaitingForFill ? "waitingForFill" : "waitingForTrigger");
    }

    private static JsonNode cancel(CancelOutcome outcome) {
        if (outcome instanceof CancelOutcome.Rejected rejected) {
            return error(rejected.error());
        }
        return outcome instanceof CancelOutcome.Unknown unknown ? untyped(unknown.raw()) : JSON.textNode("success");
    }

    private static JsonNode twap(TwapOutcome outcome) {
        if (outcome instanceof TwapOutcome.Running running) {
            return named("running", JSON.objectNode().put("twapId", running.twapId()));
        }
        return outcome instanceof TwapOutcome.Rejected rejected
                ? error(rejected.error())
                : untyped(((TwapOutcome.Unknown) outcome).raw());
    }

    private static ObjectNode withCloid(ObjectNode order, @Nullable Cloid cloid) {
        return cloid == null ? order : order.put("cloid", cloid.hex());
    }

    private static JsonNode error(String text) {
        return JSON.objectNode().put("error", text);
    }

    private static JsonNode named(String name, JsonNode fields) {
        return JSON.objectNode().set(name, fields);
    }

    private static JsonNode untyped(String raw) {
        throw new AssertionError("no outcome is typed for " + raw);
    }

    private static JsonNode tree(String json) {
        try {
            return JsonMapping.newMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
