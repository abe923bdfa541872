package io.plimsoll.core.kit.http;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import okhttp3.Response;

/** The {@code Retry-After} header in both of its forms: seconds, and an HTTP date counted from the answer's own date. */
public final class RetryAfter {
    private RetryAfter() {}

    /** How long the answer asks to wait; empty if it does not say, or not readably. */
    public static Optional<Duration> of(Response response) {
        String header = response.header("Retry-After");
        if (header == null) {
            return Optional.empty();
        }
        String text = header.strip();
        if (!text.isEmpty() && text.length() < 10 && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant until = httpDate(text);
            Instant now = Optional.ofNullable(response.header("Date"))
                    .map(RetryAfter::httpDate)
                    .orElseGet(() -> Instant.ofEpochMilli(response.receivedResponseAtMillis()));
            Duration wait = Duration.between(now, until);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeParseException unreadable) {
            return Optional.empty();
        }
    }

    private static Instant httpDate(String text) {
        return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip()));
    }
}
