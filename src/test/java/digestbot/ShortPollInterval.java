package digestbot;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Polls every few milliseconds in every test that waits: with Awaitility's default of a tenth of a
/// second, tests sleep longest after what they wait for has happened.
public final class ShortPollInterval implements BeforeAllCallback {

    private static final Duration EVERY = Duration.ofMillis(10);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultPollInterval(EVERY);
    }
}
