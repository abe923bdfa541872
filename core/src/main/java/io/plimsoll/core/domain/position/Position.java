package io.plimsoll.core.domain.position;

/** Something an account holds. */
public sealed interface Position permits PerpPosition, SpotBalance, LpPosition, LendingPosition {}
