package digestbot.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The statements that a test executes in a database of PostgreSQL, with the plans that were used.
/// The server writes them to its log.
public final class ExecutedPlans {

    private static final Pattern ENTRY = Pattern.compile("duration: ([\\d.]+) ms  plan:\\s*(\\{.*)", Pattern.DOTALL);
    private static final int END_BYTES = 1 << 20;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Jdbi jdbi;
    private final String name;

    /// Records the statements of all connections that are opened from now on.
    public ExecutedPlans(Path database) {
        jdbi = Jdbi.create(TestDatabase.onPostgres(database).dataSource());
        name = jdbi.withHandle(handle ->
                handle.select("SELECT current_database()").mapTo(String.class).one());
        jdbi.useHandle(handle -> {
            set(handle, "session_preload_libraries", "auto_explain");
            set(handle, "auto_explain.log_min_duration", "0");
            set(handle, "auto_explain.log_analyze", "on");
            set(handle, "auto_explain.log_timing", "off");
            set(handle, "auto_explain.log_parameter_max_length", "0");
            set(handle, "auto_explain.log_format", "json");
        });
    }

    private void set(Handle handle, String setting, String value) {
        handle.execute("ALTER DATABASE " + name + " SET " + setting + " = '" + value + "'");
    }

    /// Leaves out the other statements of the transaction.
    public static void pause(Transaction transaction) {
        transaction.execute("SET LOCAL auto_explain.log_min_duration = -1");
    }

    public List<ExecutedPlan> all() {
        String marker = "SELECT '" + UUID.randomUUID() + "'";
        Path log = jdbi.withHandle(handle -> {
            handle.execute(marker);
            return Path.of(handle.select("SHOW data_directory")
                            .mapTo(String.class)
                            .one())
                    .resolve(handle.select("SELECT pg_current_logfile('jsonlog')")
                            .mapTo(String.class)
                            .one());
        });
        var written = new GrowingText(log);
        Awaitility.await("the log")
                .pollInterval(Duration.ofMillis(200))
                .until(() -> written.hasGrownBy(marker), Boolean::booleanValue);
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("  plan:"))
                    .map(ExecutedPlans::parse)
                    .filter(entry -> entry.path("dbname").asText().equals(name))
                    .flatMap(entry -> executed(entry.path("message").asText()).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A log that is being written; only text that is added after this moment is read.
    private static final class GrowingText {

        private final Path file;
        private long position;
        private String rest = "";

        GrowingText(Path file) {
            this.file = file;
            position = Math.max(0, size(file) - END_BYTES);
        }

        private static long size(Path file) {
            try {
                return Files.size(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// Returns true once the text was added.
        boolean hasGrownBy(String text) throws IOException {
            try (var opened = new RandomAccessFile(file.toFile(), "r")) {
                byte[] added = new byte[(int) (opened.length() - position)];
                opened.seek(position);
                opened.readFully(added);
                position += added.length;
                String all = rest + new String(added, StandardCharsets.ISO_8859_1);
                rest = all.substring(Math.max(0, all.length() - text.length()));
                return all.contains(text);
            }
        }
    }

    private static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }

    private static Optional<ExecutedPlan> executed(String message) {
        Matcher entry = ENTRY.matcher(message);
        if (!entry.matches()) {
            return Optional.empty();
        }
        JsonNode explained = parse(entry.group(2));
        return Optional.of(new ExecutedPlan(
                explained.path("Query Text").asText(), Double.parseDouble(entry.group(1)), PostgresPlan.of(explained)));
    }
}
