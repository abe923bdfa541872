package io.plimsoll.core.foundation.health;

import java.time.Instant;

/**
 * What a check found at a time.
 *
 * @param time of the report it was part of
 * @param result what it found
 */
public record HealthSample(Instant time, HealthReport.Result result) {}
