/** Users, sessions, the waitlist and usage: {@link io.plimsoll.jdbc.user.JdbcUserStore}. */
@NullMarked
package io.plimsoll.jdbc.user;

import org.jspecify.annotations.NullMarked;
