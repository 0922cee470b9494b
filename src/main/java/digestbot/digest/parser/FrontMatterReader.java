package digestbot.digest.parser;

import digestbot.digest.Correction;
import digestbot.digest.Digest;
import digestbot.digest.DigestKey;
import digestbot.digest.Perspective;
import digestbot.digest.Topic;
import digestbot.digest.parser.DigestDates.DateOrder;
import digestbot.digest.yaml.YamlFields;
import digestbot.digest.yaml.YamlNode;
import digestbot.digest.yaml.YamlNode.Mapping;
import digestbot.digest.yaml.YamlNode.MappingEntry;
import digestbot.digest.yaml.YamlNode.Scalar;
import digestbot.digest.yaml.YamlNode.Sequence;
import digestbot.markdown.TextCleaner;
import digestbot.markdown.WebAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the front matter: `title`, `date`, `topic`, `topicName`, `sources`, `articleCount`,
/// `dates`, `source-order`, `perspectives`, `draft`, `language`, `edition`, `publishDate`, `url`,
/// `correction`. All other keys are kept as they are.
final class FrontMatterReader {

    private static final String DEFAULT_LANGUAGE = "en";
    private static final String SOURCE_ORDER = "source-order";
    private static final String ANY_SITE = "https://site.invalid";
    private static final int MAX_TITLE_LENGTH = 300;
    static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_CORRECTION_LENGTH = 1000;
    private static final int MAX_PERSPECTIVES = 20;
    private static final int MAX_HEADING_LENGTH = 300;

    private static final String SOURCES = "sources";
    private static final Pattern OF_SOURCES =
            Pattern.compile("(?m)^#{1,4} +(.{1,200} \\(([^()\n]{1,80}) Sources\\)) *$");

    private final FrontMatterFields fields;
    private final String markdown;
    private final DigestRules rules;
    private final DiagnosticCollector problems;
    private final DiagnosticCollector warnings;
    private final Map<String, Object> extra = new HashMap<>();

    /// The line of each id, name and heading of a perspective.
    private final Map<List<String>, Integer> seen = new HashMap<>();

    /// True if a perspective has keys that this reader does not know.
    private boolean hasOtherKeys;

    /// `markdown` is the body of the file.
    FrontMatterReader(
            Mapping frontMatter,
            String markdown,
            DigestRules rules,
            DiagnosticCollector problems,
            DiagnosticCollector warnings) {
        this.markdown = markdown;
        this.rules = rules;
        this.fields = new FrontMatterFields(frontMatter, problems, warnings);
        this.problems = problems;
        this.warnings = warnings;
    }

    Optional<FrontMatter> read() {
        Optional<String> id = fields.id("topic", "us-china");
        id.filter(DigestKey::isReserved)
                .ifPresent(word -> fields.reportProblem(
                        "topic", "“%s” is a word that the bot uses itself: choose another id".formatted(word)));
        Optional<String> name = fields.text("topicName", MAX_NAME_LENGTH);
        Optional<LocalDate> day = day();
        Optional<String> language = language();
        int titleLine = fields.lineOf("title");
        Optional<String> title = fields.text("title", MAX_TITLE_LENGTH);
        String edition = fields.text("edition", MAX_NAME_LENGTH).orElse("");
        boolean draft = fields.flag("draft");
        Optional<String> correction = fields.text("correction", MAX_CORRECTION_LENGTH);
        List<String> outlets = fields.texts("sources", MAX_NAME_LENGTH);
        DateOrder dates = dates();
        boolean isOrdered = isOrdered();
        Optional<FrontMatter.DailyCount> articleCount = fields.count("articleCount");
        List<FrontMatter.NamedPerspective> perspectives = perspectives();
        publishAt().ifPresent(at -> extra.put(Digest.PUBLISH_DATE, at.toString()));
        page().ifPresent(address -> extra.put(Digest.PAGE, address));
        fields.text(Digest.HEADLINE, MAX_TITLE_LENGTH).ifPresent(said -> extra.put(Digest.HEADLINE, said));
        fields.text(Digest.MADE_BY, MAX_NAME_LENGTH).ifPresent(said -> extra.put(Digest.MADE_BY, said));
        for (String flag : List.of(Digest.URGENT, Digest.REVIEW)) {
            if (fields.flag(flag)) {
                extra.put(flag, true);
            }
        }
        fields.unreadKeys().forEach((key, entry) -> extra.put(key, entry.value().toPlainObject()));
        if (!problems.isEmpty() || id.isEmpty() || day.isEmpty() || language.isEmpty()) {
            return Optional.empty();
        }
        var topic = new Topic(id.get(), name.orElse(id.get()));
        if (title.isEmpty()) {
            warnings.add(titleLine, "title is missing, the topic and the day are used instead: add `title: \"…\"`");
        }
        var digest = new Digest(
                new DigestKey(id.get().toLowerCase(Locale.ROOT), day.get(), language.get(), edition),
                topic,
                title.orElse(topic.titleOn(day.get())),
                perspectives.stream()
                        .map(FrontMatter.NamedPerspective::perspective)
                        .toList(),
                List.of(),
                List.of(),
                List.of(),
                outlets.stream().map(rules::outlet).distinct().toList(),
                articleCount.map(count -> OptionalInt.of(count.value())).orElseGet(OptionalInt::empty),
                draft,
                correction.map(Correction::ofAuthor),
                extra);
        return Optional.of(new FrontMatter(digest, perspectives, dates, isOrdered, articleCount));
    }

