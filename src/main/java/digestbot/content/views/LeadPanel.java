package digestbot.content.views;

import digestbot.content.Panel;
import digestbot.content.Reader;
import digestbot.content.TextShortener;
import digestbot.content.views.TopicStyles.PerspectiveStyle;
import digestbot.digest.Digest;
import digestbot.digest.Outlets;
import digestbot.i18n.Texts;
import digestbot.markdown.Block;
import digestbot.markdown.Inline;
import digestbot.markdown.PlainText;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/// The first panel of a view: topic, day, counts and the correction notice.
record LeadPanel(Digest digest, Reader reader, Texts texts, TopicStyles styles) {

    static final String SEPARATOR = " · ";

    private static final int MAX_TITLE_LENGTH = 200;

    Panel panel(List<Inline> subtitle, List<Block> body) {
        List<Block> blocks = new ArrayList<>(new CorrectionLine(texts, reader.zone(), reader.today()).blocks(digest));
        blocks.addAll(body);
        String emoji = styles.topic(digest.topic().id()).emoji();
        return Panel.plain(title(), blocks).withEmoji(emoji).withSubtitle(subtitle);
    }

    /// Short enough for the caption of a picture.
    Panel title(List<Inline> counts) {
        String subtitle = TextShortener.shorten(MAX_TITLE_LENGTH, PlainText.ofInlines(counts));
        String emoji = styles.topic(digest.topic().id()).emoji();
        String title = TextShortener.shorten(MAX_TITLE_LENGTH, title());
        List<Inline> below = subtitle.isEmpty() ? List.of() : line(List.of(subtitle));
        return Panel.plain(title, List.of()).withEmoji(emoji).withSubtitle(below);
    }

    /// Unknown counts are omitted.
    List<Inline> counts(List<Integer> perspectives) {
        List<String> parts = new ArrayList<>();
        articles().ifPresent(count -> parts.add(texts.format("articles", count)));
        for (int ordinal : perspectives) {
            var perspective = digest.perspectives().get(ordinal);
            PerspectiveStyle style = styles.perspective(digest, ordinal);
            String sign = style.emoji().isBlank() ? style.shortName() : style.emoji();
            perspective.count().ifPresent(count -> parts.add(sign + " " + texts.number(count)));
        }
        outlets().ifPresent(count -> parts.add(texts.format("outlets", count)));
        return line(parts);
    }

    /// The total numbers, and below them the perspectives' shares; the same as [#counts] if these
    /// are not known.
    List<Inline> countsAndShares(List<Integer> perspectives) {
        List<PerspectiveShare> shares = new PerspectiveShares(digest, styles, texts).of(perspectives);
        if (shares.isEmpty()) {
            return counts(perspectives);
        }
        List<Inline> lines = new ArrayList<>(sourceCounts());
        if (!lines.isEmpty()) {
            lines.add(new Inline.LineBreak());
        }
        lines.addAll(PerspectiveShares.line(shares));
        return lines;
    }

    String dayAndCounts() {
        List<String> parts = new ArrayList<>();
        parts.add(texts.day(digest.key().day()));
        if (!digest.key().edition().isBlank()) {
            parts.add(digest.key().edition());
        }
        articles().ifPresent(count -> parts.add(texts.format("articles", count)));
        outlets().ifPresent(count -> parts.add(texts.format("outlets", count)));
        return String.join(SEPARATOR, parts);
    }

    List<Inline> sourceCounts() {
        return counts(List.of());
    }

    static List<Inline> line(List<String> parts) {
        return parts.isEmpty() ? List.of() : List.of(new Inline.Text(String.join(SEPARATOR, parts)));
    }

    String forumTitle() {
        String emoji = styles.topic(digest.topic().id()).emoji();
        return (emoji + " " + title(texts.day(digest.key().day()))).strip();
    }

    private String title() {
        return title(day());
    }

    private String title(String day) {
        return Stream.of(digest.topic().name(), day, digest.key().edition())
                .filter(part -> !part.isBlank())
                .reduce((before, after) -> before + SEPARATOR + after)
                .orElseThrow();
    }

    private String day() {
        LocalDate day = digest.key().day();
        String written = texts.day(day);
        long age = ChronoUnit.DAYS.between(day, reader.today());
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

    private OptionalInt articles() {
        return digest.articleCount().isPresent()
                ? digest.articleCount()
                : known(digest.sources().size());
    }

    private OptionalInt outlets() {
        List<String> outlets = digest.outlets().isEmpty() ? Outlets.of(digest) : digest.outlets();
        return known((int) outlets.stream().map(Outlets::key).distinct().count());
    }

    private static OptionalInt known(int count) {
        return count == 0 ? OptionalInt.empty() : OptionalInt.of(count);
    }
}
