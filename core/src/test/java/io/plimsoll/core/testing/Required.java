package io.plimsoll.core.testing;

import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import org.opentest4j.TestAbortedException;

/**
 * What a machine may lack: a corpus, a node. A test that needs it is skipped with one printed line, unless {@code
 * -Dplimsoll.required}, a list with commas, names it.
 */
public final class Required {
    private Required() {}

    /**
     * What the calling test ends with, as something it needs is missing: a failure that is thrown here if the need is
     * required, otherwise the skip that is returned to be thrown. Prints the skip.
     *
     * @param need its word in {@code -Dplimsoll.required}
     * @param test the name of the calling test class
     * @param reason what is missing and what to do about it
     */
    @SuppressWarnings("SystemOut")
    public static TestAbortedException missing(String need, String test, String reason) {
        if (List.of(System.getProperty("plimsoll.required", "").split(",")).contains(need)) {
            fail("-Dplimsoll.required names " + need + ": " + reason);
        }
        String skipped = "skipped: " + reason;
        System.out.println(test + " " + skipped);
        return new TestAbortedException(skipped);
    }
}
