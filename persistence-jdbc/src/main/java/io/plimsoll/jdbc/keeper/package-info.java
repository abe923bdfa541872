/** What a keeper keeps: {@link io.plimsoll.jdbc.keeper.JdbcKeeperStore}. */
@NullMarked
package io.plimsoll.jdbc.keeper;

import org.jspecify.annotations.NullMarked;
