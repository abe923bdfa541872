/**
 * The venue's {@code POST /info}, one record per answer, fields named as on the wire. Start from {@link
 * io.plimsoll.hyperliquid.info.InfoClient}.
 *
 * <p>An endpoint has a class of its name whose {@code of} gives the request; where it takes a span of time, {@code pages}
 * gives all rows of the span, whatever the venue's page size ({@link io.plimsoll.hyperliquid.info.Pages}).
 *
 * <p>Unknown fields are ignored, unknown words kept, and an unknown variant keeps its text. A component that is not {@code
 * @Nullable} was in every answer we have seen; where it is missing the call fails with an error that names it.
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/api/info-endpoint">info endpoint</a>
 */
@NullMarked
package io.plimsoll.hyperliquid.info;

import org.jspecify.annotations.NullMarked;
