package io.plimsoll.core.domain.alert;

import java.time.Instant;

/**
 * Something a person should know.
 *
 * @param severity how much it matters
 * @param title one line
 * @param text the facts
 * @param key what it is about, the same for each repetition: no time and no changing number in it
 * @param time when it was noticed
 */
public record Alert(Severity severity, String title, String text, String key, Instant time) {}
