package io.plimsoll.core.kit.config;

/**
 * A setting that must not be seen: a key, a token, a password with its URL.
 *
 * @param value itself; keep it out of messages and logs
 */
public record Secret(String value) {
    /** Says that there is one and hides it. */
    @Override
    public String toString() {
        return "***";
    }
}
