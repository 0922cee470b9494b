package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.ConsoleAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        var written = new ByteArrayOutputStream();
        Logger root = logger(false, written);
        var outage = new IllegalStateException(new SQLException("refused", "08001"));
        for (int second : new int[] {0, 40, 70}) {
            var event = new LoggingEvent("", root, Level.ERROR, "{} failed", outage, new Object[] {second});
            event.setInstant(Instant.ofEpochSecond(second));
            root.callAppenders(event);
        }
        root.error("a bug", new IllegalStateException("no storage"));
        assertThat(written.toString(StandardCharsets.UTF_8).lines().filter(line -> line.contains("refused")))
                .map(line -> line.substring("00:00:00 ".length()))
                .containsExactly("ERROR 0 failed: refused", "ERROR 70 failed: refused");
        assertThat(written.toString(StandardCharsets.UTF_8))
                .doesNotContain("SQLException")
                .contains("\tat ");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatComesFromOutsideIsNoLineAndSteersNoTerminal(boolean json) {
        String said = "a\r\n\u001b[2J\u009b1m\u202eb";
        var thrown = new IOException(said, new IOException(said));
        thrown.addSuppressed(new IOException(said));
        var written = new ByteArrayOutputStream();
        logger(json, written).error("{}", said, thrown);
        assertThat(written.toString(StandardCharsets.UTF_8))
                .contains("b")
                .doesNotContain("\r", "\u001b", "\u009b", "\u202e")
                .doesNotContainPattern("(?m)^ *\\[2J");
    }

    private static String line(boolean json) {
        var written = new ByteArrayOutputStream();
        logger(json, written).warn("{} deliveries \"go\" on", 2);
        return written.toString(StandardCharsets.UTF_8);
    }

    private static Logger logger(boolean json, OutputStream to) {
        var context = new LoggerContext();
        context.setMDCAdapter(new LogbackMDCAdapter());
        LogSetup.configure(context, json);
        Logger root = context.getLogger("ROOT");
        var appender =
                (ConsoleAppender<ILoggingEvent>) root.iteratorForAppenders().next();
        appender.setOutputStream(to);
        return root;
    }
}
