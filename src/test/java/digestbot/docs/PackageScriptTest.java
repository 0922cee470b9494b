package digestbot.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The script that dpkg runs as root.
class PackageScriptTest {

    private static final Pattern CHANGE =
            Pattern.compile("\\b(install|mkdir|chown|chmod|touch|cp|mv|rm)\\b.* /var/lib/digestbot/");

    @Test
    void onlyTheUserOfTheServiceChangesWhatIsInItsFolder() throws IOException {
        List<String> changes = Files.readAllLines(Path.of("src/main/deb/control/postinst")).stream()
                .filter(CHANGE.asPredicate())
                .toList();
        assertThat(changes)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("|| runuser -u digestbot -- install -d "));
    }
}
