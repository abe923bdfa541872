package io.plimsoll.hyperliquid.ws;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.info.OutcomeMeta;
import io.plimsoll.hyperliquid.info.RawJson;
import io.plimsoll.hyperliquid.internal.Frame;
import io.plimsoll.hyperliquid.internal.WireJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Channel {@code outcomeMetaUpdates}: outcomes and questions that came up, changed or were settled. They are not repeated: a
 * loss is a {@link ChannelEvent.Gap}, after which {@link OutcomeMeta} tells how things are.
 */
public final class OutcomeMetaUpdatesChannel {
    private static final JavaType WIRE = WireJson.type(new TypeReference<Wire>() {});
    private static final JavaType ONE = WireJson.type(new TypeReference<Variants>() {});

    static final Channel<Message> CHANNEL = Channel.ofEvents("outcomeMetaUpdates", new TypeReference<Message>() {})
            .readBy(OutcomeMetaUpdatesChannel::read);

    private OutcomeMetaUpdatesChannel() {}

    /**
     * Changes.
     *
     * @param updates oldest first
     */
    public record Message(List<Update> updates) {}

    /** A change. */
    public sealed interface Update {}

    /**
     * A new outcome.
     *
     * @param outcomeCreated itself
     */
    public record OutcomeCreated(OutcomeMeta.Outcome outcomeCreated) implements Update {}

    /**
     * An outcome is decided.
     *
     * @param outcomeSettled which
     */
    public record OutcomeSettled(OutcomeSettled.Settled outcomeSettled) implements Update {
        /**
         * Which.
         *
         * @param outcome id
         */
        public record Settled(int outcome) {}
    }

    /**
     * A question is new or has changed.
     *
     * @param questionUpdated as it is now
     */
    public record QuestionUpdated(OutcomeMeta.Question questionUpdated) implements Update {}

    /**
     * A question is decided.
     *
     * @param questionSettled which
     */
    public record QuestionSettled(QuestionSettled.Settled questionSettled) implements Update {
        /**
         * Which.
         *
         * @param question id
         */
        public record Settled(int question) {}
    }

    /**
     * A change of a kind yet unknown.
     *
     * @param json as it came
     */
    public record Unknown(@JsonValue RawJson json) implements Update {}

    private record Wire(List<RawJson> updates) {}

    private record Variants(
            OutcomeMeta.@Nullable Outcome outcomeCreated,
            OutcomeSettled.@Nullable Settled outcomeSettled,
            OutcomeMeta.@Nullable Question questionUpdated,
            QuestionSettled.@Nullable Settled questionSettled) {}

    /** Of all outcomes and questions. */
    public static Subscription<Message> of() {
        return Subscription.to(CHANNEL, "outcomeMetaUpdates");
    }

    private static @Nullable Message read(Frame frame) {
        Wire wire = frame.read(WIRE);
        return wire == null
                ? null
                : new Message(IntStream.range(0, wire.updates().size())
                        .mapToObj(n -> update(wire.updates().get(n), n))
                        .toList());
    }

    private static Update update(RawJson raw, int place) {
        byte[] json = raw.toString().getBytes(StandardCharsets.UTF_8);
        if (json.length == 0 || json[0] != '{') {
            return new Unknown(raw);
        }
        String what = "frame of outcomeMetaUpdates, updates[" + place + "]";
        Variants one = WireJson.read(ONE, json, 0, json.length, InfoClient.SOURCE, what);
        if (one == null) {
            return new Unknown(raw);
        }
        if (one.outcomeCreated() != null) {
            return new OutcomeCreated(one.outcomeCreated());
        }
        if (one.outcomeSettled() != null) {
            return new OutcomeSettled(one.outcomeSettled());
        }
        if (one.questionUpdated() != null) {
            return new QuestionUpdated(one.questionUpdated());
        }
        return one.questionSettled() != null ? new QuestionSettled(one.questionSettled()) : new Unknown(raw);
    }
}
