package io.plimsoll.pyth.pro;

import io.plimsoll.core.kit.http.testing.FakeServer;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;

/** Says the same to everyone. */
final class TextServer extends FakeServer {
    private final int status;
    private final String body;

    TextServer(int status, String body) {
        this.status = status;
        this.body = body;
    }

    @Override
    protected MockResponse answer(RecordedRequest request) {
        return text(status, body);
    }
}
