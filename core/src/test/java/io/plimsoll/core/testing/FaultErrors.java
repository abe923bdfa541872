package io.plimsoll.core.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.plimsoll.core.foundation.error.SourceException;
import io.plimsoll.core.foundation.error.SourceException.MalformedResponse;
import io.plimsoll.core.foundation.error.SourceException.RateLimited;
import io.plimsoll.core.foundation.error.SourceException.Rejected;
import io.plimsoll.core.foundation.error.SourceException.Transport;
import io.plimsoll.core.kit.http.testing.FakeServer;
import io.plimsoll.core.kit.http.testing.HttpFault;
import java.util.function.Supplier;

/** Which error each fault of a server must become in its client. */
public final class FaultErrors {
    private FaultErrors() {}

    /**
     * Lets the server meet every fault in turn and checks what the client makes of it.
     *
     * @param where which requests meet the fault
     * @param failure one call of the client, and the error it ended with
     */
    public static void checkEach(FakeServer server, String where, Supplier<SourceException> failure) {
        for (HttpFault fault : HttpFault.values()) {
            server.misbehave(fault, where);
            assertThat(failure.get()).as(fault.name()).isInstanceOf(expected(fault));
            server.behave();
        }
    }

    private static Class<? extends SourceException> expected(HttpFault fault) {
        return switch (fault) {
            case RATE_LIMITED -> RateLimited.class;
            case SERVER_ERROR -> Rejected.class;
            case HTML_PAGE, TRUNCATED_JSON -> MalformedResponse.class;
            case HANG, DISCONNECT, ANSWER_LOST -> Transport.class;
        };
    }
}
