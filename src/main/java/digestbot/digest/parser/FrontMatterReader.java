package digestbot.digest.parser;

import digestbot.digest.DigestKey;
import digestbot.digest.Topic;
import digestbot.markdown.TextCleaner;
import digestbot.yaml.YamlNode.Mapping;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Reads the front matter: `title`, `date`, `topic`, `topicName`, `sources`, `articleCount`,
/// `dates`, `perspectives`, `draft`, `language`, `edition`, `correction`; everything else is kept.
final class FrontMatterReader {

    private static final String DEFAULT_LANGUAGE = "en";
    private static final int MAX_TITLE_LENGTH = 300;
    static final int MAX_NAME_LENGTH = 100;
    private static final int MAX_CORRECTION_LENGTH = 1000;

    private final FrontMatterFields fields;
    private final DiagnosticCollector problems;
    private final DiagnosticCollector warnings;

    FrontMatterReader(Mapping frontMatter, DiagnosticCollector problems, DiagnosticCollector warnings) {
        this.fields = new FrontMatterFields(frontMatter, problems, warnings);
        this.problems = problems;
        this.warnings = warnings;
    }

    /// Reads the front matter; empty if there are errors.
    Optional<FrontMatter> read() {
        Optional<String> id = fields.id("topic", "us-china");
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
        Optional<FrontMatter.DailyCount> articleCount = fields.count("articleCount");
        var perspectivesReader = new PerspectivesReader(fields, problems, warnings);
        List<FrontMatter.NamedPerspective> perspectives = perspectivesReader.read();
        Map<String, Object> extra = new HashMap<>();
        perspectivesReader.raw().ifPresent(raw -> extra.put("perspectives", raw));
        fields.unreadKeys().forEach((key, entry) -> extra.put(key, entry.value().toPlainObject()));
        if (!problems.isEmpty() || id.isEmpty() || day.isEmpty() || language.isEmpty()) {
            return Optional.empty();
        }
        var topic = new Topic(id.get(), name.orElse(id.get()));
        if (title.isEmpty()) {
            warnings.add(titleLine, "title is missing, the topic and the day are used instead: add `title: \"…\"`");
        }
        return Optional.of(new FrontMatter(
                new DigestKey(id.get().toLowerCase(Locale.ROOT), day.get(), language.get(), edition),
                topic,
                title.orElse(topic.titleOn(day.get())),
                perspectives,
                outlets,
                dates,
                articleCount,
                draft,
                correction,
                extra));
    }

    private Optional<LocalDate> day() {
        int line = fields.lineOf("date");
        boolean noText = fields.isNoText("date");
        Optional<String> text = fields.text("date", MAX_NAME_LENGTH);
        Optional<LocalDate> day = text.flatMap(DigestDates::ofTimestamp);
        if (text.isEmpty() && !noText) {
            problems.add(line, "date is missing: add a line such as `date: 2026-02-05`");
        } else if (text.isPresent() && day.isEmpty()) {
            problems.add(
                    line,
                    "date “" + text.get() + "” is no date: write 2026-02-05 or, with a time, 2026-02-05T04:00:00Z");
        }
        return day;
    }

    private DateOrder dates() {
        int line = fields.lineOf("dates");
        Optional<String> text = fields.text("dates", MAX_NAME_LENGTH);
        Optional<DateOrder> order = text.flatMap(DateOrder::of);
        if (text.isPresent() && order.isEmpty()) {
            warnings.add(
                    line,
                    "dates “" + text.get() + "” is not known and month-first is used: write day-first or month-first");
        }
        return order.orElse(DateOrder.MONTH_FIRST);
    }

    private Optional<String> language() {
        int line = fields.lineOf("language");
        String text = fields.text("language", MAX_NAME_LENGTH).orElse(DEFAULT_LANGUAGE);
        try {
            String tag = new Locale.Builder().setLanguageTag(text).build().toLanguageTag();
            if (!tag.startsWith("und") && !tag.startsWith("x-") && tag.length() <= 35) {
                return Optional.of(tag);
            }
        } catch (IllformedLocaleException _) {
            // Falls through to the problem.
        }
        problems.add(
                line,
                "language “" + TextCleaner.line(text, 40)
                        + "” is not a language tag: write one such as en, de or zh-CN");
        return Optional.empty();
    }
}
