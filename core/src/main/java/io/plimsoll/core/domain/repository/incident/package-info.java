/** Where incidents are kept: {@link io.plimsoll.core.domain.repository.incident.IncidentStore}. */
@NullMarked
package io.plimsoll.core.domain.repository.incident;

import org.jspecify.annotations.NullMarked;
