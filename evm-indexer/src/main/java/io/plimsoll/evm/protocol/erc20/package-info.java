/**
 * Tokens: {@link io.plimsoll.evm.protocol.erc20.Erc20Events} decodes what they log, {@link
 * io.plimsoll.evm.protocol.erc20.TokenReader} asks what they are and who holds how much. Prices and holder statistics are not here.
 */
@NullMarked
package io.plimsoll.evm.protocol.erc20;

import org.jspecify.annotations.NullMarked;
