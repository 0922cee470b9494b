package digestbot.content.views;

import static digestbot.content.views.SampleDigests.usual;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.ReadingOptions;
import digestbot.content.Content;
import digestbot.content.ContentDump;
import digestbot.content.views.StyleRegistry.OutletLabel;
import digestbot.digest.DigestView;
import digestbot.digest.OutletKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {

    private static final DigestView SOURCES = new DigestView.Sources();

    @ParameterizedTest(name = "{0} {1} {2} {3}: {4}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            en | US | PRIVATE | since 1900 | Harbour Post · privately owned · United States · since 1900 · 5 Feb
            en | -  | -       | ''         | Harbour Post · 5 Feb
            en | CN | STATE   | ''         | Harbour Post · state-run · China · 5 Feb
            en | -  | PUBLIC  | ''         | Harbour Post · public broadcaster · 5 Feb
            de | CN | STATE   | ''         | Harbour Post · staatlich · China · 5. Feb.
            es | CN | STATE   | ''         | Harbour Post · medio estatal · China · 5 feb
            zh | CN | STATE   | ''         | Harbour Post · 官方媒体 · 中国 · 2月5日
            """)
    void anEntryHasTheLabelOfItsOutlet(String language, String country, OutletKind kind, String note, String origin) {
        var styles = styles("Harbour Post", label(country, kind, note));
        Content content = new DigestContentBuilder(styles)
                .view(9, usual().digest(), SOURCES, SampleDigests.reader(language, ReadingOptions.DEFAULT));
        assertThat(ContentDump.of(content)).contains("1. [Talks end](https://example.org/1) / " + origin + "\n");
    }

    @Test
    void theSourcesOfEachPerspectiveStandUnderItsNameAfterThoseOfAll() {
        Content content = show(usual().sourcesOf(1, 0, -1), SOURCES);
        assertThat(ContentDump.of(content))
                .containsSubsequence(
                        "4. No link", "*🇨🇳 China*", "1. [Talks end]", "*🇺🇸 United States*", "2. [会谈结束]")
                .contains("[🇨🇳 China 1]<1:v:9:r1> [🇺🇸 United States 1]<1:v:9:r0>\n");
        assertThat(ContentDump.of(show(usual().sourcesOf(1, 1), new DigestView.Sources(1))))
                .contains("1. [Talks end]", "2. [会谈结束]", "[·🇨🇳 China 2·]<1:v:9:r>\n[‹ Overview]")
                .doesNotContain("No link");
        assertThat(ContentDump.of(show(usual(), SOURCES))).doesNotContain("<1:v:9:r0>");
    }

    @Test
    void aPerspectiveSaysTheNumbersOfItsSourcesAndLeadsToThem() {
        SampleDigests digest = usual().sourcesOf(1, 1, 1);
        assertThat(ContentDump.of(show(digest, new DigestView.OnePerspective(1))))
                .contains("10 articles · sources 1–2, 4", "[Sources 3]<1:v:9:r1>");
        assertThat(ContentDump.of(show(digest, new DigestView.OnePerspective(0))))
                .contains("[Sources 3]<1:v:9:r>");
    }

    @Test
    void aPerspectiveWithoutArticlesSaysSoAndNobodyVotesOnTheBalance() {
        SampleDigests digest = new SampleDigests()
                .perspective("us", "United States", 20, SampleDigests.points("us", 2))
                .perspective("china", "China", 0, List.of());
        assertThat(ContentDump.of(show(digest, new DigestView.Overview())))
                .contains("_No articles from China today_", "🇨🇳 0 ")
                .doesNotContain("Balanced");
    }

    private static Content show(SampleDigests digest, DigestView view) {
        return new DigestContentBuilder(StyleRegistry.DEFAULT)
                .view(9, digest.digest(), view, SampleDigests.reader("en", ReadingOptions.DEFAULT));
    }

    private static StyleRegistry styles(String outlet, OutletLabel label) {
        return new StyleRegistry(Map.of(), Map.of(outlet, label));
    }

    private static OutletLabel label(@Nullable String country, @Nullable OutletKind kind, String note) {
        return new OutletLabel(Optional.ofNullable(country).orElse(""), Optional.ofNullable(kind), note);
    }
}
