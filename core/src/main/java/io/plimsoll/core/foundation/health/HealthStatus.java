package io.plimsoll.core.foundation.health;

/** How well a part or the whole works; ordered from best to worst. */
public enum HealthStatus {
    /** It works. */
    HEALTHY,
    /** It works without something that it can do without. */
    DEGRADED,
    /** It does not work. */
    UNHEALTHY
}
