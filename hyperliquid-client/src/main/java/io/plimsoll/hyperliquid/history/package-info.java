/**
 * What happened before: readers of the venue's archives and of the files a node writes. A {@link
 * io.plimsoll.hyperliquid.history.HistoryFormat} says how a line reads, each kind of record has the formats it comes in as
 * constants; {@link io.plimsoll.hyperliquid.history.HistoryReader} reads a file of it lazily, in constant memory, compressed or
 * not.
 *
 * <pre>{@code
 * try (HistoryReader<NodeBlock<NodeFill>> blocks = NodeFill.BY_BLOCK.open(Path.of("20251010/21.lz4"))) {
 *     blocks.stream().flatMap(block -> block.events().stream()).forEach(…);
 * }
 * }</pre>
 *
 * <p>LZ4 files need the library {@code at.yawk.lz4:lz4-java}, which is not drawn in by itself. Fetching files is not done here:
 * the buckets make the requester pay.
 *
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/historical-data">historical data</a>
 * @see <a href="https://hyperliquid.gitbook.io/hyperliquid-docs/for-developers/nodes/l1-data-schemas">schemas of a node's
 *     files</a>
 */
@NullMarked
package io.plimsoll.hyperliquid.history;

import org.jspecify.annotations.NullMarked;
