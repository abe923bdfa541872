/**
 * One port per aggregate, in the words of the domain. Implementations: {@link
 * io.plimsoll.core.domain.repository.memory} here, JDBC in the persistence module; both pass the same contract tests.
 */
@NullMarked
package io.plimsoll.core.domain.repository;

import org.jspecify.annotations.NullMarked;
