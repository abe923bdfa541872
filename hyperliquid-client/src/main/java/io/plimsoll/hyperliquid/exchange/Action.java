package io.plimsoll.hyperliquid.exchange;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;

/**
 * Something to do at the venue: a record of the fields of one wire action, in the order in which they are hashed. Immutable.
 *
 * @param <R> what the venue answers
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
public sealed interface Action<R> permits L1Action, UserSignedAction, MultiSigAction {
    /**
     * The action that a JSON text holds. Decimals keep their trailing zeros and addresses their case, so that {@link #json}
     * gives the same text back; what is signed and sent has neither.
     *
     * @throws IllegalArgumentException if the venue has no action of that type, a field is missing, unknown or of the wrong
     *     type, or the fields contradict each other
     */
    static Action<?> parse(String json) {
        return ActionJson.read(json);
    }

    /** The venue's name of the action. */
    default String type() {
        return getClass().getAnnotation(JsonTypeName.class).value();
    }

    /** How the answer is read. */
    ResultType<R> resultType();

    /** Orders, cancels or modifications in it; 1 for anything else. This is what it costs of an address's requests. */
    default int items() {
        return 1;
    }

    /** The same for that network, with the nonce of its envelope where the action repeats it. */
    default Action<R> stamped(HyperliquidChain chain, long nonce) {
        return this;
    }

    /** The action as JSON, {@code type} first, decimals and addresses as they were given. */
    default String json() {
        return ActionJson.asGiven(this);
    }
}
