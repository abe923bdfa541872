package io.plimsoll.core.domain.alert;

/** How much it matters; ordered from least to most. */
public enum Severity {
    /** Good to know. */
    INFO,
    /** Should be looked at. */
    WARNING,
    /** Money is at risk now. */
    CRITICAL
}
