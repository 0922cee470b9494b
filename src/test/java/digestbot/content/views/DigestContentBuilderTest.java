package digestbot.content.views;

import static digestbot.Golden.assertGolden;
import static digestbot.content.views.SampleDigests.look;
import static digestbot.content.views.SampleDigests.usual;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Layout;
import digestbot.audience.Length;
import digestbot.audience.PerspectiveChoice;
import digestbot.audience.ReadingOptions;
import digestbot.audience.vote.Vote;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.ContentDump;
import digestbot.content.Panel;
import digestbot.content.Reader;
import digestbot.content.action.ReadAction;
import digestbot.digest.Correction;
import digestbot.digest.Digest;
import digestbot.digest.DigestView;
import digestbot.digest.DigestView.OnePerspective;
import digestbot.digest.DigestView.Sources;
import digestbot.digest.RevisionChanges;
import digestbot.digest.RevisionChanges.AuthorNote;
import digestbot.digest.RevisionChanges.ChangedPart;
import digestbot.digest.Topic;
import digestbot.digest.story.Continuations;
import digestbot.markdown.WebAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DigestContentBuilderTest {

    private static final StyleRegistry FLAGS = SampleDigests.styles(
            "US-China", "", Map.of("US", look("🇺🇸", 0x3b6fb6, "US"), "china", look("🇨🇳", null, null)));

    private static final DigestView OVERVIEW = new DigestView.Overview();
    private static final LocalDate TODAY = SampleDigests.DAY;
    private static final int[] TWENTY = IntStream.range(0, 20).map(_ -> 1).toArray();

    @Test
    void eachViewIsAsTheGoldenFilesSay() {
        assertGolden(
                "content/styled-digest-views/theOverviewHasTheLeadThenEachPerspectiveWithItsColour.txt",
                ContentDump.of(show(usual().digest(), OVERVIEW, everything())));
        Content content = show(usual().digest(), new OnePerspective(1), reader(Length.SHORT, List.of("us")));
        assertGolden(
                "content/styled-digest-views/onePerspectiveHasAllOfItWhateverTheLength.txt", ContentDump.of(content));
        assertThat(content.view()).contains(new ReadAction.Show(9, new OnePerspective(1), 0));
        assertGolden(
                "content/styled-digest-views/sourcesKeepTheirNumbersAndSayOnlyWhatIsKnown.txt",
                ContentDump.of(show(usual().digest(), new Sources(), everything())));
    }

    @Test
    void aSilentPerspectiveIsShownAsSilent() {
        Digest digest = SampleDigests.perspectives(2, 0).digest();
        assertThat(ContentDump.of(show(digest, OVERVIEW, reader(Length.SHORT, List.of()))))
                .contains("""
                ── side #b5483f
                🔴 B
                _nothing reported_
                """);
        assertThat(ContentDump.of(show(digest, new OnePerspective(1), everything())))
                .contains("_nothing reported_");
    }

    @Test
    void headlinesAreTheHighlightsAlone() {
        Reader reader = reader(Length.HEADLINES, List.of());
        assertThat(ContentDump.of(show(usual().digest(), OVERVIEW, reader))).startsWith("""
                ── plain
                US vs China · *Both sides call the talks constructive.*
                ── plain
                • Two ports reopen.
                ── plain
                Thu 5 Feb · 🇨🇳 10 🇺🇸 10 · 3 outlets""");
        assertThat(show(usual().noHighlights().digest(), OVERVIEW, reader).panels())
                .hasSize(2);
    }

    @Test
    void whatElseTheAuthorWroteKeepsItsPlaceBeforeOrAfterThePerspectives() {
        Digest digest = new SampleDigests()
                .other("Background", "Before.")
                .perspective("us", "United States", -1, SampleDigests.points("us", 1))
                .other("In between", "Between.")
                .perspective("china", "China", -1, SampleDigests.points("china", 1))
                .other("Method", "After.")
                .digest();
        assertThat(show(digest, OVERVIEW, everything()).panels())
                .extracting(Panel::title)
                .containsExactly("", "Background", "United States", "China", "In between", "Method", "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            en | 2026-02-05 | US vs China              | Thu 5 Feb
            en | 2026-02-06 | US vs China, *5 Feb*      | Thu 5 Feb
            en | 2026-02-04 | US vs China, *5 Feb*      | Thu 5 Feb
            en | 2027-02-05 | US vs China, *5 Feb 2026* | Thu 5 February 2026
            zh | 2026-02-06 | US vs China · *2月5日*     | 2月5日 周四
            """)
    void aDigestOfAnotherDaySaysSo(String language, LocalDate today, String topic, String day) {
        var reader = new Reader(language, ReadingOptions.DEFAULT, today, ZoneOffset.UTC);
        for (DigestView view : List.of(OVERVIEW, new OnePerspective(0), new DigestView.SideBySide(), new Sources())) {
            assertThat(ContentDump.of(show(usual().digest(), view, reader)))
                    .startsWith("── plain\n" + topic + " · *Both");
            assertThat((facts(usual().digest(), view, reader) + " · ")).startsWith(day + " · ");
        }
    }

    @Test
    void anEditionOfTheDayAndACorrectionAreNamed() {
        Digest digest = usual().edition("evening").correction("China, point 3").digest();
        assertThat(ContentDump.of(show(digest, OVERVIEW, everything())))
                .startsWith("""
                ── plain
                US vs China · *Both sides call the talks constructive.*
                ── plain
                _Corrected: China, point 3_
                """)
                .contains("Thu 5 Feb · evening · 🇺🇸 10 🇨🇳 10 · 3 outlets");
    }

    @Test
    void aCorrectionSaysWhenItCameOnTheReadersClockAndWhat() {
        Instant at = Instant.parse("2026-02-05T13:05:59Z");
        var found = new RevisionChanges.DetectedChanges(List.of(
                new ChangedPart(ChangedPart.PartKind.TITLE, ""),
                new ChangedPart(ChangedPart.PartKind.HIGHLIGHTS, ""),
                new ChangedPart(ChangedPart.PartKind.SECTION, "China"),
                new ChangedPart(ChangedPart.PartKind.SOURCES, "")));
        assertThat(corrected("en", "Europe/Berlin", new Correction(Optional.of(at), new AuthorNote("the date"))))
                .isEqualTo("_Corrected ⏱14:05: the date_");
        assertThat(corrected("en", "Asia/Shanghai", new Correction(Optional.of(at), found)))
                .isEqualTo("_Corrected ⏱21:05: title, highlights, China, sources_");
        assertThat(corrected("de", "UTC", new Correction(Optional.of(at), found)))
                .isEqualTo("_Korrigiert ⏱13:05: Titel, Schlagzeilen, China, Quellen_");
        var correction = new Correction(Optional.of(Instant.parse("2026-02-03T13:05:59Z")), new AuthorNote("the date"));
        assertThat(corrected("en", "UTC", correction)).isEqualTo("_Corrected ⏱Tue 3 Feb 13:05: the date_");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en | summarised by m, not reviewed | summarised by m, reviewed by an editor at ⏱05:12",
                "de | zusammengefasst von m, nicht redaktionell geprüft | zusammengefasst von m, redaktionell geprüft (⏱05:12)",
                "es | resumido por m, sin revisar | resumido por m, revisado por un editor (⏱05:12)",
                "zh | 由 m 总结，未经审核 | 由 m 总结，编辑已于 ⏱05:12 审核"
            })
    void whatAModelWroteSaysWhetherAnEditorReviewedItOnTheReadersClock(
            String language, String unread, String reviewed) {
        var reader = new Reader(language, ReadingOptions.DEFAULT, TODAY, ZoneId.of("Europe/Berlin"));
        Instant at = Instant.parse("2026-02-05T04:12:59Z");
        Digest byModel = usual().madeBy("m").digest();
        assertThat(ContentDump.of(show(byModel, OVERVIEW, reader))).contains(" · " + unread + "\n");
        assertThat(ContentDump.of(show(byModel.reviewed(at), OVERVIEW, reader))).contains(" · " + reviewed + "\n");
        Digest byPerson = usual().digest();
        assertThat(show(byPerson.reviewed(at), OVERVIEW, reader)).isEqualTo(show(byPerson, OVERVIEW, reader));
    }

    private static String corrected(String language, String zone, Correction correction) {
        var reader = new Reader(language, ReadingOptions.DEFAULT, TODAY, ZoneId.of(zone));
        Digest digest = usual().digest().with(Optional.of(correction));
        List<String> lines = Stream.of(OVERVIEW, new OnePerspective(1), new DigestView.SideBySide(), new Sources())
                .map(view -> ContentDump.of(show(digest, view, reader))
                        .lines()
                        .filter(line -> line.contains("orr"))
                        .findFirst())
                .flatMap(Optional::stream)
                .toList();
        assertThat(lines).hasSize(4).containsOnly(lines.getFirst());
        return lines.getFirst();
    }

    @Test
    void numbersThatAreNotKnownAreLeftOut() {
        assertThat(facts(SampleDigests.perspectives(1, 1).digest(), OVERVIEW, everything()))
                .isEqualTo("Thu 5 Feb");
        Digest listed = SampleDigests.perspectives(1)
                .source(1, "One", "https://example.org/1", "Delta Daily", TODAY, "en")
                .digest();
        assertThat(facts(listed, OVERVIEW, everything())).isEqualTo("Thu 5 Feb · 1 article · 1 outlet");
    }

    @Test
    void aDigestWithoutSourcesHasNoButtonForThemAndAnOldButtonSaysSo() {
        Digest digest = SampleDigests.perspectives(1, 1).digest();
        assertThat(ContentDump.labels(show(digest, OVERVIEW, everything())))
                .isEqualTo("[🔴 B] [🔶 A]\n[Share…]\n[👍] [👎] [⋯]");
        assertThat(ContentDump.of(show(digest, new Sources(), everything()))).contains("_No sources listed._");
    }

    @Test
    void aPerspectiveThatIsNoLongerThereIsTheOverview() {
        Digest digest = usual().digest();
        assertThat(show(digest, new OnePerspective(2), everything())).isEqualTo(show(digest, OVERVIEW, everything()));
    }

    @Test
    void manyButtonsStandInRowsOfAboutEqualLength() {
        Digest digest = SampleDigests.perspectives(TWENTY)
                .source(1, "One", "https://example.org/1", "", TODAY, "")
                .digest();
        assertThat(show(digest, OVERVIEW, everything()).buttons())
                .extracting(List::size)
                .containsExactly(4, 4, 4, 4, 4, 2, 3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zh          | [中文]",
                "zh es       | [中文] [Español]",
                "zh es de fr | [中文] [Español] [Deutsch] [Français]",
                "zh-Hans zh-Hant | [中文 (简体)] [中文 (繁體)]"
            })
    void eachOtherLanguageIsInTheMenu(String languages, String rows) {
        List<DigestContentBuilder.NumberedDigest> others = Stream.of(languages.split(" "))
                .map(language -> new DigestContentBuilder.NumberedDigest(
                        10, usual().language(language).digest()))
                .toList();
        Content content = new DigestContentBuilder(FLAGS)
                .view(9, usual().digest(), OVERVIEW, everything(), new DigestControls(others, Optional.empty()));
        assertThat(menu(content)).startsWith("[👍 Balanced] [👎 One-sided] " + rows + " [Report a mistake]");
    }

    @Test
    void aLongNameIsCutOnItsButton() {
        String name = "👩‍👩‍👧‍👦".repeat(10);
        Digest digest = new SampleDigests()
                .perspective("x", name, -1, SampleDigests.points("x", 1))
                .digest();
        assertThat(show(digest, OVERVIEW, everything())
                        .buttons()
                        .getFirst()
                        .getFirst()
                        .label())
                .isEqualTo("🔶 " + "👩‍👩‍👧‍👦".repeat(3) + "…")
                .hasSizeLessThanOrEqualTo(40);
    }

    @Test
    void aConfiguredTopicHasItsEmoji() {
        var styles = SampleDigests.styles("us-china", "🌏", Map.of());
        assertThat(ContentDump.of(new DigestContentBuilder(styles).view(9, usual().digest(), OVERVIEW, everything())))
                .contains("🌏 US vs China · *Both sides");
    }

    /// A short name is in one language alone.
    @ParameterizedTest
    @CsvSource({"en, 🇺🇸 US", "en-GB, 🇺🇸 US", "zh-CN, 🇺🇸 United States"})
    void aConfiguredShortNameStandsBelowDigestsInTheMainLanguageAlone(String language, String label) {
        Digest digest = usual().language(language).digest();
        Content content = show(digest.with(new Topic("us-china", "US vs China", "en")), OVERVIEW, everything());
        assertThat(content.buttons().getFirst()).map(Button::label).contains(label);
    }

    /// Three rows of at most nine keys below two perspectives, and one row more below three or four.
    @ParameterizedTest
    @CsvSource({"1, 3", "2, 3", "3, 4", "4, 4"})
    void thereAreFewKeysAndTheShownViewHasNone(int perspectives, int mostRows) {
        SampleDigests sample =
                new SampleDigests().source(1, "One", "https://example.org/1", "Delta Daily", TODAY, "en");
        for (int i = 0; i < perspectives; i++) {
            sample.perspective("p" + i, "An alliance with a long name " + i, 3, SampleDigests.points("p", 2));
        }
        Digest digest = sample.digest();
        var page = new DigestControls.SharedPages(new WebAddress("https://example.org/"), Map.of());
        for (DigestView view : List.of(OVERVIEW, new OnePerspective(0), new Sources())) {
            Content content = new DigestContentBuilder(StyleRegistry.DEFAULT)
                    .view(9, digest, view, everything(), DigestControls.to(Optional.of(page)));
            List<Button> keys = content.buttons().stream().flatMap(List::stream).toList();
            if (!(view instanceof Sources)) {
                assertThat(content.buttons()).hasSizeLessThanOrEqualTo(mostRows);
                assertThat(keys).hasSizeLessThanOrEqualTo(7 + perspectives);
            }
            assertThat(keys)
                    .extracting(Button::action)
                    .doesNotContain(new Button.Action.Callback(new ReadAction.Show(9, view, 0)));
        }
    }

    @Test
    void theVoteOfWhoseMessageItIsIsMarked() {
        var links =
                new DigestControls(List.of(), Optional.empty(), false, Optional.of(Vote.ONE_SIDED), Continuations.NONE);
        Content content = new DigestContentBuilder(FLAGS).view(9, usual().digest(), OVERVIEW, everything(), links);
        assertThat(ContentDump.labels(content)).endsWith("[👍] [·👎·] [⋯]");
        assertThat(menu(content)).isEqualTo("[👍 Balanced] [·👎 One-sided·] [Report a mistake] [Picture]");
    }

    private static String menu(Content content) {
        return content.buttons().getLast().getLast().action() instanceof Button.Action.Menu menu
                ? ContentDump.labels(Content.of(List.of(), List.of(menu.entries())))
                : "";
    }

    /// The last line.
    private static String facts(Digest digest, DigestView view, Reader reader) {
        return ContentDump.text(show(digest, view, reader).panels().getLast().footer());
    }

    private static Content show(Digest digest, DigestView view, Reader reader) {
        return new DigestContentBuilder(FLAGS).view(9, digest, view, reader);
    }

    private static Reader everything() {
        return reader(Length.FULL, List.of("us", "china"));
    }

    private static Reader reader(Length length, List<String> perspectives) {
        return SampleDigests.reader(
                "en", new ReadingOptions(PerspectiveChoice.only(perspectives), length, Layout.STACKED));
    }
}
