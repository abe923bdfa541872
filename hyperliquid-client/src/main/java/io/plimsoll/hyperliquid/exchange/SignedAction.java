package io.plimsoll.hyperliquid.exchange;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.hyperliquid.info.InfoClient;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;

/**
 * An action ready to send, over HTTP or as a post of the websocket. Whoever has it can have it done once, so its text form hides
 * the signature. Immutable.
 *
 * @param <R> what the venue answers
 */
public final class SignedAction<R> {
    private final Action<?> action;
    private final ResultType<R> resultType;
    private final int items;
    private final long nonce;
    private final Address account;
    private final byte[] body;

    SignedAction(Action<?> action, ResultType<R> resultType, int items, long nonce, Address account, byte[] body) {
        this.action = action;
        this.resultType = resultType;
        this.items = items;
        this.nonce = nonce;
        this.account = account;
        this.body = body;
    }

    /** The same with the answer of the action that it wraps. */
    <S> SignedAction<S> answering(Action<S> inner) {
        return new SignedAction<>(action, inner.resultType(), inner.items(), nonce, account, body);
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
        return items;
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
            return resultType.read(action.type(), items, answer);
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
        return uncertain ? outcomeUnknown(failure) : failure;
    }

    private static boolean neverLeft(Throwable cause) {
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
