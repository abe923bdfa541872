/**
 * Following a chain: start from {@link io.plimsoll.evm.index.Indexer}, which keeps the events of {@link
 * io.plimsoll.evm.index.Subscription}s. Its logs come in ranges from a {@link io.plimsoll.evm.index.LogSource}, such as {@link
 * io.plimsoll.evm.index.RpcLogSource}.
 *
 * <p>Where events are kept belongs to whoever implements core's {@link
 * io.plimsoll.core.domain.repository.index.IndexRepository}, what logs mean to the decoders of {@code io.plimsoll.evm.protocol}.
 */
@NullMarked
package io.plimsoll.evm.index;

import org.jspecify.annotations.NullMarked;
