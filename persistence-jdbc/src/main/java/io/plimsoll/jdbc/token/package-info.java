/** Tokens, their transfers and what they come to: {@link io.plimsoll.jdbc.token.JdbcTokenStore}. */
@NullMarked
package io.plimsoll.jdbc.token;

import org.jspecify.annotations.NullMarked;
