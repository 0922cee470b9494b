package digestbot.content.views;

import digestbot.digest.Correction;
import digestbot.digest.Digest;
import digestbot.digest.RevisionChanges;
import digestbot.digest.RevisionChanges.Place;
import digestbot.i18n.DigestPhrase;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Collectors;

/// The line about a digest's correction: its time, and the author's words or else the place of the change.
final class CorrectionLine {

    private static final int MOST_PLACES = 6;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm");

    private final Texts words;
    private final ZoneId zone;
    private final LocalDate today;

    /// @param today the reader's day; a correction of that day is shown with the time only
    CorrectionLine(Texts words, ZoneId zone, LocalDate today) {
        this.words = words;
        this.zone = zone;
        this.today = today;
    }

    /// The line as a block; empty if the digest was not corrected.
    List<Block> blocks(Digest digest) {
        return digest.correction().stream()
                .<Block>map(correction ->
                        new Block.Paragraph(List.of(new Inline.Emphasis(List.of(new Inline.Text(of(correction)))))))
                .toList();
    }

    String of(Correction correction) {
        String what = what(correction.what());
        return correction
                .at()
                .map(at -> words.say(DigestPhrase.CORRECTED_AT, moment(at), what))
                .orElseGet(() -> words.say(DigestPhrase.CORRECTED, what));
    }

    private String moment(Instant at) {
        LocalDateTime moment = LocalDateTime.ofInstant(at, zone);
        return moment.toLocalDate().equals(today) ? CLOCK.format(moment) : words.moment(moment);
    }

    private String what(RevisionChanges changes) {
        return switch (changes) {
            case RevisionChanges.Told(String text) -> text;
            case RevisionChanges.Found(List<Place> places) ->
                places.stream().limit(MOST_PLACES).map(this::name).collect(Collectors.joining(", "))
                        + (places.size() > MOST_PLACES ? ", …" : "");
        };
    }

    private String name(Place place) {
        return switch (place.kind()) {
            case TITLE -> words.say(DigestPhrase.CHANGED_TITLE);
            case HIGHLIGHTS -> words.say(DigestPhrase.CHANGED_HIGHLIGHTS);
            case SECTION -> place.name();
            case SOURCES -> words.say(DigestPhrase.CHANGED_SOURCES);
            case DETAILS -> words.say(DigestPhrase.CHANGED_DETAILS);
        };
    }
}
