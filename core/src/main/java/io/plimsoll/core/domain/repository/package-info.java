/**
 * What is kept. Each store has a package of its own with one port per aggregate, in the words of the domain, and in {@code memory}
 * the implementation that says what they mean. JDBC implementations are in the persistence module; both pass the same contract
 * tests. Here is what the stores share: lists are read page by page in the order of a {@link
 * io.plimsoll.core.domain.repository.Keyset}; times from and to are both included, and what is older than a limit is before it.
 */
@NullMarked
package io.plimsoll.core.domain.repository;

import org.jspecify.annotations.NullMarked;
