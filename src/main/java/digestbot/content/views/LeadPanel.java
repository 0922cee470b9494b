package digestbot.content.views;

import digestbot.content.Panel;
import digestbot.content.Reader;
import digestbot.content.TextShortener;
import digestbot.digest.Digest;
import digestbot.digest.Source;
import digestbot.i18n.DatePhrase;
import digestbot.i18n.DigestPhrase;
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
final class LeadPanel {

    static final String BETWEEN = " · ";

    private static final int LONGEST_TITLE = 200;

    private final Digest digest;
    private final Reader reader;
    private final Texts words;
    private final TopicStyles styles;

    LeadPanel(Digest digest, Reader reader, Texts words, TopicStyles styles) {
        this.digest = digest;
        this.reader = reader;
        this.words = words;
        this.styles = styles;
    }

    /// The panel with its title; a digest's correction stands above the body.
    Panel panel(List<Inline> subtitle, List<Block> body) {
        List<Block> blocks = new ArrayList<>(new CorrectionLine(words, reader.zone(), reader.today()).blocks(digest));
        blocks.addAll(body);
        String emoji = styles.topic(digest.topic().id()).emoji();
        return new Panel(Panel.Kind.PLAIN, title(), emoji, OptionalInt.empty(), subtitle, blocks, List.of());
    }

    /// The same without a body, short enough to stand below a picture.
    Panel title(List<Inline> counts) {
        String subtitle = TextShortener.to(LONGEST_TITLE, PlainText.ofInlines(counts));
        String emoji = styles.topic(digest.topic().id()).emoji();
        String title = TextShortener.to(LONGEST_TITLE, title());
        List<Inline> below = subtitle.isEmpty() ? List.of() : line(List.of(subtitle));
        return new Panel(Panel.Kind.PLAIN, title, emoji, OptionalInt.empty(), below, List.of(), List.of());
    }

    /// The number of articles in total and per perspective, and of outlets; unknown counts are
    /// omitted.
    List<Inline> counts(List<Integer> perspectives) {
        List<String> parts = new ArrayList<>();
        articles().ifPresent(count -> parts.add(words.say(DigestPhrase.ARTICLES, count)));
        for (int ordinal : perspectives) {
            var perspective = digest.perspectives().get(ordinal);
            PerspectiveStyle style = styles.perspective(digest, ordinal);
            String sign = style.emoji().isBlank() ? style.shortName() : style.emoji();
            perspective.count().ifPresent(count -> parts.add(sign + " " + words.number(count)));
        }
        outlets().ifPresent(count -> parts.add(words.say(DigestPhrase.OUTLETS, count)));
        return line(parts);
    }

    /// The absolute date and the total counts.
    String dayAndCounts() {
        List<String> parts = new ArrayList<>();
        parts.add(words.day(digest.key().day()));
        if (!digest.key().edition().isBlank()) {
            parts.add(digest.key().edition());
        }
        articles().ifPresent(count -> parts.add(words.say(DigestPhrase.ARTICLES, count)));
        outlets().ifPresent(count -> parts.add(words.say(DigestPhrase.OUTLETS, count)));
        return String.join(BETWEEN, parts);
    }

    /// Articles and outlets in all.
    List<Inline> sourceCounts() {
        return counts(List.of());
    }

    /// Parts as one quiet line.
    static List<Inline> line(List<String> parts) {
        return parts.isEmpty() ? List.of() : List.of(new Inline.Text(String.join(BETWEEN, parts)));
    }

    /// The topic and the absolute date.
    String name() {
        String emoji = styles.topic(digest.topic().id()).emoji();
        return (emoji + " " + title(words.day(digest.key().day()))).strip();
    }

    private String title() {
        return title(day());
    }

    private String title(String day) {
        return Stream.of(digest.topic().name(), day, digest.key().edition())
                .filter(part -> !part.isBlank())
                .reduce((before, after) -> before + BETWEEN + after)
                .orElseThrow();
    }

    private String day() {
        LocalDate day = digest.key().day();
        String written = words.day(day);
        long age = ChronoUnit.DAYS.between(day, reader.today());
        if (age == 0 || age < -1) {
            return written;
        }
        String said = switch ((int) Math.min(age, 2)) {
            case -1 -> words.say(DatePhrase.TOMORROW);
            case 1 -> words.say(DatePhrase.YESTERDAY);
            default -> words.say(DatePhrase.DAYS_AGO, age);
        };
        return words.say(DatePhrase.DAY_WITH_AGE, written, said);
    }

    private OptionalInt articles() {
        return digest.articleCount().isPresent()
                ? digest.articleCount()
                : known(digest.sources().size());
    }

    private OptionalInt outlets() {
        List<String> outlets = digest.outlets().isEmpty()
                ? digest.sources().stream().map(Source::outlet).toList()
                : digest.outlets();
        return known((int)
                outlets.stream().filter(outlet -> !outlet.isBlank()).distinct().count());
    }

    private static OptionalInt known(int count) {
        return count == 0 ? OptionalInt.empty() : OptionalInt.of(count);
    }
}
