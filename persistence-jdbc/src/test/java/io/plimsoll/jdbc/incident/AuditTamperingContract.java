package io.plimsoll.jdbc.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.domain.incident.AuditHead;
import io.plimsoll.core.domain.incident.AuditVerdict;
import io.plimsoll.core.domain.repository.incident.AuditRepository;
import io.plimsoll.core.testing.repository.incident.AuditRepositoryContract;
import io.plimsoll.jdbc.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whoever changes the audit log past the store is found out. */
abstract class AuditTamperingContract {
    private AuditRepository audit;

    abstract TestDatabase database();

    @BeforeEach
    void fill() {
        audit = database().emptied().incidents().audit();
        // more than are read at once
        audit.append(IntStream.rangeClosed(1, 1_050)
                .mapToObj(AuditRepositoryContract::event)
                .toList());
    }

    private void tamper(String sql) throws SQLException {
        try (Connection connection = database().source().getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
        }
    }

    @Test
    void verify_lineChanged_namesIt() throws Exception {
        assertThat(audit.verify()).isEqualTo(new AuditVerdict(1_050, audit.head(), Optional.empty()));

        tamper("UPDATE audit_entry SET details = 'nothing happened' WHERE number = 1007");
        assertThat(audit.verify().broken()).contains(1_007L);
        assertThat(audit.verify().entries()).isEqualTo(1_006);

        tamper("UPDATE audit_entry SET actor = 'bob' WHERE number = 3");
        assertThat(audit.verify().broken()).contains(3L);

        tamper("DELETE FROM audit_entry WHERE number = 2");
        assertThat(audit.verify().broken()).contains(2L);
    }

    @Test
    void verify_endCutOff_isFoundOut() throws Exception {
        AuditHead kept = audit.head();

        tamper("DELETE FROM audit_entry WHERE number > 1040");

        assertThat(audit.verify().broken()).contains(1_041L);
        // even with the store's own note forged: whoever keeps the head elsewhere sees that it has gone
        tamper("UPDATE audit_head SET last_number = 1040, last_hash = "
                + "(SELECT entry_hash FROM audit_entry WHERE number = 1040)");
        assertThat(audit.verify().intact()).isTrue();
        assertThat(audit.head().number()).isLessThan(kept.number());
    }
}
