package io.plimsoll.hyperliquid.info;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.plimsoll.core.foundation.chain.Address;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;

/** Endpoint {@code delegatorHistory}: what an account did with its staking balance. */
public final class DelegatorHistory {
    private DelegatorHistory() {}

    /** Newest first. Weight 20 and 1 per 20 rows. */
    public static InfoRequest<List<Event>> of(Address user) {
        return InfoRequest.of("delegatorHistory", 20, new TypeReference<List<Event>>() {})
                .with("user", user.hex())
                .surcharge(20, 2000);
    }

    /**
     * A change.
     *
     * @param time milliseconds
     * @param hash of the transaction
     * @param delta what changed
     */
    public record Event(
            long time,
            String hash,

            @JsonDeserialize(using = DeltaReader.class) @JsonSerialize(using = DeltaWriter.class)
            Delta delta) {}

    /** What changed; on the wire an object with one key, which names the variant. Amounts are HYPE. */
    public sealed interface Delta {}

    /**
     * To or from a validator: key {@code delegate}.
     *
     * @param validator address
     * @param amount moved
     * @param isUndelegate true: taken back
     */
    public record Delegate(String validator, BigDecimal amount, boolean isUndelegate) implements Delta {}

    /**
     * From spot to the staking balance: key {@code cDeposit}.
     *
     * @param amount moved
     */
    public record CDeposit(BigDecimal amount) implements Delta {}

    /**
     * From the staking balance to spot: key {@code withdrawal}.
     *
     * @param amount moved
     * @param phase {@code initiated} or {@code finalized}; an open set
     */
    public record Withdrawal(BigDecimal amount, String phase) implements Delta {}

    /**
     * A kind that is newer than this library.
     *
     * @param json whole
     */
    public record Unknown(RawJson json) implements Delta {}

    private static final class DeltaReader extends JsonDeserializer<Delta> {
        @Override
        public Delta deserialize(JsonParser in, DeserializationContext context) throws IOException {
            JsonNode delta = context.readTree(in);
            String key =
                    delta.size() == 1 && delta.isObject() ? delta.fieldNames().next() : "";
            return switch (key) {
                case "delegate" -> context.readTreeAsValue(delta.get(key), Delegate.class);
                case "cDeposit" -> context.readTreeAsValue(delta.get(key), CDeposit.class);
                case "withdrawal" -> context.readTreeAsValue(delta.get(key), Withdrawal.class);
                default -> new Unknown(RawJson.of(delta));
            };
        }
    }

    private static final class DeltaWriter extends JsonSerializer<Delta> {
        @Override
        public void serialize(Delta delta, JsonGenerator out, SerializerProvider context) throws IOException {
            if (delta instanceof Unknown unknown) {
                out.writeRawValue(unknown.json().json());
                return;
            }
            out.writeStartObject();
            out.writeObjectField(
                    delta instanceof Delegate ? "delegate" : delta instanceof CDeposit ? "cDeposit" : "withdrawal",
                    delta);
            out.writeEndObject();
        }
    }
}
