package io.plimsoll.hyperliquid.ws;

import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.kit.stream.StreamSender;
import io.plimsoll.hyperliquid.info.InfoClient;
import io.plimsoll.hyperliquid.info.RawJson;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Requests over the websocket that wait for their answers. Thread-safe. Nothing is ever sent twice. */
final class Posts {
    private static final int UNPROCESSABLE = 422;

    private record Pending(long session, boolean action, CompletableFuture<RawJson> answer) {}

    /**
     * An answer.
     *
     * @param id of the request
     * @param response to it
     */
    record Answer(long id, Response response) {}

    /**
     * What is in an answer.
     *
     * @param type {@code info}, {@code action} or {@code error}
     * @param payload by type; null for {@code null}
     */
    record Response(String type, @Nullable RawJson payload) {}

    private final AtomicLong ids = new AtomicLong();
    private final Map<Long, Pending> pending = new ConcurrentHashMap<>();

    /**
     * Sends a request and waits for its answer.
     *
     * @param type {@code info} or {@code action}
     * @param payload JSON
     * @throws Transport if it was not sent, with a {@link ConnectException} as its cause, or if it was and nothing more is
     *     known
     */
    RawJson send(StreamSender sender, String type, String payload, Duration patience) {
        long id = ids.incrementAndGet();
        Pending mine = new Pending(sender.session(), type.equals("action"), new CompletableFuture<>());
        pending.put(id, mine);
        try {
            sender.send("{\"method\":\"post\",\"id\":" + id + ",\"request\":{\"type\":\"" + type + "\",\"payload\":"
                    + payload + "}}");
            return mine.answer().get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw unknown(id, "no answer within " + patience, new IOException("no answer"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(id, "interrupted", new InterruptedIOException("interrupted"));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof SourceException known ? known : unknown(id, "" + e.getCause(), e);
        } finally {
            pending.remove(id);
        }
    }

    /** An answer has come; false if nobody waits for it any more. */
    boolean answered(Answer answer) {
        Pending waiting = pending.get(answer.id());
        if (waiting == null) {
            return false;
        }
        RawJson payload = answer.response().payload() == null
                ? new RawJson("null")
                : answer.response().payload();
        if (answer.response().type().equals("error")) {
            waiting.answer().completeExceptionally(error(unquoted(payload.json()), waiting.action()));
        } else {
            waiting.answer().complete(payload);
        }
        return true;
    }

    /** The venue could not read a request that it quotes; false if it is none of ours. */
    boolean refused(long id, String text) {
        Pending waiting = pending.get(id);
        return waiting != null && waiting.answer().completeExceptionally(refusal(UNPROCESSABLE, text));
    }

    /** The connections up to {@code session} are gone: their answers will not come. */
    void lost(long session) {
        pending.forEach((id, waiting) -> {
            if (waiting.session() <= session) {
                waiting.answer()
                        .completeExceptionally(
                                unknown(id, "the connection was lost before the answer came", new IOException("lost")));
            }
        });
    }

    int waiting() {
        return pending.size();
    }

    private static Transport unknown(long id, String why, Throwable cause) {
        return new Transport(
                InfoClient.SOURCE,
                "outcome unknown of post " + id + ": " + why
                        + "; it may have been carried out, so find out before sending it again",
                cause);
    }

    private static String unquoted(String json) {
        return json.startsWith("\"") && json.endsWith("\"") && json.length() > 1
                ? json.substring(1, json.length() - 1)
                : json;
    }

    /**
     * What HTTP would have answered: the text begins with the status, if it has one. Without it, a question was refused, but
     * what became of an action is not said.
     */
    private static SourceException error(String text, boolean action) {
        if (text.matches("[1-5]\\d\\d\\b.*")) {
            return refusal(Integer.parseInt(text.substring(0, 3)), text);
        }
        return action
                ? new MalformedResponse(InfoClient.SOURCE, "error without a status: " + text, null)
                : refusal(UNPROCESSABLE, text);
    }

    private static SourceException refusal(int status, String text) {
        return status == 429
                ? new RateLimited(InfoClient.SOURCE, Optional.empty(), text)
                : new Rejected(InfoClient.SOURCE, status, text);
    }
}
