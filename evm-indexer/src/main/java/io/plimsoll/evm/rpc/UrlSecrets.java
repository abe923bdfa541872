package io.plimsoll.evm.rpc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import okhttp3.HttpUrl;

/**
 * Blacks out what may be a key in a URL wherever a text repeats it: path segments, query values and credentials that are long enough
 * to be one. Immutable.
 */
final class UrlSecrets {
    /** Shorter ones are words such as {@code evm} and {@code mainnet}; keys are longer. */
    private static final int KEY_LENGTH = 10;

    /** So much of a key must not be seen. */
    private static final int TELLING = 4;

    private final List<String> secrets;

    private UrlSecrets(List<String> secrets) {
        this.secrets = secrets;
    }

    static UrlSecrets of(HttpUrl url) {
        List<String> parts = new ArrayList<>();
        parts.addAll(url.pathSegments());
        parts.addAll(url.encodedPathSegments());
        for (int i = 0; i < url.querySize(); i++) {
            parts.add(Objects.requireNonNullElse(url.queryParameterValue(i), ""));
        }
        parts.add(url.password());
        parts.add(url.encodedPassword());
        parts.add(url.username());
        // a longer one first, as a shorter one may be a part of it
        return new UrlSecrets(parts.stream()
                .filter(part -> part.length() >= KEY_LENGTH)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList());
    }

    /** Also where the text is cut off in the middle of one. */
    boolean areIn(String text) {
        return secrets.stream().anyMatch(secret -> text.contains(secret) || isCutOff(text, secret));
    }

    private static boolean isCutOff(String text, String secret) {
        return text.endsWith("…")
                && IntStream.range(TELLING, secret.length())
                        .anyMatch(length -> text.endsWith(secret.substring(0, length) + "…"));
    }

    String hide(String text) {
        String hidden = text;
        for (String secret : secrets) {
            hidden = hidden.replace(secret, "***");
        }
        return hidden;
    }
}
