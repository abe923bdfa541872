/**
 * JSON-RPC to one endpoint: start from {@link io.plimsoll.evm.rpc.JsonRpc}. Nothing is retried, batched or shared between
 * endpoints here.
 */
@NullMarked
package io.plimsoll.evm.rpc;

import org.jspecify.annotations.NullMarked;
