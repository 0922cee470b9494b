package digestbot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnvironmentFileTest {

    @TempDir
    private Path folder;

    @Test
    void readsWhatAShellReads() throws IOException {
        Path file = Files.writeString(folder.resolve("digestbot.env"), """
                # A comment
                ONE='$2a$x='
                TWO="two"
                export THREE=three
                FOUR= # nothing
                SEVEN=a#b
                FIVE='from the file'
                """);
        assertThat(new EnvironmentFile(file).with(Map.of("FIVE", "five", "SIX", "six")))
                .isEqualTo(Map.of(
                        "ONE", "$2a$x=", "TWO", "two", "THREE", "three", "FOUR", "", "FIVE", "five", "SIX", "six",
                        "SEVEN", "a#b"));
    }

    @Test
    void aMissingFileHasNoVariables() throws IOException {
        assertThat(new EnvironmentFile(folder.resolve("none")).with(Map.of())).isEmpty();
    }

    @Test
    void setsVariablesInTheirPlacesForItsOwnerAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("digestbot.env"), "# One\nONE=''\n# Two\nTWO='2'\n");
        new EnvironmentFile(file).set(Map.of("ONE", "1", "THREE", "3"));
        assertThat(file).hasContent("# One\nONE='1'\n# Two\nTWO='2'\nTHREE='3'\n");
        assertThat(PrivateFiles.isAccessibleToOthers(file)).isFalse();
    }

    @Test
    void replacesAFileThatOthersMayReadOrALinkByAPrivateFile() throws IOException {
        Path target = open("target");
        Path link = Files.createSymbolicLink(folder.resolve("digestbot.env"), target);
        for (Path file : List.of(link, open("readable.env"))) {
            new EnvironmentFile(file).set(Map.of("TWO", "2"));
            assertThat(Files.isSymbolicLink(file)).isFalse();
            assertThat(PrivateFiles.mode(file)).isEqualTo("rw-------");
            assertThat(file).hasContent("ONE='1'\nTWO='2'\n");
        }
        assertThat(target).hasContent("ONE='1'\n");
    }

    private Path open(String name) throws IOException {
        Path file = Files.writeString(folder.resolve(name), "ONE='1'\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }
}
