package io.plimsoll.core.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Lets every test that waits look again after 5 ms, and at once at first. By itself Awaitility waits 100 ms before each look, which a
 * suite that waits a thousand times spends minutes on. JUnit finds it as a service.
 */
public final class PromptAwaiting implements BeforeAllCallback {
    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultPollDelay(Duration.ZERO);
        Awaitility.setDefaultPollInterval(Duration.ofMillis(5));
    }
}