    private Optional<LocalDate> day() {
        if (fields.consume("date").filter(FrontMatterReader::isWritten).isEmpty()) {
            problems.add(fields.lineOf("date"), "date is missing: add a line such as `date: 2026-02-05`");
        }
        return fields.value(
                "date", problems, "is not a date: use 2026-02-05 or 2026-02-05T04:00:00Z", DigestDates::ofTimestamp);
    }

    private static boolean isWritten(YamlNode value) {
        return !(value instanceof YamlNode.Scalar(String text, boolean _, int _)
                && TextCleaner.line(text).isEmpty());
    }

    private Optional<Instant> publishAt() {
        return fields.value(
                Digest.PUBLISH_DATE,
                problems,
                "is not a date: use 2026-02-05T04:00:00Z, or remove it",
                DigestDates::moment);
    }

    private Optional<String> page() {
        return fields.value(
                Digest.PAGE,
                warnings,
                "is no address of a page and is left out: write https://example.org/page/ or /page/",
                url -> WebAddress.parse(url.startsWith("/") ? ANY_SITE + url : url)
                        .filter(WebAddress::isForButtons)
                        .map(address -> address.url().replaceFirst("^" + ANY_SITE, "")));
    }

    private DateOrder dates() {
        return fields.value(
                        "dates",
                        warnings,
                        "is not known and month-first is used: write day-first or month-first",
                        DateOrder::of)
                .orElse(DateOrder.MONTH_FIRST);
    }

    private boolean isOrdered() {
        return fields.value(
                        SOURCE_ORDER,
                        warnings,
                        "is not known and is left out: write perspectives, or remove it",
                        text -> Optional.of(text).filter("perspectives"::equalsIgnoreCase))
                .isPresent();
    }

    /// The language; empty if the value is not a language.
    private Optional<String> language() {
        boolean given =
                fields.consume("language").filter(FrontMatterReader::isWritten).isPresent();
        Optional<String> tag = fields.value(
                "language",
                problems,
                "is not a language tag: write one such as en, de or zh-CN",
                DigestKey::languageTag);
        return given ? tag : Optional.of(DEFAULT_LANGUAGE);
    }

    private List<FrontMatter.NamedPerspective> perspectives() {
        int line = fields.lineOf("perspectives");
        Optional<YamlNode> value = fields.consume("perspectives");
        List<FrontMatter.NamedPerspective> perspectives = new ArrayList<>();
        if (value.isEmpty()) {
            perspectives.addAll(named());
            String taken = perspectives.isEmpty() ? "" : " and they are taken from the headings";
            warnings.add(
                    line,
                    "the front matter names no perspectives%s: list each perspective with its id and name"
                            .formatted(taken));
        } else if (!(value.get() instanceof Sequence list)) {
            problems.add(
                    line,
                    "perspectives must be a list: write `- id: us` and `name: United States` for each perspective");
        } else if (list.values().size() > MAX_PERSPECTIVES) {
            problems.add(
                    line,
                    "there are " + list.values().size() + " perspectives, more than the " + MAX_PERSPECTIVES
                            + " allowed: drop some");
        } else {
            list.values().forEach(item -> perspective(item).ifPresent(perspectives::add));
            if (hasOtherKeys) {
                extra.put("perspectives", list.toPlainObject());
            }
        }
        return perspectives;
    }

