/**
 * JSON-RPC: start from {@link io.plimsoll.evm.rpc.JsonRpc}, which is one endpoint or several.
 */
@NullMarked
package io.plimsoll.evm.rpc;

import org.jspecify.annotations.NullMarked;
