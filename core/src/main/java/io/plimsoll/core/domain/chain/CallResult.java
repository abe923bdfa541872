package io.plimsoll.core.domain.chain;

/**
 * What a view call gave.
 *
 * @param success false if it reverted
 * @param data ABI-encoded result, or revert data; empty also where there is no contract at the address. Shared, not copied
 */
@SuppressWarnings("ArrayRecordComponent") // decoded once, never compared
public record CallResult(boolean success, byte[] data) {}
