package io.plimsoll.core.domain.incident;

/**
 * Where incidents are learnt from.
 *
 * @param name its identity
 * @param priority whose word counts where two sources tell the same incident: the lower number's
 * @param enabled whether it is asked
 */
public record IncidentSource(String name, int priority, boolean enabled) {}
