package io.plimsoll.core.domain.event;

import io.plimsoll.core.foundation.chain.Address;
import io.plimsoll.core.foundation.chain.LogRef;
import java.util.Comparator;
import java.util.regex.Pattern;

/**
 * A contract that an index found on its chain and follows from then on, such as a pool that a factory has made. An index keeps a
 * child of one rule and address once, as it was seen first.
 *
 * <p>The natural order is the order in which they were seen.
 *
 * @param at the log that says so
 * @param rule by which it was found, named by the program: 1 to 60 letters, digits, dots, dashes or underscores
 * @param address of the contract
 */
public record ChildContract(LogRef at, String rule, Address address) implements Comparable<ChildContract> {
    private static final Pattern RULE = Pattern.compile("[A-Za-z0-9._-]{1,60}");
    private static final Comparator<ChildContract> ORDER = Comparator.comparing(ChildContract::at)
            .thenComparing(ChildContract::rule)
            .thenComparing(child -> child.address.hex());

    public ChildContract {
        if (!RULE.matcher(rule).matches()) {
            throw new IllegalArgumentException("the name of a rule for children must match " + RULE + ", got "
                    + (rule.length() > 80 ? rule.length() + " characters" : "'" + rule + "'"));
        }
    }

    @Override
    public int compareTo(ChildContract other) {
        return ORDER.compare(this, other);
    }
}
