package io.plimsoll.analytics.margin;

import java.util.Optional;

/** What came of valuing an account. */
public sealed interface MarginAssessment {
    /**
     * The rules apply and the venue's own numbers agree.
     *
     * @param report the numbers
     */
    record Assessed(MarginReport report) implements MarginAssessment {}

    /**
     * The account is not valued.
     *
     * @param reason why
     * @param detail the numbers behind it, for people
     */
    record Refused(MarginRefusal reason, String detail) implements MarginAssessment {}

    /** The report, if there is one. */
    default Optional<MarginReport> findReport() {
        return this instanceof Assessed assessed ? Optional.of(assessed.report) : Optional.empty();
    }
}
