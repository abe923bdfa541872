package io.plimsoll.core.domain.chain;

import io.plimsoll.core.foundation.chain.Address;

/**
 * A view call.
 *
 * @param to contract
 * @param data selector and ABI-encoded arguments; shared, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // sent once, never compared
public record ContractCall(Address to, byte[] data) {}