    /// The perspectives of headings such as “Inside Venezuela (Venezuelan Sources)”, if there are
    /// at least two.
    private List<FrontMatter.NamedPerspective> named() {
        Map<String, FrontMatter.NamedPerspective> named = new LinkedHashMap<>();
        Matcher heading = OF_SOURCES.matcher(markdown);
        while (heading.find() && named.size() < MAX_PERSPECTIVES) {
            String name = heading.group(2).strip();
            String id = plainKey(name.substring(name.lastIndexOf('/') + 1));
            if (!id.isEmpty()) {
                var perspective = new Perspective(id, name, count(id, Optional.empty()));
                named.putIfAbsent(
                        id,
                        new FrontMatter.NamedPerspective(
                                perspective, heading.group(1).strip(), 1));
            }
        }
        List<String> keys = fields.unreadKeys().keySet().stream()
                .map(FrontMatterReader::plainKey)
                .toList();
        // The source list follows the order of the counts.
        return named.size() < 2
                ? List.of()
                : named.values().stream()
                        .sorted(Comparator.comparingInt(
                                each -> keys.indexOf(each.perspective().id() + SOURCES)))
                        .toList();
    }

    private Optional<FrontMatter.NamedPerspective> perspective(YamlNode value) {
        if (!(value instanceof Mapping mapping)) {
            problems.add(
                    value.line(),
                    "a perspective must have an id and a name: write `- id: us` and `name: United States`");
            return Optional.empty();
        }
        var perspective = new FrontMatterFields(mapping, problems, warnings);
        Optional<String> id = perspective.id("id", "us");
        int nameLine = perspective.lineOf("name");
        boolean noText = perspective.isCollection("name");
        Optional<String> name = perspective.text("name", MAX_NAME_LENGTH);
        if (name.isEmpty() && !noText) {
            problems.add(
                    nameLine, "a perspective has no name: add `name:` with the words that begin its section's heading");
        }
        id.ifPresent(given -> refuseSecond("id", given, mapping.line()));
        name.ifPresent(given -> refuseSecond("name", given, nameLine));
        int headingLine = perspective.lineOf("heading");
        Optional<String> heading = perspective.text("heading", MAX_HEADING_LENGTH);
        heading.ifPresent(given -> refuseSecond("heading", given, headingLine));
        Optional<FrontMatter.DailyCount> own = perspective.count("count");
        hasOtherKeys |= !perspective.unreadKeys().isEmpty();
        if (id.isEmpty() || name.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new FrontMatter.NamedPerspective(
                new Perspective(id.get(), name.get(), count(id.get(), own)),
                heading.orElse(name.get()),
                mapping.line()));
    }

    private void refuseSecond(String what, String given, int line) {
        Integer first = seen.putIfAbsent(List.of(what, PerspectiveNames.fold(given)), line);
        if (first != null) {
            problems.add(
                    line,
                    "two perspectives have the " + what + " “" + given + "”, on line " + first
                            + " and here: rename one");
        }
    }

    /// The perspective's own `count`, otherwise the front matter's `<id>Sources`. Warns if both are
    /// present and differ.
    private OptionalInt count(String id, Optional<FrontMatter.DailyCount> own) {
        String wanted = plainKey(id) + SOURCES;
        for (Map.Entry<String, MappingEntry> other : fields.unreadKeys().entrySet()) {
            if (plainKey(other.getKey()).equals(wanted)
                    && other.getValue().value() instanceof YamlNode.Scalar scalar
                    && scalar.text().matches("\\d{1,6}")) {
                int count = Integer.parseInt(scalar.text());
                if (own.isPresent() && own.get().value() != count) {
                    warnings.add(
                            other.getValue().line(),
                            other.getKey() + " is " + count + ", but " + id + " has the count "
                                    + own.get().value() + " on line "
                                    + own.get().line() + ": make them equal");
                }
                return OptionalInt.of(own.map(FrontMatter.DailyCount::value).orElse(count));
            }
        }
        return own.isPresent() ? OptionalInt.of(own.get().value()) : OptionalInt.empty();
    }

