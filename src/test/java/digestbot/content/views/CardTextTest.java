package digestbot.content.views;

import static digestbot.Golden.assertGolden;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.ReadingOptions;
import digestbot.content.Content;
import digestbot.content.ContentDump;
import digestbot.content.Reader;
import digestbot.content.ReaderWords;
import digestbot.content.views.CardText.CardPerspective;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CardTextTest {

    private static final DigestContentBuilder EDITIONS = new DigestContentBuilder(
            SampleDigests.styles("us-china", "📰", Map.of("us", SampleDigests.look("🇺🇸", 0x3b6fb6, "US"))));

    private static CardText card(SampleDigests digests, ReadingOptions reading) {
        return EDITIONS.card(digests.digest(), reader(reading, 0));
    }

    private static Reader reader(ReadingOptions reading, int daysLater) {
        return new Reader("en", reading, SampleDigests.DAY.plusDays(daysLater), ZoneOffset.UTC);
    }

    @Test
    void saysTheWholeOverviewWithoutEmoji() {
        SampleDigests usual = SampleDigests.usual().other("Background", "More.").correction("a figure");
        assertGolden(
                "content/card-text/saysTheWholeOverviewWithoutEmoji.txt",
                card(usual, ReadingOptions.DEFAULT).described());
    }

    @Test
    void hasTheReadersPerspectivesInTheirOrderWithColoursAndArticles() {
        var reading = new ReadingOptions(
                PerspectiveChoice.only(List.of("us", "china")), Length.HEADLINES, Layout.SIDE_BY_SIDE);
        List<CardPerspective> perspectives =
                card(SampleDigests.usual(), reading).perspectives();
        assertThat(perspectives).extracting(CardPerspective::name).containsExactly("United States", "China");
        assertThat(perspectives)
                .extracting(CardPerspective::articleCountText)
                .containsExactly("10 articles", "10 articles");
        assertThat(perspectives.getFirst().colour()).isEqualTo(0x3b6fb6);
        assertThat(perspectives)
                .extracting(perspective -> perspective.points().size())
                .containsExactly(4, 4);
        CardText one = card(
                SampleDigests.usual(), ReadingOptions.DEFAULT.withPerspectives(PerspectiveChoice.only(List.of("us"))));
        assertThat(one.perspectives()).extracting(CardPerspective::name).containsExactly("United States");
    }

    /// Others see it, too.
    @Test
    void isTheSameWhateverItsReaderMutes() {
        Reader reader = reader(ReadingOptions.DEFAULT, 0);
        Reader muting = reader.withWords(ReaderWords.muted(Set.of("tariffs", "point")));
        assertThat(EDITIONS.card(SampleDigests.usual().digest(), muting))
                .isEqualTo(EDITIONS.card(SampleDigests.usual().digest(), reader));
    }

    @Test
    void aDayThatIsNotTodaySaysSoAndAnEditionItsName() {
        CardText text =
                EDITIONS.card(SampleDigests.usual().edition("Evening").digest(), reader(ReadingOptions.DEFAULT, 1));
        assertThat(text.subtitle()).isEqualTo("Thu 5 February 2026 · Evening · 20 articles · 3 outlets");
        assertThat(text.headline()).isEqualTo("Both sides call the talks constructive");
    }

    @Test
    void aSilentPerspectiveHasNoPoints() {
        List<CardPerspective> perspectives =
                card(SampleDigests.perspectives(2, 0), ReadingOptions.DEFAULT).perspectives();
        assertThat(perspectives)
                .extracting(perspective -> perspective.points().size())
                .containsExactlyInAnyOrder(2, 0);
        assertThat(perspectives).extracting(CardPerspective::articleCountText).containsOnly("");
    }

    @Test
    void whatStandsBesideItIsShortWhateverTheNames() {
        SampleDigests digests = new SampleDigests().edition("Evening ".repeat(40));
        Map<String, StyleRegistry.PerspectiveStyleConfig> bare = new HashMap<>();
        for (int i = 0; i < 20; i++) {
            digests.perspective(
                    "s" + i, "A side with a long name, number " + i, 1_000_000, SampleDigests.points("p", 1));
            bare.put("s" + i, SampleDigests.look("", null, null));
        }
        var editions = new DigestContentBuilder(SampleDigests.styles("us-china", "", bare));
        assertThat(ContentDump.of(editions.cardCaption(digests.digest(), reader(ReadingOptions.DEFAULT, 0))))
                .hasSizeBetween(200, 500);
    }

    @Test
    void besideItStandTheNewsAndTheFactsWithoutButtons() {
        Content beside = EDITIONS.cardCaption(
                SampleDigests.usual().correction("a figure").digest(), reader(ReadingOptions.DEFAULT, 0));
        assertThat(ContentDump.of(beside)).isEqualTo("""
                ── plain
                📰 US vs China · *Both sides call the talks constructive.*
                Thu 5 Feb · 🇨🇳 10 🇺🇸 10 · 3 outlets
                """);
    }
}
