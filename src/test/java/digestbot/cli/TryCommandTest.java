package digestbot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.Modes;
import digestbot.database.DatabaseLocation.PostgresLocation;
import digestbot.database.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TryCommandTest {

    @Test
    void refusesAPortThatIsNoneAndWhatDoesNotFitTogether() {
        for (int port : new int[] {-1, 65_533, 99_999}) {
            assertThat(CommandLineResult.of("try", "--port=" + port))
                    .isEqualTo(new CommandLineResult(
                            2, "", "--port: %d is not a port. Use 0 to 65532.\n".formatted(port)));
        }
        String database = "--database=postgresql://bot@db/digests";
        assertThat(CommandLineResult.of("try", database).err())
                .isEqualTo("--database: only nodes need a database. Add --nodes 2.\n");
        assertThat(CommandLineResult.of("try", database, "--nodes=1").err())
                .isEqualTo("--nodes: 1 nodes are not possible. Use 2 to 5.\n");
    }

    @Test
    void namesThePortThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandLineResult ran = CommandLineResult.of("try", "--port", taken.getLocalPort());
            assertThat(ran.code()).isEqualTo(2);
            assertThat(ran.err())
                    .startsWith("--port: cannot listen on %d (".formatted(taken.getLocalPort()))
                    .endsWith("). Use another port, or 0 for a free one.\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--database=data/a.sqlite", "--database=postgresql://bot:secret@db/digests"})
    @Tag("full")
    void saysWhatSeveralNodesNeed(String database) {
        CommandLineResult ran = database.isEmpty()
                ? CommandLineResult.of("try", "--nodes", 2)
                : CommandLineResult.of("try", "--nodes", 2, database);
        assertThat(ran)
                .isEqualTo(new CommandLineResult(
                        2,
                        "",
                        "--nodes: several nodes need a PostgreSQL database. Create an empty one and name it,"
                                + " without a password: --database postgresql://user@host:port/name\n"));
    }

    @Test
    @Tag("full")
    void refusesTheDatabaseOfAnInstallation(@TempDir Path folder) {
        TestDatabase.assumePostgres();
        PostgresLocation used = TestDatabase.onPostgres(folder.resolve("used"));
        CommandLineResult ran = CommandLineResult.of(
                "try", "--once", "--nodes=2", "--database=" + used.address(), "--digests", "digests");
        assertThat(ran.code()).isEqualTo(1);
        assertThat(ran.err()).startsWith("The database %s is in use".formatted(used));
    }

    @Test
    @Tag("full")
    void recordsALineForEachRequestWhereNobodyElseMayReadIt(@TempDir Path folder) throws IOException {
        Path record = folder.resolve("requests.jsonl");
        CommandLineResult ran =
                CommandLineResult.of("try", "--once", "--port", 0, "--digests", "digests", "--record", record);
        assertThat(ran.err()).isEmpty();
        assertThat(Files.readAllLines(record))
                .hasSizeGreaterThan(2)
                .allMatch(line -> line.startsWith("{\"platform\":"));
        assertThat(Modes.of(record)).isEqualTo("rw-------");
    }
}
