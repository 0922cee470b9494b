package digestbot;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// How every test waits, unless it says otherwise.
///
/// It looks every few milliseconds: with Awaitility's default of a tenth of a second, tests sleep longest after what
/// they wait for has happened. It gives up late, whatever else the machine does: only a test that fails waits for so
/// long. A test needs no limit of its own.
public final class WaitingDefaults implements BeforeAllCallback {

    private static final Duration EVERY = Duration.ofMillis(10);
    private static final Duration AT_MOST = Duration.ofMinutes(2);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultPollInterval(EVERY);
        Awaitility.setDefaultTimeout(AT_MOST);
    }
}
