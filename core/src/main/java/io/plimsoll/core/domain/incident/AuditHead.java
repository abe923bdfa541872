package io.plimsoll.core.domain.incident;

import io.plimsoll.core.foundation.chain.Bytes32;

/**
 * The end of an audit log. Who keeps one elsewhere can later tell that nothing before it was changed or cut off.
 *
 * @param number of the last entry; 0 where there is none
 * @param hash of the last entry; zeros where there is none
 */
public record AuditHead(long number, Bytes32 hash) {
    /** Of a log without entries. */
    public static final AuditHead EMPTY = new AuditHead(0, new Bytes32("0".repeat(64)));
}
