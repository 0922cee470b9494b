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
                LibraryFixture fixture = LibraryFixture.unstarted(base)) {
            fixture.look();
            fixture.look();
            assertThat(log.from(Level.INFO)).singleElement().asString().contains("the bot keeps looking for it");
            assertThat(fixture.problems).hasSize(1);
            Files.createDirectories(fixture.folder);
            fixture.look();
            assertThat(log.from(Level.INFO)).hasSize(2).last().asString().endsWith("digest folder found again");
        }
    }

    /// As when both are on one disk that is gone.
    @Test
    void isSaidOnceThoughNobodyCanBeTold() {
        try (Logged log = Logged.by("digestbot.library");
                LibraryFixture fixture = LibraryFixture.unstarted(base)) {
            fixture.database.close();
            for (int i = 0; i < 3; i++) {
                assertThatThrownBy(fixture::look).isInstanceOf(RuntimeException.class);
            }
            assertThat(log.from(Level.WARN)).hasSize(1);
        }
    }
}
