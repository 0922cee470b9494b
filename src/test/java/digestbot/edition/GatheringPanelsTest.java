package digestbot.edition;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.Digest;
import digestbot.edition.Editions.Numbered;
import digestbot.subscription.Reading;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GatheringPanelsTest {

    private static final LocalDate LAST = LocalDate.of(2026, 1, 2);

    @Test
    void hasEachDaysFirstHighlightsAndAButtonForEach() {
        List<Numbered> days = List.of(
                new Numbered(3, Digests.usual().day(LAST.minusDays(2)).digest()),
                new Numbered(
                        5,
                        Digests.usual()
                                .day(LAST.minusDays(1))
                                .edition("evening")
                                .highlights("One.", "Two.", "Three.")
                                .digest()),
                new Numbered(8, Digests.usual().day(LAST).noHighlights().digest()));
        assertThat(Dump.of(catchUp(days, 2))).isEqualTo("""
                ── plain
                US vs China
                3 digests at once
                ── plain
                Wed 31 December 2025
                • Both sides call the talks constructive.
                • Two ports reopen.
                ── plain
                Thu 1 January 2026 · evening
                • One.
                • Two.
                ── plain
                Fri 2 January 2026
                _No highlights._
                [31 Dec 2025]<1:v:3:o> [1 Jan]<1:v:5:o> [2 Jan]<1:v:8:o>
                """);
    }

    @Test
    void hasTheDaysAloneWhereThereIsNoRoomForMore() {
        Content content = catchUp(days(3), 0);
        assertThat(content.panels().stream().skip(1)).allSatisfy(panel -> {
            assertThat(panel.title()).isNotEmpty();
            assertThat(panel.body()).isEmpty();
        });
    }

    @Test
    void saysOfEachDayWhatWasCorrected() {
        List<Numbered> days = List.of(
                new Numbered(3, Digests.usual().day(LAST.minusDays(1)).digest()),
                new Numbered(
                        5,
                        Digests.usual().day(LAST).correction("China, point 3").digest()));
        Content content = catchUp(days, 0);
        assertThat(content.panels().get(1).body()).isEmpty();
        assertThat(Dump.of(new Content(List.of(content.panels().get(2)), List.of(), Optional.empty())))
                .isEqualTo("""
                ── plain
                Fri 2 January 2026
                _Corrected: China, point 3_
                """);
    }

    @Test
    void onlyCountsTheFirstOfVeryMany() {
        Content content = catchUp(days(13), 1);
        assertThat(Dump.text(content.panels().getFirst().subtitle()))
                .isEqualTo("13 digests at once · 3 earlier ones are not shown");
        assertThat(content.panels()).hasSize(1 + 10);
        assertThat(content.panels().getLast().title()).isEqualTo("Fri 2 January 2026");
        assertThat(content.buttons()).extracting(List::size).containsExactly(4, 4, 2);
    }

    @Test
    void aRoundUpHasWhatEachSideLedWith() {
        List<Numbered> week = List.of(
                new Numbered(3, Digests.usual().day(LAST.minusDays(1)).digest()),
                new Numbered(4, Digests.sides(2, 0).day(LAST).digest()));
        assertThat(Dump.of(roundUp(week, 3))).isEqualTo("""
                ── plain
                US vs China
                The week: what each side led with on 2 days
                ── plain
                Thu 1 January 2026
                *🔵 United States:* us 1 / *🔴 China:* china 1
                ── plain
                Fri 2 January 2026
                *🔴 B:* nothing reported / *🔵 A:* a 1
                [1 Jan]<1:v:3:o> [2 Jan]<1:v:4:o>
                """);
        assertThat(roundUp(week, 0).panels().stream().skip(1))
                .allSatisfy(panel -> assertThat(panel.body()).isEmpty());
    }

    @Test
    void aRoundUpShortensWhatEachSideLedWithWhereThereIsLittleRoom() {
        String sentence = "word ".repeat(60).strip() + ".";
        Digest wordy = Digests.sides()
                .side("a", "A", 1, List.of(Digests.paragraph(sentence)))
                .side("b", "B", 1, List.of(Digests.paragraph("Brief.")))
                .digest();
        assertThat(Dump.of(roundUp(List.of(new Numbered(3, wordy)), 3))).contains("*🔵 A:* " + sentence);
        assertThat(Dump.of(roundUp(List.of(new Numbered(3, wordy)), 1)))
                .contains("*🔴 B:* Brief. / *🔵 A:* " + "word ".repeat(23) + "word…");
    }

    private static List<Numbered> days(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> new Numbered(
                        i, Digests.usual().day(LAST.minusDays(count - i)).digest()))
                .toList();
    }

    private static Content catchUp(List<Numbered> days, int points) {
        return gathering(Gathering.CATCH_UP, days, points);
    }

    private static Content roundUp(List<Numbered> days, int points) {
        return gathering(Gathering.ROUND_UP, days, points);
    }

    private static Content gathering(Gathering why, List<Numbered> days, int points) {
        return new StyledEditions(Styles.DEFAULT)
                .gathering(why, days, new Reader("en", Reading.DEFAULT, LAST, ZoneOffset.UTC, Set.of()), points);
    }
}
