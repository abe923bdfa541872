/** Incidents in memory: {@link io.plimsoll.core.domain.repository.incident.memory.InMemoryIncidentStore}. */
@NullMarked
package io.plimsoll.core.domain.repository.incident.memory;

import org.jspecify.annotations.NullMarked;
