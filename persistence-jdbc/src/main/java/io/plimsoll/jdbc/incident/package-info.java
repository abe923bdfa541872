/** Incidents, liquidations, deliveries and the audit log: {@link io.plimsoll.jdbc.incident.JdbcIncidentStore}. */
@NullMarked
package io.plimsoll.jdbc.incident;

import org.jspecify.annotations.NullMarked;
