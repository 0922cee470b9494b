package digestbot.content.views;

import digestbot.content.Moments;
import digestbot.digest.Correction;
import digestbot.digest.Digest;
import digestbot.digest.RevisionChanges;
import digestbot.digest.RevisionChanges.ChangedPart;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.MomentText;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/// The line about a digest's correction: its time, and the author's words or else the place of the
/// change.
public final class CorrectionLine {

    private static final int MAX_PARTS = 6;

    private final Texts texts;
    private final ZoneId zone;
    private final LocalDate today;

    /// The line about a correction of the reader's day has only the time.
    CorrectionLine(Texts texts, ZoneId zone, LocalDate today) {
        this.texts = texts;
        this.zone = zone;
        this.today = today;
    }

    /// The changes in the author's words or as a list of places.
    public static String changes(RevisionChanges changes, Texts texts) {
        return new CorrectionLine(texts, ZoneOffset.UTC, LocalDate.EPOCH).what(changes);
    }

    List<Block> blocks(Digest digest) {
        return digest.correction().stream()
                .<Block>map(correction ->
                        new Block.Paragraph(List.of(new Inline.Emphasis(MomentText.inlines(text(correction))))))
                .toList();
    }

    String of(Correction correction) {
        return MomentText.plain(text(correction));
    }

    private String text(Correction correction) {
        String what = what(correction.changes());
        return correction
                .at()
                .map(at -> texts.format("corrected-at", new Moments(texts, zone).time(at, today), what))
                .orElseGet(() -> texts.format("corrected", what));
    }

    private String what(RevisionChanges changes) {
        return switch (changes) {
            case RevisionChanges.AuthorNote(String text) -> text;
            case RevisionChanges.DetectedChanges(List<ChangedPart> places) ->
                texts.list(Stream.concat(
                                places.stream().limit(MAX_PARTS).map(this::name),
                                Stream.of("…").limit(Math.max(0, places.size() - MAX_PARTS)))
                        .toList());
        };
    }

    private String name(ChangedPart part) {
        return switch (part.kind()) {
            case TITLE -> texts.format("changed-title");
            case HIGHLIGHTS -> texts.format("changed-highlights");
            case SECTION -> part.name();
            case SOURCES -> texts.format("changed-sources");
            case DETAILS -> texts.format("changed-details");
        };
    }
}