    private static String plainKey(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    /// Reads front-matter keys as strings, identifiers and counts. A value of another type is an
    /// error; for an optional key, a warning.
    static final class FrontMatterFields extends YamlFields {

        private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");

        private static final int MAX_QUOTED_LENGTH = 60;

        private final DiagnosticCollector warnings;

        FrontMatterFields(Mapping mapping, DiagnosticCollector problems, DiagnosticCollector warnings) {
            super("", mapping, (line, key, message) -> problems.add(line, key + " " + message));
            this.warnings = warnings;
        }

        Optional<String> text(String key, int maxLength) {
            Optional<Scalar> scalar = scalar(key, "must be one text, not a list or a mapping: write it on one line");
            String text = TextCleaner.line(scalar.map(Scalar::text).orElse(""));
            String cut = TextCleaner.line(text, maxLength);
            if (!cut.equals(text)) {
                warnings.add(
                        lineOf(key),
                        key + " has more than " + maxLength + " characters and is cut to “" + TextCleaner.line(cut, 40)
                                + "”: shorten it");
            }
            return cut.isEmpty() ? Optional.empty() : Optional.of(cut);
        }

        /// Parses the key's text. If `parse` returns nothing, `reported` gets a message of the key,
        /// the text and `message`.
        <T> Optional<T> value(
                String key, DiagnosticCollector reported, String message, Function<String, Optional<T>> parse) {
            int line = lineOf(key);
            Optional<String> text = text(key, WebAddress.MAX_LENGTH);
            Optional<T> value = text.flatMap(parse);
            if (text.isPresent() && value.isEmpty()) {
                reported.add(line, key + " “" + TextCleaner.line(text.get(), MAX_QUOTED_LENGTH) + "” " + message);
            }
            return value;
        }

        /// An identifier that is safe in commands, links and buttons.
        Optional<String> id(String key, String example) {
            Optional<String> text = text(key, 200);
            if (isCollection(key)) {
                return Optional.empty();
            }
            if (text.isEmpty()) {
                reportProblem(key, "is missing: add a line such as `" + key + ": " + example + "`");
            } else if (!text.get().matches(DigestKey.ID)) {
                reportProblem(
                        key,
                        "“" + TextCleaner.line(text.get(), 80)
                                + "” is not an identifier: use at most 64 letters (A to Z),"
                                + " digits, `-`, `_` and `.`, a letter or digit first, such as " + example);
                return Optional.empty();
            }
            return text;
        }

        boolean flag(String key) {
            boolean given = keys().contains(key) && !isCollection(key);
            String text = text(key, 40).orElse("").toLowerCase(Locale.ROOT);
            return switch (text) {
                case "true", "yes", "on" -> true;
                case "false", "no", "off" -> false;
                default -> {
                    if (given) {
                        reportProblem(key, "“" + text + "” is neither true nor false: write one of these");
                    }
                    yield false;
                }
            };
        }

        Optional<FrontMatter.DailyCount> count(String key) {
            int line = lineOf(key);
            return value(
                    key,
                    warnings,
                    "is no count and is left out: write digits only",
                    text -> NUMBER.matcher(text).matches()
                            ? Optional.of(new FrontMatter.DailyCount(Integer.parseInt(text), line))
                            : Optional.empty());
        }

        List<String> texts(String key, int maxLength) {
            List<String> texts = new ArrayList<>();
            for (YamlNode value : items(key)) {
                String text = value instanceof Scalar scalar ? TextCleaner.line(scalar.text(), maxLength) : "";
                if (!text.isEmpty()) {
                    texts.add(text);
                } else if (!(value instanceof Scalar)) {
                    warnings.add(
                            value.line(),
                            key + " contains something that is not text and is left out: write a list of names");
                }
            }
            return texts;
        }
    }
}
