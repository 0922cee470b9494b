package digestbot.cli;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.api.ApiFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Commands on digests that were taken before `library.max-file-bytes` was lowered.
@Tag("full")
class StoredDigestSizeTest {

    @TempDir
    Path folder;

    private ApiFixture library;
    private Path config;

    @BeforeEach
    void publish() throws IOException {
        library = new ApiFixture(folder);
        library.publish("us-china", ApiFixture.DAY, "satellites ".repeat(200));
        config = Files.writeString(folder.resolve("digestbot.yaml"), """
            database: %s
            library: {max-file-bytes: 1000}
            site: {url: 'https://news.example.org'}
            """.formatted(library.location()));
    }

    @AfterEach
    void close() {
        library.close();
    }

    @Test
    void theSiteStillHasThem() {
        Path site = folder.resolve("public");
        CommandLineResult ran = CommandLineResult.of("site", "build", "--to", site, "--config", config);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.code()).isZero();
        assertThat(site.resolve("us-china/" + ApiFixture.DAY + "/index.html"))
                .content()
                .contains("satellites");
    }
}
