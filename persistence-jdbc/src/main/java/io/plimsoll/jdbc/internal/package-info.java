/**
 * Not API: what the stores share. {@link io.plimsoll.jdbc.internal.Database} runs a call as one transaction, {@link
 * io.plimsoll.jdbc.internal.Table} writes rows, {@link io.plimsoll.jdbc.internal.Row} reads them, {@link
 * io.plimsoll.jdbc.internal.Pages} lists of them page by page, {@link
 * io.plimsoll.jdbc.internal.Type} knows what a column holds, {@link io.plimsoll.jdbc.internal.Failures} what an error means.
 */
@NullMarked
package io.plimsoll.jdbc.internal;

import org.jspecify.annotations.NullMarked;
