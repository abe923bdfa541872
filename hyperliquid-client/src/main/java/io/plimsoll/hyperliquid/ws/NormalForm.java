package io.plimsoll.hyperliquid.ws;

import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The form in which the venue compares subscriptions. Its acknowledgement echoes a subscription with its defaults filled in
 * ({@code nSigFigs:null, mantissa:null, fast:false}) and addresses in lower case; here defaults are left out instead, on both
 * sides, so that what we sent and what it echoes give the same text.
 */
final class NormalForm {
    private static final int ADDRESS_LENGTH = 42;

    private NormalForm() {}

    static String of(Map<String, ?> subscription) {
        StringJoiner form = new StringJoiner(",");
        new TreeMap<String, Object>(subscription).forEach((field, value) -> {
            if (!isDefault(value)) {
                form.add(field + "=" + text(value));
            }
        });
        return form.toString();
    }

    /** Whether an echo says all that was sent; it may say more, such as a default we do not know yet. */
    static boolean echoes(Map<String, ?> echo, Map<String, ?> sent) {
        return sent.entrySet().stream()
                .filter(field -> !isDefault(field.getValue()))
                .allMatch(field -> text(field.getValue()).equals(text(echo.get(field.getKey()))));
    }

    private static boolean isDefault(@Nullable Object value) {
        return value == null || Boolean.FALSE.equals(value) || "".equals(value);
    }

    private static String text(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() == ADDRESS_LENGTH && text.startsWith("0x") ? text.toLowerCase(Locale.ROOT) : text;
    }
}
