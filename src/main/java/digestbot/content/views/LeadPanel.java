package digestbot.content.views;

import digestbot.content.Moments;
import digestbot.content.Panel;
import digestbot.content.TextShortener;
import digestbot.content.views.TopicStyles.PerspectiveStyle;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.Outlets;
import digestbot.digest.RevisionChanges;
import digestbot.digest.RevisionChanges.ChangedPart;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.MomentText;
import digestbot.markdown.PlainText;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The first panel of a view: topic, day, counts and the correction notice.
public record LeadPanel(ViewContext view) {

    private static final int MAX_TITLE_LENGTH = 200;
    private static final int MAX_PARTS = 6;

    Panel panel(List<Inline> subtitle, List<Block> body) {
        List<Block> blocks = new ArrayList<>(correction());
        blocks.addAll(body);
        return Panel.plain(title(day()), blocks).withEmoji(view.emoji()).withSubtitle(subtitle);
    }

    /// Short enough for the caption of a picture.
    Panel title(List<Inline> counts) {
        String subtitle = TextShortener.shorten(MAX_TITLE_LENGTH, PlainText.ofInlines(counts));
        return Panel.plain(TextShortener.shorten(MAX_TITLE_LENGTH, title(day())), List.of())
                .withEmoji(view.emoji())
                .withSubtitle(subtitle.isEmpty() ? List.of() : ViewContext.line(List.of(subtitle)));
    }

    /// Unknown counts are omitted.
    List<Inline> counts(List<Integer> perspectives) {
        List<String> parts = new ArrayList<>();
        articles().ifPresent(parts::add);
        for (int ordinal : perspectives) {
            PerspectiveStyle style = view.style(ordinal);
            String sign = style.emoji().isBlank() ? style.shortName() : style.emoji();
            view.digest()
                    .perspectives()
                    .get(ordinal)
                    .count()
                    .ifPresent(count -> parts.add(sign + " " + view.texts().number(count)));
        }
        outlets().ifPresent(parts::add);
        return ViewContext.line(parts);
    }

    /// The total numbers, and below them the perspectives' shares; the same as [#counts] if these
    /// are not known.
    List<Inline> countsAndShares(List<Integer> perspectives) {
        List<PerspectiveShare> shares = PerspectiveShare.of(view, perspectives);
        if (shares.isEmpty()) {
            return counts(perspectives);
        }
        List<Inline> lines = new ArrayList<>(counts(List.of()));
        if (!lines.isEmpty()) {
            lines.add(new Inline.LineBreak());
        }
        lines.addAll(PerspectiveShare.line(shares));
        return lines;
    }

    String dayAndCounts() {
        DigestKey key = view.digest().key();
        return Stream.of(
                        Optional.of(view.texts().day(key.day())),
                        Optional.of(key.edition()).filter(edition -> !edition.isBlank()),
                        articles(),
                        outlets())
                .flatMap(Optional::stream)
                .collect(Collectors.joining(ViewContext.SEPARATOR));
    }

    String forumTitle() {
        return (view.emoji() + " " + title(view.texts().day(view.digest().key().day()))).strip();
    }

    private String title(String day) {
        Digest digest = view.digest();
        return Stream.of(digest.topic().name(), day, digest.key().edition())
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(ViewContext.SEPARATOR));
    }

    private String day() {
        Texts texts = view.texts();
        LocalDate day = view.digest().key().day();
        String written = texts.day(day);
        long age = ChronoUnit.DAYS.between(day, view.reader().today());
        if (age == 0 || age < -1) {
            return written;
        }
        String text = switch ((int) Math.min(age, 2)) {
            case -1 -> texts.format("tomorrow");
            case 1 -> texts.format("yesterday");
            default -> texts.format("days-ago", age);
        };
        return texts.format("day-with-age", written, text);
    }

    private Optional<String> articles() {
        Digest digest = view.digest();
        return counted("articles", digest.articleCount().orElse(digest.sources().size()), digest.articleCount());
    }

    private Optional<String> outlets() {
        Digest digest = view.digest();
        List<String> outlets = digest.outlets().isEmpty() ? Outlets.of(digest) : digest.outlets();
        return counted(
                "outlets", (int) outlets.stream().map(Outlets::key).distinct().count(), OptionalInt.empty());
    }

    /// A zero counts only if it is stated.
    private Optional<String> counted(String key, int count, OptionalInt stated) {
        return count == 0 && stated.isEmpty()
                ? Optional.empty()
                : Optional.of(view.texts().format(key, count));
    }

    /// The line about the digest's correction: its time, and the author's words or else the place
    /// of the change.
    List<Block> correction() {
        return correction(view.reader().today())
                .<Block>map(text -> new Block.Paragraph(List.of(new Inline.Emphasis(MomentText.inlines(text)))))
                .stream()
                .toList();
    }

    /// The line about a correction of the day `today` has only the time.
    Optional<String> correction(LocalDate today) {
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
