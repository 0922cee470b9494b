package digestbot;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// How every test waits, unless it says otherwise.
///
/// It looks every few milliseconds: with Awaitility's default of a tenth of a second, tests sleep longest after what
/// they wait for has happened. It gives up late: the default of ten seconds is short on a machine that does much else,
/// and only a test that fails waits for so long.
public final class WaitingDefaults implements BeforeAllCallback {

    private static final Duration EVERY = Duration.ofMillis(10);
    private static final Duration AT_MOST = Duration.ofSeconds(40);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultPollInterval(EVERY);
        Awaitility.setDefaultTimeout(AT_MOST);
    }
}
