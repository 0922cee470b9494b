package digestbot.content.views;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.ReadingOptions;
import digestbot.content.Content;
import digestbot.content.ContentDump;
import digestbot.content.Reader;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.Outlets;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcesTest {

    private static final DigestView SOURCES = new DigestView.Sources();

    @ParameterizedTest(name = "{0} belongs to {1}: {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            Harbour Post   | us    | Harbour Post · 🔵 United States · 5 Feb · en
            harbour  post  | us    | Harbour Post · 5 Feb · en
            ' HARBOUR POST'| US    | Harbour Post · 🔵 United States · 5 Feb · en
            Harbour Post   | china | Harbour Post · 🔴 China · 5 Feb · en
            Harbour Post   | eu    | Harbour Post · 5 Feb · en
            -              | -     | Harbour Post · 5 Feb · en
            """)
    void anEntrySaysThePerspectiveThatIsConfiguredForItsOutletAndGuessesNone(
            String outlet, String perspective, String origin) {
        var styles = new TopicStyles(Map.of(), outlet == null ? Map.of() : Map.of(outlet, perspective));
        assertThat(ContentDump.of(show(styles, SOURCES)))
                .contains("1. [Talks end](https://example.org/1) / " + origin + "\n")
                .contains("2. [会谈结束](https://example.org/2) / 长江日报 · 4 Feb · zh\n");
    }

    @Test
    void articlesFromHiddenOutletsAreLeftOutAndCounted() {
        assertThat(ContentDump.of(show(TopicStyles.DEFAULT, SOURCES, "HARBOUR post", "Elsewhere")))
                .isEqualTo("""
                ── plain
                US vs China · Thu 5 February 2026
                20 articles · 3 outlets
                _1 article from hidden outlets is not shown._
                2. [会谈结束](https://example.org/2) / 长江日报 · 4 Feb · zh
                4. No link / 5 Feb 2025
                [Overview]<1:v:9:o> [🔴 China]<1:v:9:s1> [🔵 United States]<1:v:9:s0>
                [⇄ Side by side]<1:v:9:b> [·Sources 3·]<1:v:9:r>
                [Report a mistake]<1:m:9:r>
                [Hide outlets…]<1:g:h:9> [Show hidden articles]<1:v:9:ra>
                """);
    }

    @Test
    void showsHiddenOnesWhereTheyAreAskedFor() {
        String shown = ContentDump.of(show(TopicStyles.DEFAULT, new DigestView.Sources(true), "Harbour Post"));
        assertThat(shown)
                .contains(
                        "1. [Talks end]",
                        "[Sources 3]<1:v:9:r>\n[Report a mistake]<1:m:9:ra>\n[Hide outlets…]<1:g:h:9>\n")
                .doesNotContain("left out");
    }

    @Test
    void whereAllAreHiddenItSaysSo() {
        Digest digest = new SampleDigests()
                .source(1, "One", "https://example.org/1", "Delta Daily", SampleDigests.DAY, "en")
                .source(2, "Two", "https://example.org/2", "delta daily", SampleDigests.DAY, "en")
                .digest();
        Content content =
                new StyledDigestViews(TopicStyles.DEFAULT).view(9, digest, SOURCES, reader(Set.of("delta daily")));
        assertThat(ContentDump.of(content)).contains("_2 articles from hidden outlets are not shown._\n[Overview]");
    }

    @Test
    void aListThatNamesNoOutletOffersNoneToHide() {
        Digest digest = new SampleDigests()
                .source(1, "One", "https://example.org/1", " ", SampleDigests.DAY, "en")
                .digest();
        assertThat(ContentDump.labels(
                        new StyledDigestViews(TopicStyles.DEFAULT).view(9, digest, SOURCES, reader(Set.of()))))
                .isEqualTo("[Overview] [·Sources 1·]\n[Report a mistake]");
    }

    private static Content show(TopicStyles styles, DigestView view, String... hidden) {
        return new StyledDigestViews(styles)
                .view(
                        9,
                        SampleDigests.usual().digest(),
                        view,
                        reader(Arrays.stream(hidden).map(Outlets::key).collect(Collectors.toSet())));
    }

    private static Reader reader(Set<String> hidden) {
        return new Reader("en", ReadingOptions.DEFAULT, SampleDigests.DAY, ZoneOffset.UTC, hidden);
    }
}
