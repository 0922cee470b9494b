package digestbot.writing;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.digest.words.Figure;
import digestbot.digest.words.NewsText;
import digestbot.markdown.PlainText;
import digestbot.markdown.PointMark;
import digestbot.markdown.TextCleaner;
import digestbot.writing.ChatEndpoint.AnswerReader;
import digestbot.writing.Draft.Point;
import digestbot.writing.FeedEntry.Article;
import digestbot.writing.FeedEntry.Story;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns a model's answer into the points of a digest. The model gets titles and descriptions as
/// data. A point is accepted only if it cites its own perspective's sources and all that it
/// visibly says is in one of them.
///
/// If one perspective cannot be summarised, none is, so that all are treated alike.
final class Summarizer {

    private static final Logger LOG = LoggerFactory.getLogger(Summarizer.class);

    static final int MAX_POINTS = 6;

    private static final int MAX_HIGHLIGHTS = 5;
    private static final int MAX_TEXT = 400;

    /// An answer has no more points, pairs or numbers of use, and no longer texts.
    private static final int MAX_LIST = 50;

    private static final int MAX_SAID = 2_000;

    private static final int MIN_WEIGHT = 15;
    private static final int MAX_HEADING = 80;
    private static final int MAX_SHOWN = 100;

    /// Fewer letters of a side look as if points had been lost.
    private static final int MIN_WHOLE_WEIGHT = 30;

    private static final Pattern NUMBERS_OF_SOURCES = Pattern.compile("\\s?[\\[【][\\d,;\\s–-]+[]】]");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
    private static final Pattern MARKDOWN = Pattern.compile("[*`]|^[-•#>\\s]+|<[^<>]{0,200}>");
    private static final Pattern DIGIT = Pattern.compile("\\p{Nd}");

    private final ChatEndpoint endpoint;
    private final String language;
    private final String brief;
    private final List<String> names;
    private final List<Article> articles;
    private final List<String> known;
    private final FactCheck check;
    private final Set<String> dropped = new LinkedHashSet<>();
    private Optional<String> judge;
    private boolean isUnjudged;

    /// `known` are points of the topic's last digest.
    Summarizer(
            ChatEndpoint endpoint,
            String language,
            String brief,
            List<String> names,
            List<Article> articles,
            List<String> known) {
        this.endpoint = endpoint;
        this.language = language;
        this.brief = Prompt.brief(brief);
        this.names = names;
        this.articles = articles;
        this.known = known;
        this.check = new FactCheck(language, names);
        this.judge = endpoint.judge();
    }

    /// The rejected points, with the reasons.
    List<String> dropped() {
        return List.copyOf(dropped);
    }

    /// @throws IOException if a part is missing; the message continues a sentence about the endpoint
    Draft draft(String topicName) throws IOException {
        try {
            return drafted(topicName);
        } catch (IOException e) {
            if (!endpoint.fallsBack()) {
                throw e;
            }
            LOG.warn("the endpoint {}; the model {} is asked instead", e.getMessage(), endpoint.model());
            return drafted(topicName);
        }
    }

