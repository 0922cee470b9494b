package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogFormatTest {

    @Test
    void isAnObjectALineForPrograms() throws Exception {
        String line = line(true);
        assertThat(line).endsWith("\n").isEqualTo(line.strip() + "\n");
        JsonNode entry = new ObjectMapper().readTree(line);
        assertThat(entry.path("formattedMessage").asText()).isEqualTo("2 deliveries \"go\" on");
        assertThat(entry.path("level").asText()).isEqualTo("WARN");
        assertThat(entry.path("timestamp").asLong()).isPositive();
    }

    @Test
    void isWordsForPeople() {
        assertThat(line(false)).matches("\\d\\d:\\d\\d:\\d\\d WARN  2 deliveries \"go\" on\n");
    }

    @Test
    void saysOnceAMinuteWhatHealsByItselfAndWithoutAStack() {
        var context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        LogSetup.configure(context, false);
        var root = context.getLogger("ROOT");
        var appender =
                (ConsoleAppender<ILoggingEvent>) root.iteratorForAppenders().next();
        var written = new ByteArrayOutputStream();
        appender.setOutputStream(written);
        var outage = new IllegalStateException(new SQLException("refused", "08001"));
        for (int second : new int[] {0, 40, 70}) {
            var event = new LoggingEvent("", root, Level.ERROR, "{} failed", outage, new Object[] {second});
            event.setInstant(Instant.ofEpochSecond(second));
            appender.doAppend(event);
        }
        root.error("a bug", new IllegalStateException("no storage"));
        context.stop();
        assertThat(written.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("refused")))
                .map(line -> line.substring("00:00:00 ".length()))
                .containsExactly("ERROR 0 failed: refused", "ERROR 70 failed: refused");
        assertThat(written.toString(StandardCharsets.UTF_8))
                .doesNotContain("SQLException")
                .contains("\tat ");
    }

    private static String line(boolean json) {
        var context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        LogSetup.configure(context, json);
        var root = context.getLogger("ROOT");
        var appender =
                (ConsoleAppender<ILoggingEvent>) root.iteratorForAppenders().next();
        var event = new LoggingEvent("", root, Level.WARN, "{} deliveries \"go\" on", null, new Object[] {2});
        String line = new String(appender.getEncoder().encode(event), StandardCharsets.UTF_8);
        context.stop();
        return line;
    }
}
