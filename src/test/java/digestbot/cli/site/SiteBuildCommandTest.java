package digestbot.cli.site;

import static digestbot.cli.CommandLineResult.failed;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.cli.CommandLineResult;
import digestbot.database.TestDatabase;
import digestbot.site.server.SiteFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `digestbot site build` with a library that a bot has made, which has a digest that is larger than the limit by now.
@Tag("full")
class SiteBuildCommandTest {

    private static final String DIGEST = """
        ---
        date: %s
        topic: trade
        perspectives: [{id: us, name: United States}]
        ---
        ## Highlights

        - %s

        ## United States

        - American view
        """;

    private final Path folder;
    private final Path config;
    private final Path out;

    @AutoClose
    private final SiteFixture site;

    SiteBuildCommandTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        site = new SiteFixture(folder);
        site.write("a.md", DIGEST.formatted("2026-02-10", "First point"));
        site.write("b.md", DIGEST.formatted("2026-02-11", "Second point" + " and more".repeat(200)));
        config = Files.writeString(
                folder.resolve("digestbot.yaml"), """
                    database: %s
                    library: {max-file-bytes: 1000}
                    site:
                      url: https://news.example.org/digests
                      name: Example Digests
                    """.formatted(TestDatabase.location(folder.resolve("bot.sqlite"))));
        out = folder.resolve("public");
    }

    private CommandLineResult build(Object... more) {
        return CommandLineResult.of("site", "build", "--config", config, "--to", out, more)
                .naming(folder);
    }

    @Test
    void writesTheSiteAndLaterOnlyWhatHasChanged() throws IOException {
        CommandLineResult first = build("--picture-days", 1);
        assertThat(first.err()).isEmpty();
        assertThat(first.code()).isZero();
        assertThat(first.out()).matches("Wrote \\d+ files and deleted 0; the site has \\d+\\.\n");
        assertThat(Files.readString(out.resolve("trade/2026-02-11/index.html")))
                .contains("Second point", "href=\"/digests/trade/\"", "Example Digests", "og:image");
        assertThat(out.resolve("trade/2026-02-11/card.png")).exists();
        assertThat(out.resolve("trade/2026-02-10/card.png")).doesNotExist();
        assertThat(Files.readString(out.resolve("en/search/index.html"))).contains("data-base=\"/digests/\"");

        assertThat(build("--picture-days", 1).out()).startsWith("Wrote 0 files and deleted 0;");

        site.write("b.md", DIGEST.formatted("2026-02-11", "Corrected point"));
        assertThat(build("--picture-days", 1).out()).doesNotStartWith("Wrote 0 ");
        assertThat(Files.readString(out.resolve("trade/2026-02-11/index.html"))).contains("Corrected point");
    }

    @Test
    void saysWhatIsInTheWay() throws IOException {
        Files.createDirectories(out.resolve("trade"));
        Files.writeString(out.resolve("trade/index.html"), "mine");
        assertThat(build())
                .isEqualTo(
                        failed("Not built, the site is as it was: the file FOLDER/public/trade/index.html is not from"
                                + " “site build”; move it away or choose another folder\n"));
    }

    @Test
    void saysThatOnlyAPartIsInItsPlace() throws IOException {
        build();
        Path page = out.resolve("trade/2026-02-11/index.html");
        Files.delete(page);
        Files.createDirectories(page.resolve("in-the-way"));
        site.write("b.md", DIGEST.formatted("2026-02-11", "Corrected point"));
        CommandLineResult failed = build();
        assertThat(failed.code()).isEqualTo(1);
        assertThat(failed.err())
                .startsWith("Only a part of the new files is in its place.")
                .contains("FOLDER/public/trade/2026-02-11/index.html");

        Files.delete(page.resolve("in-the-way"));
        Files.delete(page);
        assertThat(build().code()).isZero();
        assertThat(Files.readString(page)).contains("Corrected point");
    }

    @Test
    void needsThePublicAddress() throws IOException {
        Files.writeString(config, "database: " + TestDatabase.location(folder.resolve("bot.sqlite")));
        CommandLineResult failed = build();
        assertThat(failed.code()).isEqualTo(2);
        assertThat(failed.err()).contains("site.url is not set");
        assertThat(out).doesNotExist();
    }
}
