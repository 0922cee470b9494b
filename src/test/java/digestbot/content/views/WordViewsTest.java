package digestbot.content.views;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.ReadingOptions;
import digestbot.audience.StoredEnum;
import digestbot.content.Content;
import digestbot.content.ContentDump;
import digestbot.content.Reader;
import digestbot.content.ReaderWords;
import digestbot.content.views.DigestContentBuilder.CombinedEntry;
import digestbot.content.views.DigestContentBuilder.CombinedKind;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.markdown.Block;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WordViewsTest {

    private final DigestContentBuilder views = new DigestContentBuilder(new StyleRegistry(Map.of()));

    private static Digest digest() {
        return SampleDigests.perspectives()
                .highlights("Tariffs lead.", "Ports reopen.")
                .perspective("us", "United States", 10, points("Tariffs rise", "Ports close", "Steel falls"))
                .perspective("china", "China", 10, points("关税上调", "Ports open"))
                .perspective("eu", "Europe", 10, points("Tariffs everywhere"))
                .digest();
    }

    private static List<Block> points(String... texts) {
        return List.of(Block.ItemList.bullets(java.util.Arrays.stream(texts)
                .map(text -> new Block.Item(List.of(SampleDigests.paragraph(text))))
                .toList()));
    }

    private static Reader muting(String language, Length length, String... muted) {
        return new Reader(
                language,
                new ReadingOptions(PerspectiveChoice.ALL, length, Layout.STACKED),
                SampleDigests.DAY,
                ZoneOffset.UTC,
                ReaderWords.muted(Set.of(muted)));
    }

    private String shown(DigestView view, Reader reader) {
        return ContentDump.of(views.view(1, digest(), view, reader));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            full      | overview | tariffs   | 3 points muted
            short     | overview | tariffs   | 3 points muted
            headlines | overview | tariffs   | 1 point muted
            full      | us       | tariffs   | 1 point muted
            full      | us       | 关 税     |
            full      | china    | 关 税     | 1 point muted
            full      | both     | ports     | 2 points muted
            full      | sources  | tariffs   |
            full      | overview | energy    |
            """)
    void aViewSaysHowManyPointsAreLeftOut(String length, String view, String muted, String said) {
        String shown = shown(
                switch (view) {
                    case "overview" -> new DigestView.Overview();
                    case "both" -> new DigestView.SideBySide();
                    case "sources" -> new DigestView.Sources();
                    case "us" -> new DigestView.OnePerspective(0);
                    default -> new DigestView.OnePerspective(1);
                },
                muting("en", StoredEnum.of(Length.class, length), muted));
        if (said == null) {
            assertThat(shown).doesNotContain("muted");
        } else {
            assertThat(shown).contains(said);
        }
    }

    @Test
    void pointsWithAMutedWordAreGoneAndTheOthersStay() {
        String shown = shown(new DigestView.Overview(), muting("en", Length.FULL, "tariffs", "关 税"));
        assertThat(shown)
                .contains("Ports reopen.", "Ports close", "Steel falls", "Ports open")
                .doesNotContain("Tariffs", "关税");
        assertThat(shown).as("nothing of Europe is left").contains("_1 point muted_");
    }

    @ParameterizedTest
    @EnumSource
    void combinedDigestsSayItOfEach(CombinedKind kind) {
        List<CombinedEntry> both = List.of(
                new CombinedEntry(1, digest(), ReadingOptions.DEFAULT),
                new CombinedEntry(
                        2, SampleDigests.usual().day(SampleDigests.DAY).digest(), ReadingOptions.DEFAULT));
        Content content = views.combined(kind, both, muting("en", Length.FULL, "tariffs"), kind.maxDetail());
        assertThat(ContentDump.of(content))
                .contains("3 points muted")
                .containsOnlyOnce("points muted")
                .doesNotContain("Tariffs");
    }

    @Test
    void aPictureHasThemAsItIsForOthersToo() {
        Reader reader = muting("en", Length.FULL, "tariffs");
        assertThat(views.card(digest(), reader)).isEqualTo(views.card(digest(), muting("en", Length.FULL)));
        assertThat(ContentDump.of(views.cardCaption(digest(), reader))).doesNotContain("muted");
    }

    private static Reader following(String word, String... muted) {
        return muting("en", Length.FULL).withWords(new ReaderWords(Set.of(word), Set.of(muted)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            steel    | You follow “Steel”:   | 🇺🇸 United States: *Steel* falls
            关 税    | You follow “关税”:    | 🇨🇳 China: *关税*上调
            ports    | You follow “Ports”:   | > *Ports* reopen.
            """)
    void theOverviewBeginsWithThePassageAndItsPerspective(String word, String why, String passage) {
        assertThat(shown(new DigestView.Overview(), following(word))).contains(why, passage);
        assertThat(shown(new DigestView.OnePerspective(0), following(word))).doesNotContain("You follow");
    }

    @Test
    void aPassageIsNeverAMutedPoint() {
        assertThat(shown(new DigestView.Overview(), following("ports", "reopen")))
                .contains("You follow “Ports”:", "🇺🇸 United States: *Ports* close")
                .doesNotContain("reopen");
        assertThat(shown(new DigestView.Overview(), following("steel", "steel")))
                .doesNotContain("You follow");
    }
}
