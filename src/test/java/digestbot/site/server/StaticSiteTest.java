package digestbot.site.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.site.build.StaticSite;
import digestbot.site.feed.FeedValidator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The static site, with the same pages as the server's.
@Tag("full")
class StaticSiteTest {

    private final Path folder;
    private final Path out;

    @AutoClose
    private final SiteFixture site;

    StaticSiteTest(@TempDir Path folder) {
        this.folder = folder;
        out = folder.resolve("public");
        site = new SiteFixture(folder);
    }

    private StaticSite.BuildResult build() {
        return site.build(out);
    }

    private static String digest(String day, String point) {
        return SampleTexts.digest("trade", day, point).replace("A point about it.", "American view");
    }

    @Test
    void itHasThePagesAndFeedsOfTheServer() throws Exception {
        Files.createDirectories(out);
        Files.writeString(out.resolve("CNAME"), "news.example.org");
        site.write("a.md", digest("2026-02-10", "First point"));
        build();
        assertThat(out.resolve("CNAME")).as("a file of somebody else").hasContent("news.example.org");
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
    void aWithdrawnDigestLeavesOnlyANotice() throws Exception {
        site.write("a.md", digest("2026-02-10", "First point"));
        site.write("b.md", digest("2026-02-11", "Second point"));
        build();
        site.withdraw("trade", "2026-02-11");

        assertThat(build().deleted()).isPositive();
        assertThat(out.resolve("trade/2026-02-11/index.html"))
                .content()
                .contains("noindex")
                .doesNotContain("Second point");
        assertThat(out.resolve("trade/2026-02-11/us/index.html"))
                .as("its perspectives are notices, too")
                .content()
                .isEqualTo(site.get("/trade/2026-02-11/us/").body())
                .contains("noindex")
                .doesNotContain("American view");
        assertThat(out.resolve("trade/2026-02-11/card.png")).doesNotExist();
        var feed = FeedValidator.checkAtom(Files.readAllBytes(out.resolve("trade/us/atom.xml")));
        assertThat(FeedValidator.elements(feed.getElementsByTagNameNS("*", "deleted-entry")))
                .extracting(each -> each.getAttribute("ref"))
                .containsExactly("tag:news.example.org,2026-02-11:trade/en?perspective=us");
        assertThat(build().written()).isZero();
        assertThat(out.resolve("trade/2026-02-11/us/index.html")).exists();
    }

    @Test
    void aFeedOutlivesItsPerspective() throws Exception {
        site.write("a.md", digest("2026-01-01", "First point").replace("us,", "eu,"));
        build();
        for (int day = 1; day <= 31; day++) {
            site.write("b%d.md".formatted(day), digest("2026-03-%02d".formatted(day), "Point"));
        }
        build();
        FeedValidator.checkAtom(Files.readAllBytes(out.resolve("trade/eu/atom.xml")));
    }

    @Test
    void thePicturesOfTheNewestDaysAreDrawnAndStay() throws Exception {
        site.write("a.md", digest("2026-02-09", "First point"));
        site.write("b.md", digest("2026-02-10", "Second point"));
        build();
        Path picture = out.resolve("trade/2026-02-10/card.png");
        assertThat(Files.readAllBytes(picture))
                .isEqualTo(site.bytes("/trade/2026-02-10/card.png").body());
        assertThat(out.resolve("trade/2026-02-09/card.png")).doesNotExist();
        assertThat(out.resolve("trade/2026-02-09/index.html")).content().doesNotContain("card.png", "og:image");
        assertThat(out.resolve("trade/2026-02-10/us/index.html")).content().contains("og:image", "card.png");

        FileTime drawn = Files.getLastModifiedTime(picture);
        site.write("c.md", digest("2026-02-11", "Third point"));
        build();
        assertThat(Files.getLastModifiedTime(picture)).as("not drawn again").isEqualTo(drawn);
        assertThat(out.resolve("trade/2026-02-10/index.html")).content().contains("og:image");
        assertThat(out.resolve("trade/2026-02-11/card.png")).exists();
    }

    /// With many digests, one more changes the pages around it and a small part of the index.
    @Test
    void anotherDigestRewritesOnlyWhatShowsIt() throws Exception {
        for (int day = 1; day <= 28; day++) {
            site.write("d%d.md".formatted(day), digest("2026-01-%02d".formatted(day), "Point of day " + day));
        }
        build();
        Map<String, FileTime> before = times();
        site.write("new.md", digest("2026-02-10", "Another point"));
        StaticSite.BuildResult built = build();

        Map<String, FileTime> after = times();
        assertThat(after.keySet().stream().filter(path -> !Objects.equals(after.get(path), before.get(path))))
                .hasSize(built.written())
                .allMatch(path -> path.matches("index.html|atom.xml|feed.json|sitemap.xml|trade/.*(index.html|xml|json)"
                        + "|trade/2026-02-10/.*|trade/2026-01-28/.*|trade/2026-01/index.html|assets/search/.*"))
                .noneMatch(path -> path.matches("trade/2026-01-(0.|1.|2[0-7])/.*"))
                .filteredOn(path -> path.startsWith("assets/search/"))
                .as("the list, and the segment of the newest digests")
                .hasSize(3);
    }

    private Map<String, FileTime> times() throws IOException {
        Map<String, FileTime> times = new TreeMap<>();
        try (var files = Files.walk(out)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String path = out.relativize(file).toString();
                if (!path.startsWith(".digestbot-site")) {
                    times.put(path, Files.getLastModifiedTime(file));
                }
            }
        }
        return times;
    }

    @Test
    void aDamagedIndexIsMadeAgain() throws Exception {
        site.write("a.md", digest("2026-02-10", "Lighthouse"));
        build();
        try (var files = Files.walk(out.resolve("assets/search"))) {
            for (Path file : files.filter(each -> each.endsWith("words-0.json")).toList()) {
                Files.writeString(file, "{\"lighthouse\":[7]}");
            }
        }
        site.write("b.md", digest("2026-02-11", "Railway"));
        build();
        assertThat(index()).contains("lighthouse", "railway", "american");

        Path list = out.resolve("assets/search/index.json");
        Files.writeString(list, "{");
        site.write("c.md", digest("2026-02-12", "Harbour"));
        build();
        assertThat(new ObjectMapper().readTree(list.toFile()).path("segments")).isNotEmpty();
        assertThat(index()).contains("lighthouse", "railway", "harbour");
    }

    /// All files of the index, one after the other.
    private String index() throws IOException {
        return index(out);
    }

    private static String index(Path out) throws IOException {
        var all = new StringBuilder();
        try (var files = Files.walk(out.resolve("assets/search"))) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                all.append(Files.readString(file)).append('\n');
            }
        }
        return all.toString();
    }

    @Test
    void markupInTheIndexIsOnlyText() throws Exception {
        site.write("a.md", SampleTexts.HOSTILE);
        build();
        assertThat(index()).contains("script").doesNotContain("<", ">", "&");
        new ObjectMapper().readTree(out.resolve("assets/search/index.json").toFile());
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
