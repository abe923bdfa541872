/**
 * Reading an EVM chain: {@link io.plimsoll.core.domain.chain.ChainReader} is the port through which other adapters call contracts.
 * How a chain is reached belongs to the EVM module.
 */
@NullMarked
package io.plimsoll.core.domain.chain;

import org.jspecify.annotations.NullMarked;
