package io.plimsoll.core.domain.user;

import java.time.Duration;

/**
 * What was served at one endpoint over some time.
 *
 * @param endpoint the route
 * @param requests how many
 * @param failures how many of them were not answered as asked
 * @param timeSpent on all of them
 */
public record UsageTotal(String endpoint, long requests, long failures, Duration timeSpent) {}
