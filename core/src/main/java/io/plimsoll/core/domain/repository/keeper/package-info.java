/**
 * What a keeper keeps: start at {@link io.plimsoll.core.domain.repository.keeper.KeeperStore}. An implementation in memory is
 * in {@link io.plimsoll.core.domain.repository.keeper.memory}.
 */
@NullMarked
package io.plimsoll.core.domain.repository.keeper;

import org.jspecify.annotations.NullMarked;
