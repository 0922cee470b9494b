package digestbot.writing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.digest.Digest;
import digestbot.digest.Outlets;
import digestbot.i18n.Texts;
import digestbot.markdown.PlainText;
import digestbot.markdown.PointMark;
import digestbot.markdown.TextCleaner;
import digestbot.writing.Draft.Point;
import digestbot.writing.FeedEntry.Article;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A digest file, in the form that `docs/digest-format.md` describes. Text of feeds and models is
/// escaped, so that it stays the text of its line.
///
/// @param ids of the perspectives
/// @param articles in blocks, in the order of the perspectives
/// @param publishAt only if the day is still to come where the bot runs, or the summary
record DigestFile(
        String topic,
        ZonedDateTime at,
        String language,
        List<String> ids,
        List<Article> articles,
        Draft draft,
        boolean isHeld,
        Optional<Instant> publishAt) {

    /// A longer title causes a warning.
    private static final int MAX_HEADLINE = 300;

    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]{}<>&~|!#]");
    private static final Pattern MARKUP = Pattern.compile("[\\\\`*_\\[\\]{}<>~|\"]|&(?=#?\\w+;)");
    private static final Pattern START_OF_BLOCK = Pattern.compile("^(\\d{1,9})([.)])|^([-+=])");

    /// The characters that turn the text around them into an address: the end of a scheme, the
    /// beginning of a user name or command, and a dot in a host's name or number, but not in “U.S.”,
    /// “9.30” or “Dr. Who”.
    private static final Pattern ADDRESS =
            Pattern.compile(":(?=//)|@(?=[\\p{L}\\p{N}_])|(?<![^\\s\\p{Ps}\\p{Pi}])/(?=\\w)"
                    + "|(?<=[^\\s.])\\.(?=[\\p{L}\\p{M}\\p{N}-]{2})(?=[\\p{M}\\p{N}-]*\\p{L})"
                    + "|(?<=\\d)\\.(?=\\d+\\.\\d+\\.\\d)");

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final ObjectMapper JSON = new ObjectMapper();

    String markdown() {
        var out = new StringBuilder("""
            ---
            title: %s
            date: %s
            topic: %s
            topicName: %s
            language: %s
            sources: [%s]
            articleCount: %d
            source-order: perspectives
            perspectives:
            """.formatted(
                        shown(draft.topicName() + ", " + day()),
                        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.withNano(0)),
                        topic,
                        shown(draft.topicName()),
                        language,
                        articles.stream()
                                .map(Article::outlet)
                                .distinct()
                                .map(DigestFile::shown)
                                .collect(Collectors.joining(", ")),
                        articles.size()));
        for (int i = 0; i < ids.size(); i++) {
            String name = shown(draft.names().get(i));
            long count = count(i);
            out.append("  - {id: %s, name: %s, count: %d}\n".formatted(quoted(ids.get(i)), name, count));
        }
        headline().ifPresent(text -> out.append("%s: %s\n".formatted(Digest.HEADLINE, quoted(text))));
        String prompt = draft.isByModel() ? " # " + Prompt.VERSION : "";
        out.append("%s: %s%s\n".formatted(Digest.MADE_BY, quoted(draft.madeBy()), prompt));
        out.append(isHeld ? Digest.REVIEW + ": true\n" : "");
        publishAt.ifPresent(time -> out.append("%s: %s\n".formatted(Digest.PUBLISH_DATE, time)));
        out.append("---\n\n").append(lines(draft.points(Point.HIGHLIGHT))).append("<!--more-->\n\n");
        for (int i = 0; i < ids.size(); i++) {
            String name = draft.names().get(i);
            Texts texts = Texts.of(language);
            String none = escaped(texts.format("no-articles", texts.inSentence(name))) + ".\n\n";
            out.append("## %s\n\n".formatted(escaped(name)));
            out.append(count(i) == 0 ? none : lines(draft.points(i)));
        }
        out.append("## Sources\n\n");
        for (int i = 0; i < articles.size(); i++) {
            out.append("%d. %s\n".formatted(i + 1, source(articles.get(i))));
        }
        return out.toString();
    }

    private long count(int perspective) {
        return articles.stream()
                .filter(article -> article.perspective() == perspective)
                .count();
    }

    /// Without highlights, the first point would lead, of the same perspective every day. So they take
    /// turns, without titles in another language.
    private Optional<String> headline() {
        List<Point> leads = IntStream.range(0, ids.size())
                .mapToObj(draft::points)
                .flatMap(points -> points.stream().limit(1))
                .toList();
        List<Point> own = leads.stream().filter(point -> !point.isForeign()).toList();
        List<Point> from = own.isEmpty() ? leads : own;
        int turn = (int) (at.toLocalDate().toEpochDay() % from.size());
        return Optional.of(TextCleaner.line(withoutAddresses(from.get(turn).labelled()), MAX_HEADLINE))
                .filter(_ -> draft.points(Point.HIGHLIGHT).isEmpty());
    }

    private String day() {
        return DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                .withLocale(language.equals("en") ? Locale.UK : Locale.forLanguageTag(language))
                .format(at);
    }

    private static String shown(String text) {
        return quoted(withoutAddresses(text));
    }

    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String lines(List<Point> points) {
        return points.stream().map(DigestFile::line).collect(Collectors.joining()) + (points.isEmpty() ? "" : "\n");
    }

    private static String line(Point point) {
        String numbers = point.sources().stream().map("[%d]"::formatted).collect(Collectors.joining());
        String mark = point.mark().map(DigestFile::mark).orElse("");
        // At the end of a point, brackets and braces would be numbers and marks.
        String text = point.text().replaceAll("[\\[{]", "(").replaceAll("[]}]", ")");
        String language = point.isForeign() ? "\\[%s\\] ".formatted(point.language()) : "";
        return "- %s%s %s%s\n".formatted(language, escaped(text), numbers, mark);
    }

    private static String mark(PointMark mark) {
        return switch (mark) {
            case PointMark.Pair(String id, Optional<String> words) ->
                " {pair: %s%s}"
                        .formatted(
                                id,
                                words.map(DigestFile::unmarked)
                                        .filter(text -> !text.isBlank())
                                        .map(" \"%s\""::formatted)
                                        .orElse(""));
            case PointMark.Only _ -> " {only}";
        };
    }

    /// The words of a mark cannot be escaped.
    private static String unmarked(String words) {
        String bare = MARKUP.matcher(words).replaceAll("");
        return withoutAddresses(SPACE.matcher(bare).replaceAll(" ")).strip();
    }

    private String source(Article article) {
        FeedEntry entry = article.entry();
        LocalDate day = LocalDate.ofInstant(entry.at(), at.getZone());
        return "%s[%s](%s) - %s (%s)"
                .formatted(
                        entry.language().isEmpty() ? "" : "[%s] ".formatted(entry.language()),
                        escaped(entry.title()),
                        link(article),
                        escaped(article.outlet()),
                        day);
    }

    /// An address may have the form of an entity, such as `&copy=1`.
    static String link(Article article) {
        String url = article.entry().link().url();
        return "<%s>".formatted(PlainText.unescape(url).equals(url) ? url : url.replace("&", "&amp;"));
    }

    /// The text looks the same, but apps do not turn it into a link.
    static String withoutAddresses(String text) {
        return ADDRESS.matcher(text).replaceAll("$0" + Outlets.ZERO_WIDTH_SPACE);
    }

    static String escaped(String text) {
        String line = withoutAddresses(SPACE.matcher(text.strip()).replaceAll(" "));
        String escaped = SPECIAL.matcher(line).replaceAll("\\\\$0");
        return START_OF_BLOCK.matcher(escaped).replaceAll("$1\\\\$2$3");
    }

    /// Where each point comes from, for people.
    List<String> origins() {
        List<String> origins = new ArrayList<>();
        for (Point point : draft.points()) {
            String side = point.perspective() == Point.HIGHLIGHT ? "highlight" : ids.get(point.perspective());
            origins.add("%s: %s".formatted(side, point.labelled()));
            for (int number : point.sources()) {
                Article article = articles.get(number - 1);
                origins.add("    [%d] %s: %s".formatted(number, article.outlet(), article.title()));
            }
        }
        return origins;
    }
}
