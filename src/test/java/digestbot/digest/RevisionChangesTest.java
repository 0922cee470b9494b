package digestbot.digest;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.digest.RevisionChanges.ChangedPart;
import digestbot.digest.RevisionChanges.ChangedPart.PartKind;
import digestbot.digest.parser.DigestSamples;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class RevisionChangesTest {

    private static final String FILE = """
            ---
            title: Talks
            date: 2026-02-05
            topic: us-china
            topicName: US vs China
            articleCount: 2
            perspectives:
              - id: us
                name: United States
              - id: china
                name: China
            ---

            ## Highlights

            - Both sides talk.

            ## United States

            - A report.

            ## China

            - Another report.

            ## Background

            Long ago.

            ## Sources

            1. [en-US] [Talks](https://example.org/1) - Harbour Post (2026-02-05)
            """;

    @Test
    void namesWhatChangedWhatIsGoneAndWhatIsNewInReadingOrder() {
        assertThat(found(text -> text.replace("title: Talks", "title: Talk"))).containsExactly(place(PartKind.TITLE));
        assertThat(found(text -> text.replace("Both sides", "All sides"))).containsExactly(place(PartKind.HIGHLIGHTS));
        assertThat(found(text -> text.replace("Another", "A further").replace("A report", "The report")))
                .containsExactly(section("United States"), section("China"));
        assertThat(found(text -> text.replace("Long ago", "Not so long ago"))).containsExactly(section("Background"));
        assertThat(found(text -> text.replace("example.org/1", "example.org/2")))
                .containsExactly(place(PartKind.SOURCES));
        assertThat(found(text -> text.replace("articleCount: 2", "articleCount: 3")))
                .containsExactly(place(PartKind.DETAILS));
        assertThat(found(text -> text.replace("## Background", "## History")))
                .containsExactly(section("History"), section("Background"));
        assertThat(found(text -> text.replace("name: China", "name: PR China").replace("## China", "## PR China")))
                .containsExactly(section("PR China"));
    }

    @Test
    void seesNoChangeInWhatReadersDoNotSeeAndLetsTheAuthorsWordsStandForAll() {
        assertThat(changes(text -> text.replace("\n", "\r\n"))).isEmpty();
        assertThat(changes(text -> text.replace("A report.", "A report. "))).isEmpty();
        assertThat(changes(text -> text.replace("\n\n", "\n\n\n") + "\n\n")).isEmpty();
        assertThat(changes(text -> text.replace("topic: us-china", "topic: us-china\nauthor: somebody")))
                .isEmpty();
        var told = Optional.of(new RevisionChanges.AuthorNote("the place"));
        assertThat(changes(text -> text.replace("topic: us-china", "topic: us-china\ncorrection: the place")))
                .isEqualTo(told);
        assertThat(changes(text -> text.replace("topic: us-china", "topic: us-china\ncorrection: the place")
                        .replace("Another", "A further")))
                .isEqualTo(told);
        String corrected = FILE.replace("topic: us-china", "topic: us-china\ncorrection: the place");
        assertThat(RevisionChanges.between(DigestSamples.digest(corrected), DigestSamples.digest(FILE)))
                .isEmpty();
    }

    @Test
    void canBeWrittenAndReadAgain() {
        for (RevisionChanges changes : List.of(
                new RevisionChanges.AuthorNote("title:\nthe place"),
                new RevisionChanges.DetectedChanges(
                        List.of(place(PartKind.TITLE), section("China: sources"), place(PartKind.SOURCES))))) {
            assertThat(RevisionChanges.decode(changes.encode())).isEqualTo(changes);
        }
    }

    private static List<ChangedPart> found(UnaryOperator<String> edit) {
        return changes(edit).orElseThrow() instanceof RevisionChanges.DetectedChanges(List<ChangedPart> places)
                ? places
                : List.of();
    }

    private static Optional<RevisionChanges> changes(UnaryOperator<String> edit) {
        return RevisionChanges.between(DigestSamples.digest(FILE), DigestSamples.digest(edit.apply(FILE)));
    }

    private static ChangedPart place(PartKind kind) {
        return new ChangedPart(kind, "");
    }

    private static ChangedPart section(String name) {
        return new ChangedPart(PartKind.SECTION, name);
    }
}
