package io.plimsoll.hyperliquid.ws;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What tells subscriptions of a channel apart, as one text. */
final class Routes {
    private Routes() {}

    /** A user. */
    static String of(String user) {
        return user.toLowerCase(Locale.ROOT);
    }

    /** A user and a coin or dex; null for the main dex. */
    static String of(String user, @Nullable String what) {
        return of(user) + " " + (what == null ? "" : what);
    }
}
