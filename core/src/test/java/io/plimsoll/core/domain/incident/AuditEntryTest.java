package io.plimsoll.core.domain.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.foundation.chain.Bytes32;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AuditEntryTest {
    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00.123456Z");
    private static final AuditEvent EVENT = new AuditEvent("1", T0, "alice", "incident.settled", "cascade", "why");
    private static final AuditEntry ENTRY = AuditEntry.after(AuditHead.EMPTY, EVENT);

    @Test
    void follows_asWritten_isTrue() {
        AuditEntry second = AuditEntry.after(ENTRY.head(), new AuditEvent("2", T0, "", "", "", ""));

        assertThat(ENTRY.follows(AuditHead.EMPTY)).isTrue();
        assertThat(second.follows(ENTRY.head())).isTrue();
        assertThat(second.follows(AuditHead.EMPTY)).isFalse();
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.previous()).isEqualTo(ENTRY.hash());
    }

    @Test
    void follows_anythingChanged_isFalse() {
        List<AuditEvent> changed = List.of(
                new AuditEvent("2", T0, "alice", "incident.settled", "cascade", "why"),
                new AuditEvent("1", T0.plusNanos(1_000), "alice", "incident.settled", "cascade", "why"),
                new AuditEvent("1", T0, "mallory", "incident.settled", "cascade", "why"),
                new AuditEvent("1", T0, "alice", "incident.opened", "cascade", "why"),
                new AuditEvent("1", T0, "alice", "incident.settled", "other", "why"),
                new AuditEvent("1", T0, "alice", "incident.settled", "cascade", "because"),
                // the same letters, parted elsewhere
                new AuditEvent("1", T0, "alicei", "ncident.settled", "cascade", "why"));

        for (AuditEvent event : changed) {
            AuditEntry forged = new AuditEntry(1, event, ENTRY.previous(), ENTRY.hash());
            assertThat(forged.follows(AuditHead.EMPTY)).as(event.toString()).isFalse();
        }
        assertThat(new AuditEntry(2, EVENT, ENTRY.previous(), ENTRY.hash()).follows(AuditHead.EMPTY))
                .isFalse();
    }

    @Test
    void hash_isTheSameForEver() {
        assertThat(ENTRY.hash())
                .isEqualTo(Bytes32.parse("0xd100e4d26ff30f18b1b8c69b7b783f91274c7c04ceb3f5406fc314024124b255"));
    }

    @Test
    void event_finerThanMicroseconds_isCutOff() {
        assertThat(new AuditEvent("1", T0.plusNanos(999), "alice", "incident.settled", "cascade", "why"))
                .isEqualTo(EVENT);
    }
}
