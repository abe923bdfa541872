/**
 * People who use a program built on this library: {@link io.plimsoll.core.domain.user.User}, their sessions, who waits to
 * become one, and what they ask for. It is personal data: kept apart from everything else, and forgotten on request.
 */
@NullMarked
package io.plimsoll.core.domain.user;

import org.jspecify.annotations.NullMarked;
