package io.plimsoll.core.domain.incident;

import java.time.Instant;
import java.util.Optional;

/**
 * That a source was asked, and what came of it.
 *
 * @param source name of the {@link IncidentSource}
 * @param at when
 * @param error why it did not answer; empty if it did
 */
public record SourcePoll(String source, Instant at, Optional<String> error) {}
