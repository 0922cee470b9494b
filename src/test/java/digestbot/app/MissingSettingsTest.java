package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.config.TestConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MissingSettingsTest {

    private static final String OWNERS = "owners: {telegram: [1]}\n";

    @TempDir
    Path folder;

    @Test
    void namesOwnersAndBackups() throws IOException {
        assertThat(missing("")).singleElement().asString().startsWith("No owners configured:");
        assertThat(missing(OWNERS)).isEmpty();
        assertThat(missing(OWNERS + "backup: {keep: 0}\n"))
                .singleElement()
                .asString()
                .startsWith("No backups:");
        assertThat(missing(OWNERS + "backup: {keep: 0}\ndatabase: postgresql://bot@localhost/bot\n"))
                .as("a server makes its own")
                .isEmpty();
    }

    private List<String> missing(String config) throws IOException {
        Path file = Files.writeString(folder.resolve("digestbot.yaml"), config);
        return MissingSettings.of(TestConfig.loaded(Config.reader(Map.of()).read(file))).stream()
                .map(finding -> finding.message())
                .toList();
    }
}
