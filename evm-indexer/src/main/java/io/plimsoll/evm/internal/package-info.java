/** Not API: what the readers share. */
@NullMarked
package io.plimsoll.evm.internal;

import org.jspecify.annotations.NullMarked;
