package io.plimsoll.core.domain.incident;

import java.util.Optional;

/**
 * What came of checking an audit log.
 *
 * @param entries how many lines from the first on are as they were written and follow one another
 * @param head the end of those
 * @param broken number at which the log is not as it was written: of the first line that is changed, missing or out of place;
 *     empty if all of it is
 */
public record AuditVerdict(long entries, AuditHead head, Optional<Long> broken) {
    /** Whether all of it is as it was written. */
    public boolean intact() {
        return broken.isEmpty();
    }
}