    private Draft drafted(String topicName) throws IOException {
        List<List<Point>> sides = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            sides.add(points(i));
        }
        List<Point> kept = judged(sides.stream().flatMap(List::stream).toList());
        if (sides.stream().anyMatch(side -> !side.isEmpty() && Collections.disjoint(side, kept))) {
            throw new IOException("says of a perspective nothing that the judge accepts");
        }
        sides.replaceAll(side -> side.stream().filter(kept::contains).toList());
        List<Point> points = StoryChoice.balanced(sides, Function.identity()).stream()
                .flatMap(List::stream)
                .toList();
        List<?> data = points.stream().map(this::listed).toList();
        return ask(
                "highlights",
                Map.of("topic", topicName, "most", String.valueOf(MAX_HIGHLIGHTS)),
                Map.of("points", data, "yesterday", known),
                answer -> withHighlights(topicName, points, answer));
    }

    private <T> T ask(String name, Map<String, String> values, Object data, AnswerReader<T> reader) throws IOException {
        Map<String, String> all = new HashMap<>(values);
        all.put("language", language(language));
        all.put("brief", brief);
        return endpoint.ask(endpoint.model(), Prompt.of(name, all), data, reader);
    }

    private List<Point> points(int side) throws IOException {
        List<?> data = IntStream.range(0, articles.size())
                .filter(i -> articles.get(i).perspective() == side)
                .mapToObj(this::listed)
                .toList();
        if (data.isEmpty()) {
            return List.of();
        }
        int most = Math.min(MAX_POINTS, data.size());
        return ask(
                "points",
                Map.of("side", names.get(side), "most", String.valueOf(most)),
                Map.of("articles", data, "yesterday", known),
                answer -> accepted(answer.path("points"), side, MAX_POINTS));
    }

    /// An article as a model gets it.
    private Map<String, Object> listed(int place) {
        Article article = articles.get(place);
        FeedEntry entry = article.entry();
        return Map.of(
                "number", place + 1,
                "story", article.story().number(),
                "outlet", article.outlet(),
                "date", LocalDate.ofInstant(entry.at(), ZoneOffset.UTC).toString(),
                "title", entry.title(),
                "description", entry.description());
    }

    private Map<String, Object> listed(Point point) {
        boolean isOfAll = point.perspective() == Point.HIGHLIGHT;
        String side = isOfAll ? String.join(", ", names) : names.get(point.perspective());
        List<Integer> stories = point.sources().stream()
                .map(number -> articles.get(number - 1).story().number())
                .distinct()
                .toList();
        return Map.of("perspective", side, "text", point.text(), "sources", point.sources(), "stories", stories);
    }

    private static String language(String tag) {
        return "%s (%s)".formatted(Locale.forLanguageTag(tag).getDisplayName(Locale.ENGLISH), tag);
    }

    /// The points that name only sources of their side, and at least one.
    private List<Point> accepted(JsonNode answer, int side, int most) throws IOException {
        List<JsonNode> points = answer.valueStream().limit(MAX_LIST).toList();
        requireLanguage(points.stream().map(point -> cleaned(point.path("text").asText(""))), language);
        Map<String, Point> accepted = new LinkedHashMap<>();
        for (JsonNode point : points) {
            String text = cleaned(point.path("text").asText(""));
            List<Integer> numbers = numbers(point.path("sources"));
            Optional<String> refusal = refusal(text, numbers, side);
            refusal.ifPresent(reason -> drop(text, reason));
            if (refusal.isEmpty() && accepted.size() < most) {
                accepted.putIfAbsent(text, new Point(side, text, numbers));
            }
        }
        if (accepted.isEmpty() || FeedEntry.weight(String.join("", accepted.keySet())) < MIN_WHOLE_WEIGHT) {
            throw new IOException("says nothing that its sources support");
        }
        return List.copyOf(accepted.values());
    }

    private void drop(String text, String reason) {
        dropped.add("“%s”: %s.".formatted(TextCleaner.line(text, MAX_SHOWN), reason));
    }

    /// Without the points of which the judge says that their sources do not say so. A judge that fails
    /// is not asked again.
    private List<Point> judged(List<Point> points) {
        if (judge.isEmpty() || points.isEmpty()) {
            return points;
        }
        String model = judge.get();
        List<?> cited = points.stream()
                .flatMap(point -> point.sources().stream())
                .distinct()
                .map(number -> listed(number - 1))
                .toList();
        List<?> data = points.stream().map(this::listed).toList();
        try {
            return endpoint.ask(
                    model, Prompt.of("judge", Map.of()), Map.of("articles", cited, "points", data), answer -> {
                        List<String> said = answer.path("answers")
                                .valueStream()
                                .map(each -> each.asText("").toLowerCase(Locale.ROOT))
                                .toList();
                        if (said.size() != points.size()) {
                            throw new IOException("does not answer for each point");
                        } else if (!Set.of("yes", "no").containsAll(said)) {
                            unjudged("answers neither yes nor no");
                        }
                        List<Point> kept = new ArrayList<>();
                        for (int i = 0; i < said.size(); i++) {
                            if (said.get(i).equals("no")) {
                                drop(points.get(i).text(), "the judge %s says no".formatted(model));
                            } else {
                                kept.add(points.get(i));
                            }
                        }
                        return kept;
                    });
        } catch (IOException e) {
            unjudged(String.valueOf(e.getMessage()));
            judge = Optional.empty();
            return points;
        }
    }

    private void unjudged(String why) {
        if (!isUnjudged) {
            LOG.warn("points stay that are not judged: the judge {} {}", judge.orElse(""), why);
        }
        isUnjudged = true;
    }

    private Optional<String> refusal(String text, List<Integer> numbers, int side) {
        if (numbers.isEmpty() || !numbers.stream().allMatch(number -> isOf(number, side))) {
            return Optional.of("it does not cite articles of its side");
        }
        return FeedEntry.weight(text) < MIN_WEIGHT || text.length() > MAX_TEXT
                ? Optional.of("it is too short or too long")
                : unsupported(text, numbers);
    }

    private Optional<String> unsupported(String text, List<Integer> numbers) {
        Map<Integer, Article> cited = new TreeMap<>();
        numbers.forEach(number -> cited.put(number, articles.get(number - 1)));
        return check.check(text, cited);
    }

    private boolean isOf(int number, int side) {
        return number >= 1
                && number <= articles.size()
                && (side == Point.HIGHLIGHT || articles.get(number - 1).perspective() == side);
    }

    private static void requireLanguage(Stream<String> texts, String language) throws IOException {
        String all = texts.collect(Collectors.joining(" "));
        if (AnswerLanguage.isOther(all, language)) {
            throw new IOException("answers in another language than " + language);
        }
    }

    /// Reads numbers, which may be texts such as “3” and “[3, 4]”.
    private static List<Integer> numbers(JsonNode numbers) {
        return (numbers.isArray() ? numbers.valueStream() : Stream.of(numbers))
                .limit(MAX_LIST)
                .flatMap(number -> NUMBER.matcher(number.asText("")).results())
                .limit(MAX_LIST)
                .map(found -> Integer.valueOf(found.group()))
                .distinct()
                .sorted()
                .toList();
    }

    /// The text; empty if it is far too long.
    private static String cleaned(String text) {
        if (text.length() > MAX_SAID) {
            return "";
        }
        String bare = PlainText.unescape(NUMBERS_OF_SOURCES.matcher(text).replaceAll(""));
        return TextCleaner.line(MARKDOWN.matcher(bare).replaceAll(""));
    }

    /// In languages without tables, only digits can be compared.
    private boolean hasNumbersOf(String translated, String into, String text) {
        String from = Locale.forLanguageTag(language).getLanguage();
        String to = Locale.forLanguageTag(into).getLanguage();
        boolean isOfTables = NewsText.LANGUAGES.containsAll(List.of(from, to));
        List<Figure> known = Figure.in(NewsText.of(text, isOfTables ? from : ""));
        var read = NewsText.of(translated, isOfTables ? to : "");
        return Figure.in(read).stream()
                .filter(figure -> DIGIT.matcher(figure.said(read)).find())
                .allMatch(figure -> known.stream().anyMatch(figure::isSame));
    }

    private Draft withHighlights(String topicName, List<Point> points, JsonNode answer) {
        List<Point> all = new ArrayList<>(points);
        Map<List<Integer>, Optional<String>> headings = new LinkedHashMap<>();
        for (JsonNode pair : answer.path("pairs").valueStream().limit(MAX_LIST).toList()) {
            List<Integer> numbers = numbers(pair.path("sources"));
            headings.put(numbers, heading(pair.path("heading").asText(""), numbers));
        }
        Map<Optional<Story>, List<Point>> stories =
                points.stream().collect(Collectors.groupingBy(this::story, LinkedHashMap::new, Collectors.toList()));
        stories.remove(Optional.<Story>empty());
        stories.forEach((story, told) -> pair(
                all,
                told,
                headings.entrySet().stream()
                        .filter(pair -> areAcross(citing(told, pair.getKey())))
                        .flatMap(pair -> pair.getValue().stream())
                        .findFirst()
                        .or(() -> story.flatMap(Story::words))));
        // The model may see what the words of the articles do not show.
        headings.forEach((numbers, heading) -> pair(all, citing(all, numbers), heading));
        // A point whose sources are all exclusive is exclusive, too.
        List<Integer> only = numbers(answer.path("only"));
        all.replaceAll(point -> point.mark().isEmpty() && only.containsAll(point.sources())
                ? point.with(new PointMark.Only(""))
                : point);
        try {
            all.addAll(0, judged(accepted(answer.path("highlights"), Point.HIGHLIGHT, MAX_HIGHLIGHTS)));
        } catch (IOException e) {
            LOG.warn("the digest has no highlights: {} {}", endpoint.model(), e.getMessage());
        }
        return new Draft(endpoint.model(), topicName, names, all);
    }

    /// The story of most of its sources.
    private Optional<Story> story(Point point) {
        Map<Story, Long> stories = point.sources().stream()
                .map(number -> articles.get(number - 1).story())
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        long most = Collections.max(stories.values());
        stories.values().removeIf(count -> count < most);
        return Optional.of(stories.keySet().iterator().next()).filter(_ -> stories.size() == 1);
    }

    /// The points that are in no pair yet.
    private static List<Point> citing(List<Point> points, List<Integer> numbers) {
        return points.stream()
                .filter(point -> point.mark().isEmpty() && !Collections.disjoint(point.sources(), numbers))
                .toList();
    }

    private static boolean areAcross(List<Point> points) {
        return points.stream().map(Point::perspective).distinct().count() > 1;
    }

    private static void pair(List<Point> all, List<Point> members, Optional<String> heading) {
        if (areAcross(members)) {
            Point first = members.getFirst();
            String id = "pair-" + (all.indexOf(first) + 1);
            all.replaceAll(point -> members.contains(point)
                    ? point.with(new PointMark.Pair(id, heading.filter(_ -> point.equals(first))))
                    : point);
        }
    }

    private Optional<String> heading(String said, List<Integer> numbers) {
        return Optional.of(headingText(said))
                .filter(text -> !text.isEmpty() && text.length() <= MAX_HEADING)
                .filter(_ -> !numbers.isEmpty() && numbers.stream().allMatch(number -> isOf(number, Point.HIGHLIGHT)))
                .filter(text -> unsupported(text, numbers).isEmpty());
    }

    /// Empty if the text has an address.
    private static String headingText(String said) {
        return FactCheck.hasAddress(said) ? "" : cleaned(said).replaceAll("[\"“”„«»「」\\\\]", "");
    }

    /// The draft in another language, with the same sources. A few texts that are not translated stay
    /// as they are.
    Draft translated(Draft draft, String into) throws IOException {
        List<String> texts = new ArrayList<>();
        draft.map(text -> {
            texts.add(text);
            return text;
        });
        Map<String, String> translated = translations(texts, into);
        List<String> rest =
                texts.stream().filter(text -> !translated.containsKey(text)).toList();
        try {
            translated.putAll(rest.isEmpty() ? Map.of() : translations(rest, into));
        } catch (IOException _) {
            // they are counted below
        }
        long lost = texts.stream().filter(text -> !translated.containsKey(text)).count();
        if (lost * 3 > texts.size()) {
            throw new IOException("does not translate each text");
        } else if (lost > 0) {
            LOG.warn("{} of {} texts are not translated into {}", lost, texts.size(), into);
        }
        return draft.map(text -> translated.getOrDefault(text, text));
    }

    /// By text, those that are of use.
    private Map<String, String> translations(List<String> texts, String into) throws IOException {
        return ask("translation", Map.of("into", language(into)), Map.of("texts", texts), answer -> {
            List<String> translated = answer.path("texts")
                    .valueStream()
                    .map(text -> headingText(text.asText("")))
                    .toList();
            if (translated.size() != texts.size()) {
                throw new IOException("does not translate each text");
            }
            requireLanguage(translated.stream(), into);
            Map<String, String> fitting = new HashMap<>();
            for (int i = 0; i < texts.size(); i++) {
                if (isTranslation(texts.get(i), translated.get(i), into)) {
                    fitting.put(texts.get(i), translated.get(i));
                }
            }
            return fitting;
        });
    }

    private boolean isTranslation(String text, String translated, String into) {
        return !translated.isBlank()
                && translated.length() <= Math.max(MAX_HEADING, 3 * text.length())
                && hasNumbersOf(translated, into, text);
    }
}
