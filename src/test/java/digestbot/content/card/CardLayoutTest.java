package digestbot.content.card;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.content.card.DisplayList.DisplayItem;
import digestbot.content.views.CardText;
import digestbot.i18n.Texts;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardLayoutTest {

    private static final Texts ENGLISH = Texts.of("en");

    private static SampleCards perspectives(int... points) {
        return perspectives(new SampleCards(), points);
    }

    private static SampleCards perspectives(SampleCards written, int... points) {
        for (int i = 0; i < points.length; i++) {
            written.perspective(SampleCards.points("Side " + i + ", point", points[i]));
        }
        return written;
    }

    private static DisplayList sheet(SampleCards written) {
        return CardLayout.of(written.text("en"), "en");
    }

    private static List<DisplayItem.TextItem> texts(DisplayList sheet) {
        return sheet.items().stream()
                .filter(DisplayItem.TextItem.class::isInstance)
                .map(DisplayItem.TextItem.class::cast)
                .toList();
    }

    private static List<String> lines(DisplayList sheet) {
        return texts(sheet).stream().map(DisplayItem.TextItem::plain).toList();
    }

    private static long shown(DisplayList sheet, int perspective) {
        return lines(sheet).stream()
                .filter(line -> line.matches("Side " + perspective + ", point \\d+ .*"))
                .count();
    }

    @Test
    void saysTopicDayCountsHighlightsAndEachPerspectiveInTheReadersOrder() {
        CardText text = perspectives(2, 1).text("en", SampleCards.DAY.plusDays(1), List.of("s1", "s0"));
        assertThat(lines(CardLayout.of(text, "en")))
                .startsWith(
                        "World Energy",
                        "Wed 11 February 2026",
                        "Side 1 2",
                        "Side 0 1",
                        "Talks went on.",
                        "Side 1",
                        "2 articles",
                        "Side 1, point 1 says something")
                .containsSubsequence("Side 0", "1 article", "Side 0, point 1 says something");
    }

    @Test
    void saysAtItsEndWhereItIsFrom() {
        assertThat(lines(sheet(perspectives(2, 1)))).endsWith(SampleCards.ORIGIN);
    }

    /// One highlight, others of which some fit, a long one, and none.
    @ParameterizedTest
    @ValueSource(strings = {"- Talks went on.", "- Talks went on.\n- Ports.\n- Rails.", "LONG", ""})
    void aPreviewHasOneSizeAndSaysTheNewsOnceAndWhereItIsFrom(String highlights) {
        CardText text = perspectives(2, 1)
                .highlights(highlights.replace("LONG", SampleCards.points("Talks", 9)))
                .text("en");
        DisplayList sheet = PreviewLayout.of(text, "en");
        assertThat(List.of(sheet.width(), sheet.height())).containsExactly(1_200, 630);
        assertThat(texts(sheet))
                .allSatisfy(drawn -> assertThat(drawn.baseline()).isBetween(48.0, 600.0));
        assertThat(lines(sheet))
                .startsWith("World Energy · Wed 11 February 2026")
                .contains(SampleCards.ORIGIN, "Side 0 1", "Side 1 2");
        assertThat(lines(sheet).get(1)).isNotBlank().isSubstringOf(text.headline());
        assertThat(lines(sheet)).filteredOn(line -> line.startsWith("Talks 1")).hasSizeLessThan(2);
        assertThat(lines(sheet).contains("Rails.")).isEqualTo(highlights.contains("Rails."));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 3", "4, 2", "5, 3", "6, 3", "7, 4", "8, 4", "9, 3", "12, 4", "20, 4"})
    void perspectivesStandInColumnsThatAreAlignedAndDoNotOverlap(int perspectives, int columns) {
        DisplayList sheet = sheet(
                perspectives(IntStream.generate(() -> 2).limit(perspectives).toArray()));
        List<DisplayItem.RoundedBox> cards = SampleCards.boxes(sheet)
                .filter(box -> box.colour() == CardColours.CARD && box.radius() > 0)
                .toList();
        assertThat(cards).hasSize(perspectives);
        assertThat(cards.stream().map(DisplayItem.RoundedBox::x).distinct()).hasSize(columns);
        assertThat(cards.stream().map(DisplayItem.RoundedBox::width).distinct()).hasSize(1);
        assertThat(cards).allSatisfy(card -> {
            assertThat(card.x() + card.width()).isLessThanOrEqualTo(CardLayout.WIDTH - 56);
            assertThat(cards.stream().filter(other -> meet(card, other)))
                    .as("with itself")
                    .hasSize(1);
        });
    }

    private static boolean meet(DisplayItem.RoundedBox one, DisplayItem.RoundedBox other) {
        return one.x() < other.x() + other.width()
                && other.x() < one.x() + one.width()
                && one.y() < other.y() + other.height()
                && other.y() < one.y() + one.height();
    }

    @Test
    void perspectivesLoseTheSameNumberOfPointsAndSayHowManyMoreThereAre() {
        DisplayList sheet = sheet(perspectives(9, 8));
        long first = shown(sheet, 0);
        long second = shown(sheet, 1);
        assertThat(9 - first).isEqualTo(8 - second).isPositive();
        assertThat(lines(sheet).stream().filter(("… " + ENGLISH.format("more-points", 9 - first))::equals))
                .hasSize(2);
        assertThat(sheet.height()).isLessThanOrEqualTo(CardLayout.HEIGHT);
    }

    @Test
    void aPerspectiveWithManyPointsShowsAPartInWholeSentencesWhileTheOtherKeepsItsFew() {
        DisplayList sheet = sheet(perspectives(40, 2));
        assertThat(shown(sheet, 1)).isEqualTo(2);
        assertThat(lines(sheet)).contains("… " + ENGLISH.format("more-points", 40 - shown(sheet, 0)));
        assertThat(sheet.height()).isLessThanOrEqualTo(CardLayout.HEIGHT);
        assertThat(lines(sheet).stream().filter(line -> line.endsWith("…")))
                .isNotEmpty()
                .allMatch(line -> line.endsWith("column. …"));
    }

    @Test
    void whatIsSilentAndWhatElseTheAuthorWroteIsNamed() {
        assertThat(lines(sheet(perspectives(2, 0)))).containsSubsequence("Side 1", "2 articles", "nothing reported");
        assertThat(lines(sheet(perspectives(1, 1).other("Background").other("What comes next"))))
                .contains("Also in the digest: Background · What comes next");
    }

    @Test
    void manyHighlightsAreCountedWhereTheyDoNotFit() {
        DisplayList sheet = sheet(perspectives(4, 4).highlights(SampleCards.points("Highlight", 30)));
        long shown = lines(sheet).stream()
                .filter(line -> line.startsWith("Highlight"))
                .count();
        assertThat(shown).isPositive();
        assertThat(lines(sheet)).contains("… " + ENGLISH.format("more-points", 30 - shown));
    }

    @Test
    void noTextLeavesTheSheetOrMeetsAnother() {
        DisplayList sheet = sheet(perspectives(5, 4, 3).highlights("- " + "Wordwithoutanyspace".repeat(40)));
        assertThat(texts(sheet)).allSatisfy(text -> {
            double width = new LineBreaker(Locale.ENGLISH, text.size()).width(text.spans(), text.wide());
            assertThat(text.x()).isGreaterThanOrEqualTo(56);
            assertThat(text.x() + width).isLessThanOrEqualTo(CardLayout.WIDTH - 55);
            assertThat(text.baseline()).isBetween(50.0, sheet.height() - 50.0);
        });
        assertThat(texts(sheet).stream().map(text -> text.x() + " " + text.baseline()))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "de", "es", "zh"})
    void nothingIsSaidThatIsNeitherInTheDigestNorTheBotsOwn(String language) {
        CardText text = perspectives(12, 3, 0)
                .other("Background")
                .highlights("- A *second* thing with **weight** and [a link](https://example.org).")
                .text(language, LocalDate.of(2026, 2, 20), List.of());
        Texts texts = Texts.of(language);
        String said = text.described() + " " + text.origin() + " " + String.join(" · ", text.others());
        List<String> own = Stream.concat(
                        Stream.of(texts.format("nothing-reported"), texts.format("card-others", "Background"), "…"),
                        Stream.concat(
                                IntStream.range(1, 12).mapToObj(more -> "… " + texts.format("more-points", more)),
                                IntStream.range(1, 4).mapToObj(count -> texts.format("articles", count))))
                .map(FontSet.get()::legible)
                .toList();
        assertThat(lines(CardLayout.of(text, language)))
                .allMatch(line -> own.contains(line)
                        || said.contains(line)
                        || (line.endsWith("…")
                                && said.contains(
                                        line.substring(0, line.length() - 1).strip())));
    }

    @Test
    void textIsReadableOnWhateverItStandsOn() {
        DisplayList sheet =
                sheet(perspectives(IntStream.generate(() -> 1).limit(20).toArray()));
        assertThat(texts(sheet))
                .allSatisfy(text -> assertThat(CardColours.contrast(text.colour(), text.background()))
                        .isGreaterThanOrEqualTo(CardColours.MIN_CONTRAST));
        for (int colour = 0; colour <= 0xffffff; colour += 0x030507) {
            assertThat(CardColours.contrast(CardColours.textOn(colour), colour))
                    .isGreaterThanOrEqualTo(CardColours.MIN_CONTRAST);
        }
    }

    @Test
    void theBarShowsTheSharesInTheColoursOfThePerspectivesAndTheirNumbersWhereTheyFit() {
        DisplayList sheet = sheet(perspectives(new SampleCards().articlesFrom(0), 1, 1, 1, 1)
                .perspective("A side with a very long name", "- One."));
        List<DisplayItem.RoundedBox> parts = bar(sheet);
        List<Integer> colours = SampleCards.boxes(sheet)
                .filter(box -> box.radius() == 16 && box.colour() != CardColours.CARD)
                .map(DisplayItem.RoundedBox::colour)
                .toList();
        // The perspectives have 0, 1, 2, 3 and 4 articles.
        assertThat(parts.stream().map(part -> Math.round(10 * (part.width() + 4) / 1_088)))
                .containsExactly(1L, 2L, 3L, 4L);
        assertThat(parts).extracting(DisplayItem.RoundedBox::colour).containsExactlyElementsOf(colours.subList(1, 5));
        assertThat(parts.getFirst().x()).isEqualTo(56);
        assertThat(parts.getLast().x() + parts.getLast().width()).isEqualTo(CardLayout.WIDTH - 56.0);
        assertThat(lines(sheet))
                .containsSubsequence(
                        "Wed 11 February 2026", "1", "Side 2 2", "Side 3 3", "A side with a very long name 4");
        int[] twenty = IntStream.generate(() -> 1).limit(20).toArray();
        assertThat(lines(sheet(perspectives(new SampleCards().articlesFrom(0), twenty))))
                .contains("19", "8")
                .doesNotContain("Side 19 19", "7");
        assertThat(bar(sheet(perspectives(2)))).isEmpty();
        assertThat(bar(sheet(new SampleCards().uncounted("- One.").uncounted("- Two."))))
                .isEmpty();
    }

    private static List<DisplayItem.RoundedBox> bar(DisplayList sheet) {
        return SampleCards.boxes(sheet).filter(box -> box.height() == 40).toList();
    }

    @Test
    void whatHasNoLetterInTheFontsIsMarkedAndExplained() {
        List<String> lines =
                lines(sheet(new SampleCards().perspective("- A 🚀 rocket and ก").perspective("- عر")));
        assertThat(lines).contains("A rocket and 〓", "〓〓", "〓 marks a character that the picture can't show.");
        assertThat(lines(sheet(perspectives(1, 1)))).noneMatch(line -> line.contains("〓"));
    }
}
