package io.plimsoll.examples.web;

import java.io.Serial;

/** The port of a page is taken. */
public final class PortInUseException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    public PortInUseException(String message, Throwable cause) {
        super(message, cause);
    }
}
