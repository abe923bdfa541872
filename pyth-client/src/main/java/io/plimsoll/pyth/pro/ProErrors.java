package io.plimsoll.pyth.pro;

import io.plimsoll.core.foundation.error.SourceException.Rejected;
import java.util.function.Supplier;

/** What the service's HTTP statuses mean. */
final class ProErrors {
    static final int BAD_REQUEST = 400;
    static final int UNAUTHORIZED = 401;
    static final int FORBIDDEN = 403;

    private ProErrors() {}

    /** Runs a call; a refused key has an error of its own. */
    static <T> T typed(String source, Supplier<T> call) {
        try {
            return call.get();
        } catch (Rejected e) {
            throw typed(source, e);
        }
    }

    private static Rejected typed(String source, Rejected e) {
        return switch (e.status()) {
            case UNAUTHORIZED -> new ProUnauthorized(source);
            case FORBIDDEN -> new ProNotEntitled(source, answer(String.valueOf(e.getMessage())));
            default -> e;
        };
    }

    private static String answer(String message) {
        int start = message.indexOf("HTTP 403: ");
        return start < 0 ? "" : message.substring(start + "HTTP 403: ".length());
    }
}
