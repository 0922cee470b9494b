package digestbot.config;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.app.Config;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ShippedConfigurationTest {

    private static final Path SHIPPED = Path.of("config/digestbot.yaml");

    @Test
    void hasEveryKeyWithItsDefaultAndAnExplanation() throws IOException {
        List<ShippedKeys.Key> shipped = ShippedKeys.of(SHIPPED).keys();
        assertThat(shipped)
                .extracting(ShippedKeys.Key::path)
                .containsExactlyInAnyOrderElementsOf(ConfigReader.keys(Config.class).stream()
                        .map(ConfigReader.ConfigKey::path)
                        .toList());
        Map<String, String> usual = ConfigReader.keys(Config.class).stream()
                .collect(Collectors.toMap(ConfigReader.ConfigKey::path, ConfigReader.ConfigKey::defaultValue));
        assertThat(shipped)
                .filteredOn(key -> !key.path().contains("<"))
                .allSatisfy(key -> assertThat(key.value()).as(key.path()).isEqualTo(usual.get(key.path())));
        assertThat(shipped)
                .allSatisfy(key -> assertThat(key.meaning()).as(key.path()).isNotBlank());
    }
}
