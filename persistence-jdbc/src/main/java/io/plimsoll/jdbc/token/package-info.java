/**
 * Tokens, their transfers and what they come to: {@link io.plimsoll.jdbc.token.JdbcTokenStore}, or {@link
 * io.plimsoll.jdbc.token.TokenTables} for who writes transfers in a transaction of his own.
 */
@NullMarked
package io.plimsoll.jdbc.token;

import org.jspecify.annotations.NullMarked;
