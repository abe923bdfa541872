/**
 * What a keeper looks at, decides and does: a {@link io.plimsoll.core.domain.keeper.Candidate} is a position that may be
 * liquidated, a {@link io.plimsoll.core.domain.keeper.Decision} says what was made of it and why, an {@link
 * io.plimsoll.core.domain.keeper.Attempt} is the transaction that followed, step by step. Nothing here reads a chain or sends
 * anything.
 */
@NullMarked
package io.plimsoll.core.domain.keeper;

import org.jspecify.annotations.NullMarked;
