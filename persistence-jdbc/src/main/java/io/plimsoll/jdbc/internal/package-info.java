/** Not API: what the stores share. */
@NullMarked
package io.plimsoll.jdbc.internal;

import org.jspecify.annotations.NullMarked;
