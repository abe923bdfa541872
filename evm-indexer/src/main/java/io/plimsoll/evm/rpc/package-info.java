/**
 * JSON-RPC: whoever asks takes a {@link io.plimsoll.evm.rpc.JsonRpc}, which is one endpoint or several. Several stand in for each other
 * in an {@link io.plimsoll.evm.rpc.EndpointPool} of {@link io.plimsoll.evm.rpc.Endpoint}s; what is wrong with one is an {@link
 * io.plimsoll.evm.rpc.RpcFault}. What the answers mean is not here: logs are in {@code index}, calls in {@code multicall}.
 */
@NullMarked
package io.plimsoll.evm.rpc;

import org.jspecify.annotations.NullMarked;
