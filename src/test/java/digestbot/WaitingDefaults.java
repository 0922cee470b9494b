package digestbot;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// How every test waits by default. The interval is short: with Awaitility's default of a tenth of
/// a second, tests would sleep longest after the awaited event. The timeout is long, because other
/// load may slow the machine; only a failing test waits for so long.
public final class WaitingDefaults implements BeforeAllCallback {

    private static final Duration EVERY = Duration.ofMillis(10);
    private static final Duration AT_MOST = Duration.ofMinutes(2);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultPollInterval(EVERY);
        Awaitility.setDefaultTimeout(AT_MOST);
    }
}
