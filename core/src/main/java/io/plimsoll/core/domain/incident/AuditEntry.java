package io.plimsoll.core.domain.incident;

import io.plimsoll.core.foundation.chain.Bytes32;
import io.plimsoll.core.foundation.crypto.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoField;

/**
 * One line of the audit log. Its hash covers all of it and the hash of the line before, so that a line that is changed, left
 * out, put in or moved later shows.
 *
 * @param number 1 for the first, without gaps
 * @param event what was done
 * @param previous hash of the line before; zeros in the first
 * @param hash SHA-256 over number, time in seconds and microseconds, the five texts and the previous hash, each with its length
 */
public record AuditEntry(long number, AuditEvent event, Bytes32 previous, Bytes32 hash) {
    /** The line that notes an event after the line that {@code head} tells of. */
    public static AuditEntry after(AuditHead head, AuditEvent event) {
        long number = head.number() + 1;
        return new AuditEntry(number, event, head.hash(), hash(number, event, head.hash()));
    }

    /** Whether it follows {@code head} and is as it was written. */
    public boolean follows(AuditHead head) {
        return equals(after(head, event));
    }

    /** The end of a log whose last line it is. */
    public AuditHead head() {
        return new AuditHead(number, hash);
    }

    private static Bytes32 hash(long number, AuditEvent event, Bytes32 previous) {
        return Sha256.hash(
                bytes(number),
                bytes(event.at().getEpochSecond()),
                bytes(event.at().get(ChronoField.MICRO_OF_SECOND)),
                framed(event.id()),
                framed(event.actor()),
                framed(event.action()),
                framed(event.subject()),
                framed(event.details()),
                previous.toBytes());
    }

    private static byte[] bytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    /** With its length in front: otherwise "ab", "c" and "a", "bc" would have the same hash. */
    private static byte[] framed(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }
}
