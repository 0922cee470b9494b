package digestbot.writing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.digest.Digest;
import digestbot.i18n.Texts;
import digestbot.markdown.PlainText;
import digestbot.markdown.PointMark;
import digestbot.writing.Draft.Point;
import digestbot.writing.FeedEntry.Article;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
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
/// @param articles of each perspective; the list of sources has them in blocks
/// @param publishAt only if the day is still to come where the bot runs
record DigestFile(
        String topic,
        ZonedDateTime at,
        String language,
        List<String> ids,
        List<List<Article>> articles,
        Draft draft,
        boolean isHeld,
        Optional<Instant> publishAt) {

    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]{}<>&~|!#]");
    private static final Pattern START_OF_BLOCK = Pattern.compile("^(\\d{1,9})([.)])|^([-+=])");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final ObjectMapper JSON = new ObjectMapper();

    String markdown() {
        var out = new StringBuilder("---\n");
        String day = DateTimeFormatter.ofLocalizedDate(FormatStyle.FULL)
                .withLocale(language.equals("en") ? Locale.UK : Locale.forLanguageTag(language))
                .format(at);
        key(out, "title", quoted(draft.topicName() + ", " + day));
        key(out, "date", DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at.withNano(0)));
        key(out, "topic", topic);
        key(out, "topicName", quoted(draft.topicName()));
        key(out, "language", language);
        publishAt.ifPresent(time -> key(out, Digest.PUBLISH_DATE, time.toString()));
        List<Article> all = articles.stream().flatMap(List::stream).toList();
        key(
                out,
                "sources",
                all.stream()
                        .map(Article::outlet)
                        .distinct()
                        .map(DigestFile::quoted)
                        .collect(Collectors.joining(", ", "[", "]")));
        key(out, "articleCount", Integer.toString(all.size()));
        key(out, "source-order", "perspectives");
        out.append("perspectives:\n");
        for (int i = 0; i < ids.size(); i++) {
            out.append("  - {id: %s, name: %s, count: %d}\n"
                    .formatted(
                            quoted(ids.get(i)),
                            quoted(draft.names().get(i)),
                            articles.get(i).size()));
        }
        key(out, Digest.MADE_BY, quoted(draft.madeBy()));
        if (isHeld) {
            key(out, Digest.REVIEW, "true");
        }
        out.append("---\n\n");
        points(out, draft.highlights());
        out.append("<!--more-->\n\n");
        for (int i = 0; i < ids.size(); i++) {
            String name = draft.names().get(i);
            out.append("## ").append(escaped(name)).append("\n\n");
            if (articles.get(i).isEmpty()) {
                String sentence = Texts.of(language).format("no-articles", name);
                out.append(escaped(sentence)).append(".\n\n");
            }
            points(out, draft.points().get(i));
        }
        out.append("## Sources\n\n");
        for (int i = 0; i < all.size(); i++) {
            out.append(i + 1).append(". ").append(source(all.get(i))).append('\n');
        }
        return out.toString();
    }

    private static void key(StringBuilder out, String name, String value) {
        out.append(name).append(": ").append(value).append('\n');
    }

    private static String quoted(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void points(StringBuilder out, List<Point> points) {
        points.forEach(point -> out.append("- ")
                .append(escaped(withoutBrackets(point.text())))
                .append(' ')
                .append(point.sources().stream().map("[%d]"::formatted).collect(Collectors.joining()))
                .append(point.mark().map(DigestFile::mark).orElse(""))
                .append('\n'));
        out.append(points.isEmpty() ? "" : "\n");
    }

    private static String mark(PointMark mark) {
        return switch (mark) {
            case PointMark.Pair(String id, Optional<String> words) ->
                " {pair: %s%s}".formatted(id, words.map(" \"%s\""::formatted).orElse(""));
            case PointMark.Only _ -> " {only}";
            case PointMark.Story(String id) -> " {story: %s}".formatted(id);
        };
    }

    private String source(Article article) {
        FeedEntry entry = article.entry();
        LocalDate day = LocalDate.ofInstant(entry.at(), at.getZone());
        String url = entry.link().url();
        // An address may have the form of an entity, such as &copy=1.
        String link = PlainText.unescape(url).equals(url) ? url : url.replace("&", "&amp;");
        return "%s[%s](<%s>) - %s (%s)"
                .formatted(
                        entry.language().isEmpty() ? "" : "[%s] ".formatted(entry.language()),
                        escaped(entry.title()),
                        link,
                        escaped(article.outlet()),
                        day);
    }

    /// At the end of a point, brackets and braces would be numbers and marks.
    static String withoutBrackets(String text) {
        return text.replace('[', '(').replace(']', ')').replace('{', '(').replace('}', ')');
    }

    static String escaped(String text) {
        String line = SPACE.matcher(text.strip()).replaceAll(" ");
        String escaped = SPECIAL.matcher(line).replaceAll("\\\\$0");
        return START_OF_BLOCK.matcher(escaped).replaceAll("$1\\\\$2$3");
    }

    /// Where each point comes from, for people.
    List<String> origins() {
        List<Article> all = articles.stream().flatMap(List::stream).toList();
        return IntStream.range(-1, ids.size())
                .boxed()
                .flatMap(side -> (side < 0 ? draft.highlights() : draft.points().get(side))
                        .stream()
                                .map(point -> "%s: %s ← %s"
                                        .formatted(
                                                side < 0 ? "highlight" : ids.get(side),
                                                point.text(),
                                                point.sources().stream()
                                                        .map(number -> "[%d] %s “%s”"
                                                                .formatted(
                                                                        number,
                                                                        all.get(number - 1)
                                                                                .outlet(),
                                                                        all.get(number - 1)
                                                                                .entry()
                                                                                .title()))
                                                        .collect(Collectors.joining(", ")))))
                .toList();
    }
}
