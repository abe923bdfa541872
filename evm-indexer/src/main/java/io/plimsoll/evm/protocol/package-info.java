/**
 * What every protocol's readers ask a chain with: {@link io.plimsoll.evm.protocol.StateReads}. Each protocol has a package of its
 * own below, with its events, their decoders and its readers. What positions are worth is analytics' business.
 */
@NullMarked
package io.plimsoll.evm.protocol;

import org.jspecify.annotations.NullMarked;
