package digestbot.library.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissingFolderTest {

    @TempDir
    Path base;

    @Test
    void isSaidOnceAndOnceThatItIsThere() throws Exception {
        try (Logged log = Logged.by("digestbot.library");
                LibraryFixture shelves = LibraryFixture.unstarted(base)) {
            shelves.look();
            shelves.look();
            assertThat(log.from(Level.INFO)).singleElement().asString().contains("it is looked for all the time");
            assertThat(shelves.problems).hasSize(1);
            Files.createDirectories(shelves.folder);
            shelves.look();
            assertThat(log.from(Level.INFO)).hasSize(2).last().asString().endsWith("folder of digests found again");
        }
    }

    /// As when both are on one disk that is gone.
    @Test
    void isSaidOnceThoughNobodyCanBeTold() {
        try (Logged log = Logged.by("digestbot.library");
                LibraryFixture shelves = LibraryFixture.unstarted(base)) {
            shelves.database.close();
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(shelves::look).isInstanceOf(RuntimeException.class);
            }
            assertThat(log.from(Level.WARN)).hasSize(1);
        }
    }
}
