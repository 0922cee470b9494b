package digestbot.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;

import digestbot.content.action.ActionSpec;
import digestbot.site.SiteAddress;
import digestbot.site.server.SiteFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What “How to add” in `CONTRIBUTING.md` asks for and no compiler notices.
class HowToAddTest {

    /// It asks for every command, and proves of none that it answers well.
    private static final String WALK = "EveryButtonTest.java";

    private static final Pattern LINK = Pattern.compile("<a[^>]* href=\"(/[^\"#]*)\"");

    private static final SiteAddress.OfTopic TOPIC = new SiteAddress.OfTopic("", "us-china");
    private static final SiteAddress.OfDay DAY =
            new SiteAddress.OfDay("", "us-china", LocalDate.parse("2026-02-05"), "");

    /// An example of each page, with the addresses of the table in `docs/site.md`.
    private static final List<SiteAddress> PAGES = Stream.concat(
                    Stream.of(
                            new SiteAddress.Home(""),
                            TOPIC,
                            new SiteAddress.Earlier(TOPIC, DAY.day()),
                            DAY,
                            new SiteAddress.OfPerspective(DAY, "china"),
                            new SiteAddress.Search("en")),
                    SiteAddress.OfSite.in("en"))
            .toList();

    /// Parts of another page, and a page that is empty without words.
    private static final Set<Class<?>> NOT_IN_THE_SITEMAP =
            Set.of(SiteAddress.Earlier.class, SiteAddress.OfPerspective.class, SiteAddress.Search.class);

    @Test
    void everyCommandHasATest() throws IOException {
        List<String> tests = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file : files.filter(each -> each.toString().endsWith("Test.java") && !each.endsWith(WALK))
                    .toList()) {
                tests.add(Files.readString(file));
            }
        }
        assertSoftly(soft -> ActionSpec.commands().forEach(command -> {
            Class<?> kind = command.kind();
            String made = "new %s.%s(".formatted(kind.getEnclosingClass().getSimpleName(), kind.getSimpleName());
            soft.assertThat(tests.stream().filter(test -> test.contains(made)))
                    .as("/%s has no test: ask for “%s…)” in a class with @InConversation", command.id(), made)
                    .isNotEmpty();
        }));
    }

    @Test
    void everyPageOfTheSiteIsLinkedInTheSitemapAndInTheDocumentation(@TempDir Path folder) throws Exception {
        assertThat(PAGES.stream().<Class<?>>map(SiteAddress::getClass))
                .as("a page without an example: add one to PAGES, with its row in docs/site.md")
                .containsExactlyInAnyOrderElementsOf(
                        ActionSpec.leaves(SiteAddress.class).toList());
        try (var site = new SiteFixture(folder)) {
            for (LocalDate day = DAY.day().minusDays(14); !day.isAfter(DAY.day().plusDays(13)); day = day.plusDays(1)) {
                site.write(day + ".md", """
                        ---
                        topic: us-china
                        date: %s
                        perspectives: [{id: us, name: US}, {id: china, name: China}]
                        ---
                        - A highlight.
                        """.formatted(day));
            }
            Set<String> linked = linked(site);
            String map = site.get("/sitemap.xml").body();
            String documentation = Files.readString(Path.of("docs/site.md"));
            assertSoftly(soft -> PAGES.forEach(page -> {
                String kind = page.getClass().getSimpleName();
                String path = "/" + page.path();
                soft.assertThat(linked)
                        .as("%s: no page that exists links to %s; add a link", kind, path)
                        .contains(path);
                soft.assertThat(map.contains("<loc>" + SiteFixture.BASE + path + "</loc>"))
                        .as("%s: add it to SiteMap.paths, or to NOT_IN_THE_SITEMAP with its reason", kind)
                        .isNotEqualTo(NOT_IN_THE_SITEMAP.contains(page.getClass()));
                soft.assertThat(documentation)
                        .as("%s: add its row to the table in docs/site.md", kind)
                        .contains("| `" + path + "` |");
            }));
        }
    }

    /// The addresses of pages that a reader who follows links finds from the home page.
    private static Set<String> linked(SiteFixture site) throws Exception {
        Set<String> found = new LinkedHashSet<>(Set.of("/"));
        Queue<String> waiting = new ArrayDeque<>(found);
        while (!waiting.isEmpty()) {
            String path = waiting.remove();
            var page = site.get(path);
            if (page.statusCode() != 200) {
                found.remove(path);
                continue;
            }
            LINK.matcher(page.body())
                    .results()
                    .map(link -> link.group(1).replace("&amp;", "&"))
                    .filter(found::add)
                    .forEach(waiting::add);
        }
        return found;
    }
}
