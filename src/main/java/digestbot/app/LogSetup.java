package digestbot.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import digestbot.database.Database;
import digestbot.markdown.TextCleaner;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/// Sets up the log in code, because logback's configuration in XML needs four hundred more classes.
/// Logback finds this class as a service. If the property `logback.configurationFile` names a file,
/// logback reads that file instead.
@ConfiguratorRank(ConfiguratorRank.CUSTOM_NORMAL_PRIORITY)
public final class LogSetup extends ContextAwareBase implements Configurator {

    /// The system property with the level of the bot's own lines. `try` sets a higher one, because
    /// it prints conversations to the same terminal.
    public static final String LEVEL_PROPERTY = "digestbot.log";

    /// The variable that selects the format. With `json`, each line is a JSON object.
    static final String FORMAT_VARIABLE = "DIGESTBOT_LOG";

    private static final String FILE_PROPERTY = "logback.configurationFile";

    public LogSetup() {}

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty(FILE_PROPERTY) != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        configure(context, "json".equals(System.getenv(FORMAT_VARIABLE)));
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    public static void configure(LoggerContext context, boolean json) {
        var appender = new LogAppender();
        appender.setContext(context);
        appender.setTarget("System.err");
        appender.setEncoder(json ? json(context) : text(context));
        appender.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(appender);
        set(context, "digestbot", Level.toLevel(System.getProperty(LEVEL_PROPERTY), Level.INFO));
        keepSecretsOut(context);
        // The library logs each failed request; the outcome is stored, and repeated failures are
        // logged once.
        set(context, "net.dv8tion.jda.internal.requests.Requester", Level.OFF);
        set(context, "net.dv8tion.jda", Level.WARN);
        set(context, "org.apache.fontbox", Level.ERROR);
    }

    /// Silences loggers that write secrets at any level. Tests log everything else at TRACE and
    /// search the output.
    public static void keepSecretsOut(LoggerContext context) {
        // At DEBUG and TRACE, JDA logs addresses and bodies of requests. An interaction's address
        // and body contain its token.
        set(context, "net.dv8tion.jda", Level.INFO);
        // At DEBUG, HttpClient logs the addresses of requests to Telegram, which contain the token.
        set(context, "org.apache.hc", Level.INFO);
        // Even in warnings, this class logs whole payloads with the token of the bot or of an
        // interaction.
        set(context, "net.dv8tion.jda.internal.requests.WebSocketClient", Level.OFF);
        // Even in warnings, this class logs the bucket of a rate limit, which may contain an
        // interaction's token.
        set(context, "net.dv8tion.jda.api.requests.RestRateLimiter", Level.OFF);
    }

    /// Writes storage failures without a stack trace, and each reason once a minute, because every
    /// part of the bot reports an unreachable database.
    private static final class LogAppender extends ConsoleAppender<ILoggingEvent> {

        private static final Duration SAME_OUTAGE = Duration.ofMinutes(1);

        private final Map<String, Long> lastWritten = new ConcurrentHashMap<>();

        @Override
        protected void append(ILoggingEvent event) {
            if (event.getThrowableProxy() instanceof ThrowableProxy logged
                    && Database.isStorageFailure(logged.getThrowable())) {
                String reason = String.valueOf(
                                Database.root(logged.getThrowable()).getMessage())
                        .lines()
                        .findFirst()
                        .orElse("");
                long now = event.getTimeStamp();
                lastWritten.values().removeIf(at -> now - at >= SAME_OUTAGE.toMillis());
                if (lastWritten.putIfAbsent(reason, now) == null) {
                    super.append(withoutStack(event, reason));
                }
            } else {
                super.append(event);
            }
        }

        private static ILoggingEvent withoutStack(ILoggingEvent event, String reason) {
            var line = new LoggingEvent();
            line.setLoggerName(event.getLoggerName());
            line.setThreadName(event.getThreadName());
            line.setLevel(event.getLevel());
            line.setMessage(event.getFormattedMessage() + ": " + reason);
            line.setInstant(event.getInstant());
            line.setMDCPropertyMap(event.getMDCPropertyMap());
            return line;
        }
    }

    private static void set(LoggerContext context, String logger, Level level) {
        context.getLogger(logger).setLevel(level);
    }

    /// Removes characters by which text from outside could control the terminal. The formats
    /// prevent it from looking like a line of the log.
    private static byte[] cleaned(byte[] line) {
        return TextCleaner.lines(new String(line, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }

    private static Encoder<ILoggingEvent> text(LoggerContext context) {
        var encoder = new PatternLayoutEncoder() {
            @Override
            public byte[] encode(ILoggingEvent event) {
                return cleaned(super.encode(event));
            }
        };
        encoder.setContext(context);
        encoder.setPattern("%d{HH:mm:ss} %-5level %replace(%msg){'\n',' '}%n"
                + "%replace(%ex{short}){'\n(?!\t|Caused by: |$)',' '}");
        encoder.start();
        return encoder;
    }

    private static Encoder<ILoggingEvent> json(LoggerContext context) {
        var encoder = new JsonEncoder() {
            @Override
            public byte[] encode(ILoggingEvent event) {
                return cleaned(super.encode(event));
            }
        };
        encoder.setContext(context);
        encoder.setWithSequenceNumber(false);
        encoder.setWithNanoseconds(false);
        encoder.setWithContext(false);
        encoder.setWithMessage(false);
        encoder.setWithArguments(false);
        encoder.setWithFormattedMessage(true);
        encoder.start();
        return encoder;
    }
}
