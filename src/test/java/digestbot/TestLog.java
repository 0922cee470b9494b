package digestbot;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import digestbot.app.LogSetup;
import org.junit.jupiter.api.extension.Extension;
import org.slf4j.LoggerFactory;

/// The processes that run tests log as `logback-test.xml` says. Processes that tests start have the
/// bot's own log.
public final class TestLog implements Extension {

    /// JUnit makes one before the first test.
    public TestLog() throws JoranException {
        var context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(TestLog.class.getResource("/logback-test.xml"));
        LogSetup.keepSecretsOut(context);
    }
}
