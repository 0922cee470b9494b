package digestbot;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.read.CyclicBufferAppender;
import digestbot.app.LogSetup;
import java.util.List;
import java.util.stream.IntStream;
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

    /// The last ten lines.
    static List<String> end() {
        var log = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        var last = (CyclicBufferAppender<ILoggingEvent>) log.getAppender("last");
        return IntStream.range(0, last.getLength())
                .mapToObj(last::get)
                .map(event -> event.getLevel() + " " + event.getThreadName() + " " + event.getFormattedMessage())
                .toList();
    }
}
