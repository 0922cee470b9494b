package digestbot.library.intake;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.digest.Diagnostic;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("database")
class InvalidFileStoreTest {

    private final InvalidFileStore store = new InvalidFileStore();

    @TempDir
    Path folder;

    private List<Diagnostic> stored(List<Diagnostic> diagnostics) {
        try (Database database = TestDatabase.open(folder.resolve("bot.sqlite"))) {
            database.writeWithoutResult(tx -> store.put(tx, "bad.md", diagnostics));
            return database.read(tx -> store.page(tx, 0, 1)).getFirst().diagnostics();
        }
    }

    private static List<Diagnostic> errors(int number) {
        return IntStream.rangeClosed(1, number)
                .mapToObj(line -> new Diagnostic(line, "error " + line))
                .toList();
    }

    @Test
    void keepsEveryErrorOfAFile() {
        assertThat(stored(errors(50))).isEqualTo(errors(50));
    }

    @Test
    void saysHowManyMoreThereAreOfVeryMany() {
        assertThat(stored(errors(60)))
                .hasSize(51)
                .startsWith(new Diagnostic(1, "error 1"))
                .endsWith(new Diagnostic(51, "10 more errors from here: `digestbot check` lists all"));
    }
}
