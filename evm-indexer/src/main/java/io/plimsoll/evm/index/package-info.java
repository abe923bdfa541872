/**
 * Following a chain: ranges of logs come from a {@link io.plimsoll.evm.index.LogSource}, of which {@link
 * io.plimsoll.evm.index.RpcLogSource} is the one that asks endpoints. Where events are kept belongs to whoever
 * implements core's {@link io.plimsoll.core.domain.repository.index.IndexRepository}.
 */
@NullMarked
package io.plimsoll.evm.index;

import org.jspecify.annotations.NullMarked;
