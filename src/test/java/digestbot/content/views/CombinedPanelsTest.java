package digestbot.content.views;

import static digestbot.Golden.assertGolden;
import static digestbot.content.views.SampleDigests.usual;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.ReadingOptions;
import digestbot.content.Content;
import digestbot.content.ContentDump;
import digestbot.content.Panel;
import digestbot.content.Reader;
import digestbot.content.paging.MessageBudget;
import digestbot.content.paging.MessagePacker;
import digestbot.content.views.DigestContentBuilder.CombinedEntry;
import digestbot.content.views.DigestContentBuilder.CombinedKind;
import digestbot.discord.DiscordRenderer;
import digestbot.markdown.PlainText;
import digestbot.telegram.TelegramRenderer;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CombinedPanelsTest {

    private static final LocalDate LAST = LocalDate.of(2026, 1, 2);

    @Test
    void aBundleOfOneTopicSaysTheDayOfEachDigest() {
        List<CombinedEntry> days = List.of(
                entry(3, usual().day(LAST.minusDays(2))),
                entry(5, usual().day(LAST.minusDays(1)).edition("evening").highlights("One.", "Two.", "Three.")),
                entry(8, usual().day(LAST).noHighlights()));
        assertGolden(
                "content/combined-panels/aBundleOfOneTopicSaysTheDayOfEachDigest.txt", ContentDump.of(bundle(days, 2)));
    }

    @Test
    void saysOfEachDayWhatWasCorrected() {
        List<CombinedEntry> days = List.of(
                entry(3, usual().day(LAST.minusDays(1))),
                entry(5, usual().day(LAST).correction("China, point 3")));
        assertThat(ContentDump.of(bundle(days, 0)))
                .contains(" / Thu 1 Jan\n", " / Fri 2 Jan\n_Corrected: China, point 3_\n");
    }

    @Test
    void onlyCountsTheFirstOfVeryMany() {
        Content content = bundle(days(23), 1);
        Panel panel = content.panels().getLast();
        assertThat(ContentDump.text(panel.footer())).isEqualTo("3 earlier digests not shown");
        assertThat(panel.body()).hasSize(1 + 20);
        assertThat(content.buttons()).extracting(List::size).containsExactly(4, 4, 4, 4, 4);
    }

    @Test
    void aRoundUpHasWhatEachPerspectiveLedWith() {
        List<CombinedEntry> week = List.of(
                entry(3, usual().day(LAST.minusDays(1))),
                entry(4, SampleDigests.perspectives(2, 0).day(LAST)));
        assertGolden(
                "content/combined-panels/aRoundUpHasWhatEachPerspectiveLedWith.txt", ContentDump.of(roundUp(week, 3)));
        assertThat(roundUp(week, 0).panels().stream().skip(1))
                .allSatisfy(panel -> assertThat(panel.body()).isEmpty());
    }

    @Test
    void aRoundUpShortensWhatEachPerspectiveLedWithWhereThereIsLittleRoom() {
        String sentence = "word ".repeat(60).strip() + ".";
        SampleDigests wordy = SampleDigests.perspectives()
                .perspective("a", "A", 1, List.of(SampleDigests.paragraph(sentence)))
                .perspective("b", "B", 1, List.of(SampleDigests.paragraph("Brief.")));
        assertThat(ContentDump.of(roundUp(List.of(entry(3, wordy)), 3))).contains("*🔵 A:* " + sentence);
        assertThat(ContentDump.of(roundUp(List.of(entry(3, wordy)), 1)))
                .contains("*🔴 B:* Brief. / *🔵 A:* " + "word ".repeat(23) + "word…");
    }

    @Test
    void aBundleHasTheNewsOfEachTopicAndOneMoreHighlight() {
        assertGolden(
                "content/combined-panels/aBundleHasTheNewsOfEachTopicAndOneMoreHighlight.txt",
                ContentDump.of(bundle(topics(LAST), 2)));
        assertThat(ContentDump.of(bundle(topics(LAST), 1))).doesNotContain("agree to meet");
    }

    @Test
    void twentyTopicsOfOrdinaryLengthFitIntoOneMessageOfEitherPlatform() {
        String highlight = "Both governments call the talks constructive and want to meet again in the coming month.";
        List<CombinedEntry> topics = IntStream.rangeClosed(1, 20)
                .mapToObj(i -> entry(
                        i,
                        new SampleDigests()
                                .topic("topic-" + i, "United States and China, part " + i)
                                .highlights(highlight, highlight)))
                .toList();
        for (MessageBudget budget : List.of(TelegramRenderer.budget(), DiscordRenderer.budget())) {
            assertThat(MessagePacker.pages(bundle(topics, 1), budget)).hasSize(1);
        }
    }

    @Test
    void topicsOfSeveralDaysEachSayTheirs() {
        List<CombinedEntry> topics =
                List.of(topics(LAST.minusDays(1)).getFirst(), topics(LAST).get(1));
        assertThat(ContentDump.of(bundle(topics, 0)))
                .contains(" / US vs China · Thu 1 Jan\n", " / Trade · Fri 2 Jan\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | Fri 2 Jan · 3 topics    | That's all for today.
            de | Fr., 2. Jan. · 3 Themen | Das war alles für heute.
            es | vie, 2 ene · 3 temas    | Eso es todo por hoy.
            zh | 1月2日 周五 · 3 个话题       | 今天的内容就到这里。
            """)
    void aBundleBeginsWithTheDayAndHowManyItHasAndSaysThatItIsAll(String language, String first, String last) {
        Content content = gathering(CombinedKind.BUNDLE, topics(LAST), language, 2);
        assertThat(PlainText.of(content.panels().getFirst().body())).startsWith(first);
        assertThat(ContentDump.text(content.panels().getLast().footer())).isEqualTo(last);
        assertThat(content.name()).isEqualTo("US vs China · Both sides call the talks constructive.");
    }

    /// The reader of the last one wants the headlines alone, and the reader of the first one China
    /// first.
    private static List<CombinedEntry> topics(LocalDate day) {
        return List.of(
                new CombinedEntry(3, usual().day(day).digest(), reading("china,*", Length.FULL)),
                new CombinedEntry(
                        4,
                        SampleDigests.perspectives(2, 0)
                                .topic("trade", "Trade")
                                .noHighlights()
                                .day(day)
                                .digest(),
                        reading("", Length.SHORT)),
                new CombinedEntry(
                        5,
                        usual().topic("energy", "Energy")
                                .highlights("One.", "Two.", "Three.", "Four.")
                                .day(day)
                                .digest(),
                        reading("us,china", Length.HEADLINES)));
    }

    private static ReadingOptions reading(String perspectives, Length length) {
        return new ReadingOptions(PerspectiveChoice.of(perspectives), length, Layout.STACKED);
    }

    private static Content bundle(List<CombinedEntry> topics, int detail) {
        return gathering(CombinedKind.BUNDLE, topics, detail);
    }

    private static CombinedEntry entry(long number, SampleDigests digests) {
        return new CombinedEntry(number, digests.digest(), ReadingOptions.DEFAULT);
    }

    private static List<CombinedEntry> days(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> entry(i, usual().day(LAST.minusDays(count - i))))
                .toList();
    }

    private static Content roundUp(List<CombinedEntry> days, int points) {
        return gathering(CombinedKind.ROUND_UP, days, points);
    }

    private static Content gathering(CombinedKind kind, List<CombinedEntry> days, int detail) {
        return gathering(kind, days, "en", detail);
    }

    private static Content gathering(CombinedKind kind, List<CombinedEntry> digests, String language, int detail) {
        return new DigestContentBuilder(StyleRegistry.DEFAULT)
                .combined(kind, digests, new Reader(language, ReadingOptions.DEFAULT, LAST, ZoneOffset.UTC), detail);
    }
}
