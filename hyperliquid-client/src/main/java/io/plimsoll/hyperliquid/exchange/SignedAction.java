package io.plimsoll.hyperliquid.exchange;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.hyperliquid.info.InfoClient;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An action ready to send, over HTTP or as a post of the websocket. Whoever has it can have it done once, so its text form hides
 * the signature. Immutable.
 *
 * @param <R> what the venue answers
 */
public final class SignedAction<R> {
    /** The beginning of one half of a signature: enough to know it by, also where a text was cut off. */
    private static final Pattern WORD_OF_A_SIGNATURE = Pattern.compile("\"[rs]\":\"0x([0-9a-f]{8,16})");

    private static final String HIDDEN = "an answer that is not shown, as it quotes the signature";

    private final Action<?> action;
    private final Action<R> asked;
    private final long nonce;
    private final Address account;
    private final byte[] body;

    SignedAction(Action<?> action, Action<R> asked, long nonce, Address account, byte[] body) {
        this.action = action;
        this.asked = asked;
        this.nonce = nonce;
        this.account = account;
        this.body = body;
    }

    /** The same with the answer of the action that it wraps. */
    <S> SignedAction<S> answering(Action<S> inner) {
        return new SignedAction<>(action, inner, nonce, account, body);
    }

    /** What the venue is asked to do: the action, or the one that it wraps. */
    Action<R> asked() {
        return asked;
    }

    /** The action as it was signed. */
    public Action<?> action() {
        return action;
    }

    /** Milliseconds. */
    public long nonce() {
        return nonce;
    }

    /** Orders, cancels or modifications in it. */
    public int items() {
        return asked.items();
    }

    /** The account that is acted for, whose requests it takes. */
    public Address account() {
        return account;
    }

    /** UTF-8 JSON: action, nonce, signature, and vault and expiry if there are. Not a copy; do not write into it. */
    public byte[] body() {
        return body;
    }

    /**
     * Reads the venue's answer.
     *
     * @param answer UTF-8 JSON of {@code status} and {@code response}
     * @throws ActionRefused if the venue refused all of it
     * @throws OutcomeUnknown if the answer does not say what became of it
     */
    public R read(byte[] answer) {
        try {
            return asked.resultType().read(action.type(), asked.items(), answer);
        } catch (MalformedResponse e) {
            throw outcomeUnknown(e);
        }
    }

    /**
     * What to throw when sending failed: the same failure where nothing can have happened, else an {@link OutcomeUnknown}.
     *
     * @param failure of the transport, after this was handed to it
     */
    public SourceException failed(SourceException failure) {
        if (failure instanceof ActionRefused || failure instanceof OutcomeUnknown) {
            return failure;
        }
        boolean uncertain = (failure instanceof Transport && !neverLeft(failure.getCause()))
                || failure instanceof MalformedResponse
                || (failure instanceof Rejected rejected && rejected.status() >= 500);
        SourceException shown = withoutSignature(failure);
        return uncertain ? outcomeUnknown(shown) : shown;
    }

    /** An answer may quote what was sent, and errors end in logs. */
    private SourceException withoutSignature(SourceException failure) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (quotes(at.getMessage())) {
                return failure instanceof Rejected rejected
                        ? new Rejected(InfoClient.SOURCE, rejected.status(), HIDDEN)
                        : failure instanceof RateLimited limited
                                ? new RateLimited(InfoClient.SOURCE, limited.retryAfter(), HIDDEN)
                                : new MalformedResponse(InfoClient.SOURCE, HIDDEN, null);
            }
        }
        return failure;
    }

    private boolean quotes(@Nullable String message) {
        return message != null
                && WORD_OF_A_SIGNATURE.matcher(json()).results().anyMatch(word -> message.contains(word.group(1)));
    }

    private static boolean neverLeft(@Nullable Throwable cause) {
        return cause instanceof ConnectException
                || cause instanceof NoRouteToHostException
                || cause instanceof UnknownHostException;
    }

    private OutcomeUnknown outcomeUnknown(SourceException cause) {
        return new OutcomeUnknown(InfoClient.SOURCE, action.type(), nonce, cause);
    }

    /** The body as text, for whoever embeds it in another frame. It has the signature. */
    public String json() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Type and nonce. */
    @Override
    public String toString() {
        return "SignedAction[" + action.type() + ", nonce " + nonce + ", signature hidden]";
    }
}
