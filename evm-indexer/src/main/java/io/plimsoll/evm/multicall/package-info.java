/** Many view calls in one request, in the state of one block: {@link io.plimsoll.evm.multicall.MulticallReader}. */
@NullMarked
package io.plimsoll.evm.multicall;

import org.jspecify.annotations.NullMarked;
