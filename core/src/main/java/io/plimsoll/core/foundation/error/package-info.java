/**
 * Errors by who must act.
 *
 * <ul>
 *   <li>the caller's mistake: {@link java.lang.IllegalArgumentException} with parameter and value
 *   <li>the remote side: {@link io.plimsoll.core.foundation.error.SourceException}, which says whether a repeat may help
 *   <li>the store: {@link io.plimsoll.core.foundation.error.RepositoryException}
 *   <li>many independent items: {@link io.plimsoll.core.foundation.error.Outcome} per item, so that one failure does not
 *       hide the others
 * </ul>
 */
@NullMarked
package io.plimsoll.core.foundation.error;

import org.jspecify.annotations.NullMarked;
