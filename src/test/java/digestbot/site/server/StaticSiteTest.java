package digestbot.site.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.content.views.StyledDigestViews;
import digestbot.site.SiteAddresses;
import digestbot.site.SiteAsset;
import digestbot.site.SiteLayout;
import digestbot.site.SiteLibrary;
import digestbot.site.SitePages;
import digestbot.site.build.SiteMap;
import digestbot.site.build.StaticSite;
import digestbot.site.feed.FeedLinks;
import digestbot.site.feed.FeedValidator;
import digestbot.site.feed.SiteFeeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The static site, with the same pages as the server's.
class StaticSiteTest {

    @TempDir
    Path folder;

    private SiteFixture site;
    private Path out;

    @BeforeEach
    void start() throws Exception {
        site = new SiteFixture(folder);
        out = folder.resolve("public");
    }

    @AfterEach
    void stop() {
        site.close();
    }

    private StaticSite.BuildResult build() {
        var library = new SiteLibrary(site.library);
        var views = new StyledDigestViews(SiteFixture.styles());
        var addresses = new SiteAddresses(URI.create(SiteFixture.BASE));
        SiteAsset css = SiteAsset.styles(SiteFixture.styles().colours());
        var layout = new SiteLayout(addresses, "Example Digests", css, SiteAsset.icon(), FeedLinks::of);
        var built = new StaticSite(
                library,
                new SitePages(library, views, layout),
                new SiteFeeds(addresses, "Example Digests", Optional.empty(), library, views),
                new SiteMap(addresses, library),
                List.of(css, SiteAsset.icon()),
                "");
        return site.database.read(tx -> {
            try {
                return built.build(tx, out);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static String digest(String day, String point) {
        return """
                ---
                date: %s
                topic: trade
                perspectives: [{id: us, name: United States}]
                ---
                ## Highlights

                - %s

                ## United States

                - American view
                """.formatted(day, point);
    }

    @Test
    void itHasThePagesAndFeedsOfTheServer() throws Exception {
        site.write("a.md", digest("2026-02-10", "First point"));
        build();

        for (String path : List.of("", "trade/", "trade/2026-02/", "trade/2026-02-10/", "trade/2026-02-10/us/")) {
            assertThat(Files.readString(out.resolve(path + "index.html")))
                    .as(path)
                    .isEqualTo(site.get("/" + path).body());
        }
        FeedValidator.checkAtom(Files.readAllBytes(out.resolve("trade/us/atom.xml")));
        FeedValidator.checkJson(Files.readAllBytes(out.resolve("feed.json")));
        assertThat(out.resolve("sitemap.xml")).exists();
        assertThat(out.resolve("robots.txt")).exists();
        assertThat(out.resolve("404.html")).content().contains("noindex");
    }

    @Test
    void onlyWhatChangedIsWrittenAgain() {
        site.write("a.md", digest("2026-02-02", "First point"));
        site.write("b.md", digest("2026-02-05", "Second point"));
        site.write("c.md", digest("2026-02-10", "Third point"));
        build();
        assertThat(build().written()).isZero();

        Path far = out.resolve("trade/2026-02-02/index.html");
        var before = far.toFile().lastModified();
        site.write("c.md", digest("2026-02-10", "Corrected point"));
        assertThat(build().written()).isPositive();
        assertThat(out.resolve("trade/2026-02-10/index.html")).content().contains("Corrected point");
        assertThat(far.toFile().lastModified()).isEqualTo(before);
    }

    @Test
    void aWithdrawnDigestLeavesOnlyANotice() {
        site.write("a.md", digest("2026-02-10", "First point"));
        site.write("b.md", digest("2026-02-11", "Second point"));
        build();
        site.withdraw("trade", "2026-02-11");

        assertThat(build().deleted()).isPositive();
        assertThat(out.resolve("trade/2026-02-11/index.html"))
                .content()
                .contains("noindex")
                .doesNotContain("Second point");
        assertThat(out.resolve("trade/2026-02-11/us")).doesNotExist();
    }

    @Test
    void heldDigestsAreNotInIt() throws Exception {
        site.hold();
        site.write("a.md", digest("2026-02-10", "Secret point"));
        build();

        try (var files = Files.walk(out)) {
            assertThat(files.filter(Files::isRegularFile).toList())
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain("Secret", "2026-02-10"));
        }
    }

    @Test
    void filesOfOthersStay() throws Exception {
        Files.createDirectories(out);
        Files.writeString(out.resolve("CNAME"), "news.example.org");
        site.write("a.md", digest("2026-02-10", "First point"));
        build();
        assertThat(out.resolve("CNAME")).hasContent("news.example.org");
    }

    @Test
    void aFileOfAnotherProgramIsNotReplaced() throws Exception {
        site.write("a.md", digest("2026-02-10", "First point"));
        Files.createDirectories(out.resolve("trade"));
        Files.writeString(out.resolve("trade/index.html"), "mine");

        assertThatThrownBy(this::build).hasMessageContaining("is not from “site build”");
        assertThat(out.resolve("trade/index.html")).hasContent("mine");
        assertThat(out.resolve("trade/2026-02-10")).doesNotExist();
    }

    /// The folder may be a checkout, whose list of files somebody else has changed.
    @ParameterizedTest
    @ValueSource(
            strings = {"../outside.txt", "/outside.txt", "trade/../../outside.txt", ".", ".digestbot-site/manifest"})
    void aForgedListOfFilesDeletesNothingElsewhere(String path) throws Exception {
        Path outside = Files.writeString(folder.resolve("outside.txt"), "mine");
        site.write("a.md", digest("2026-02-10", "First point"));
        build();
        Path manifest = out.resolve(".digestbot-site/manifest");
        String forged = path.startsWith("/") ? folder + path : path;
        Files.writeString(manifest, Files.readString(manifest) + "old\tkey\t" + forged + "\n");

        assertThatThrownBy(this::build).hasMessageContaining("leads out of the site");
        assertThat(outside).hasContent("mine");
        assertThat(manifest).exists();
    }

    @Test
    void nothingIsDeletedThroughALink() throws Exception {
        Path outside = Files.createDirectories(folder.resolve("outside"));
        Files.writeString(outside.resolve("index.html"), "mine");
        site.write("a.md", digest("2026-02-10", "First point"));
        build();
        Path manifest = out.resolve(".digestbot-site/manifest");
        Files.writeString(manifest, Files.readString(manifest) + "old\tkey\tlink/index.html\n");
        Files.createSymbolicLink(out.resolve("link"), outside);

        build();
        assertThat(outside.resolve("index.html")).hasContent("mine");
    }
}
