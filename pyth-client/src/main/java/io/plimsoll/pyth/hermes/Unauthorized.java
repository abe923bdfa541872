package io.plimsoll.pyth.hermes;

import io.plimsoll.core.foundation.error.SourceException;
import java.io.Serial;

/** The service wants a key and got none, or none that is valid (HTTP 401). Says where keys are from. Never retry. */
public final class Unauthorized extends SourceException.Rejected {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final int STATUS = 401;

    Unauthorized(String answer) {
        super(
                HermesClient.SOURCE,
                "needs a valid key: get one at pythdata.app and send it as bearer token; prices on chain and the list of"
                        + " feeds need none (HTTP 401" + (answer.isBlank() ? "" : ": " + answer) + ")",
                STATUS);
    }
}
