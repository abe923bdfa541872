/** Not API: the bytes under the wire layer. Start from {@link io.plimsoll.hyperliquid.internal.WireJson}. */
@NullMarked
package io.plimsoll.hyperliquid.internal;

import org.jspecify.annotations.NullMarked;
