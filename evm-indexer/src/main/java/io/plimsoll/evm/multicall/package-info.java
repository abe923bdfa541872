/**
 * Many view calls in one request, in the state of one block: {@link io.plimsoll.evm.multicall.MulticallReader}. An endpoint that would
 * answer from another state ends in a {@link io.plimsoll.evm.multicall.WrongStateException}.
 */
@NullMarked
package io.plimsoll.evm.multicall;

import org.jspecify.annotations.NullMarked;
