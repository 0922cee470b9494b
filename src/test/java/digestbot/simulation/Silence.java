package digestbot.simulation;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.slf4j.LoggerFactory;

/// Histories log nothing, which would take most of the time.
final class Silence implements BeforeAllCallback, AfterAllCallback {

    private final Logger log = (Logger) LoggerFactory.getLogger("digestbot");
    private @Nullable Level level;

    @Override
    public void beforeAll(ExtensionContext context) {
        level = log.getLevel();
        log.setLevel(Level.OFF);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        log.setLevel(level);
    }
}
