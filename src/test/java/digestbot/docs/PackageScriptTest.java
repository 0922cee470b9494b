package digestbot.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The script that dpkg runs as root.
class PackageScriptTest {

    private static final Pattern CHANGE =
            Pattern.compile("\\b(install|mkdir|chown|chmod|touch|cp|mv|rm)\\b.* /var/lib/digestbot/");

    private static final Path POSTINST = Path.of("src/main/deb/control/postinst");

    @Test
    void onlyTheUserOfTheServiceChangesWhatIsInItsFolder() throws IOException {
        List<String> changes = Files.readAllLines(POSTINST).stream()
                .filter(CHANGE.asPredicate())
                .toList();
        assertThat(changes)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("|| runuser -u digestbot -- install -d "));
    }

    @Test
    void theOldVersionRunsOnIfTheNewOneWouldNotStart() throws Exception {
        assertThat(updated(0)).contains("systemctl try-restart digestbot");
        assertThat(updated(2))
                .contains("still runs the old version", "wrong by run --check")
                .doesNotContain("try-");
    }

    private static String updated(int checked) throws Exception {
        String script = Files.readString(POSTINST);
        String restart = script.substring(script.indexOf("if [ -d /run/systemd"), script.indexOf("if [ -z"));
        Process shell = new ProcessBuilder(
                        "sh", "-euc", """
                systemctl() { echo "systemctl $*"; }
                digestbot() { echo "wrong by $*"; return %d; }
                %s""".formatted(checked, restart.replace("[ -d /run/systemd/system ]", "true")))
                .redirectErrorStream(true)
                .start();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(shell.waitFor()).as(said).isZero();
        return said;
    }
}
