/**
 * Things that went wrong on a market: {@link io.plimsoll.core.domain.incident.Incident}, what came of it, who wants to be
 * told, and what was done about it, {@link io.plimsoll.core.domain.incident.AuditEntry}. The rules that find incidents are
 * in analytics.
 */
@NullMarked
package io.plimsoll.core.domain.incident;

import org.jspecify.annotations.NullMarked;
