package digestbot.site.server;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.digest.parser.DigestParser;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.site.SiteAddress;
import digestbot.site.SiteAddressFormat;
import digestbot.site.SiteLibrary;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SiteMapTest {

    @Test
    void manyAddressesAreInSeveralFiles(@TempDir Path folder) {
        int most = 40;
        try (Database database = TestDatabase.open(folder.resolve("bot.sqlite"))) {
            database.writeWithoutResult(
                    tx -> tx.handle().execute("INSERT INTO topic (id, name) VALUES ('trade', 'Trade')"));
            database.writeWithoutResult(tx -> {
                try (var digests = tx.handle()
                        .prepareBatch("INSERT INTO digest (topic, day, language, edition, path, state, revision, title,"
                                + " received_at, published_at)"
                                + " VALUES ('trade', ?, 'en', '', 'a.md', 'published', 1, 'a', 1, 1)")) {
                    for (int i = 0; i < most; i++) {
                        digests.bind(0, LocalDate.of(1900, 1, 1).plusDays(i).toString())
                                .add();
                    }
                    digests.execute();
                }
            });
            var map = new SiteFileRoutes.SiteMap(
                    new SiteAddressFormat(URI.create("https://news.example.org")),
                    new SiteLibrary(new Library(new DigestParser()::parse)),
                    most);
            Map<String, byte[]> files = database.read(map::files);

            assertThat(files.keySet()).containsExactly("sitemap.xml", "sitemap-1.xml", "sitemap-2.xml");
            assertThat(text(files, "sitemap.xml"))
                    .contains(
                            "<sitemapindex",
                            "<loc>https://news.example.org/sitemap-1.xml</loc>",
                            "<loc>https://news.example.org/sitemap-2.xml</loc>");
            assertThat(count(text(files, "sitemap-1.xml"))).isEqualTo(most);
            assertThat(count(text(files, "sitemap-2.xml")))
                    .as("the rest, with home, the topic and the pages about the site")
                    .isEqualTo(2
                            + Texts.languages().stream()
                                    .mapToInt(language -> (int)
                                            SiteAddress.OfSite.in(language).count())
                                    .sum());
        }
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }

    private static int count(String map) {
        return map.split("<loc>", -1).length - 1;
    }
}
