package digestbot.content.views;

import digestbot.content.Moments;
import digestbot.digest.RevisionChanges;
import digestbot.digest.RevisionChanges.ChangedPart;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.MomentText;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// The line about a digest's correction: its time, and the author's words or else the place of the
/// change.
public final class CorrectionLine {

    private static final int MAX_PARTS = 6;

    private CorrectionLine() {}

    static List<Block> blocks(ViewContext view) {
        return text(view, view.reader().today())
                .<Block>map(text -> new Block.Paragraph(List.of(new Inline.Emphasis(MomentText.inlines(text)))))
                .stream()
                .toList();
    }

    /// The line about a correction of the day `today` has only the time.
    static Optional<String> text(ViewContext view, LocalDate today) {
        Texts texts = view.texts();
        return view.digest().correction().map(correction -> {
            String what = changes(correction.changes(), texts);
            return correction
                    .at()
                    .map(at -> texts.format(
                            "corrected-at", new Moments(texts, view.reader().zone()).time(at, today), what))
                    .orElseGet(() -> texts.format("corrected", what));
        });
    }

    /// The changes in the author's words or as a list of places.
    public static String changes(RevisionChanges changes, Texts texts) {
        return switch (changes) {
            case RevisionChanges.AuthorNote(String text) -> text;
            case RevisionChanges.DetectedChanges(List<ChangedPart> places) ->
                texts.list(places.stream().map(part -> name(part, texts)).toList(), MAX_PARTS);
        };
    }

    private static String name(ChangedPart part, Texts texts) {
        return switch (part.kind()) {
            case TITLE -> texts.format("changed-title");
            case HIGHLIGHTS -> texts.format("changed-highlights");
            case SECTION -> part.name();
            case SOURCES -> texts.format("changed-sources");
            case DETAILS -> texts.format("changed-details");
        };
    }
}
