package digestbot.digest.parser;

import digestbot.markdown.TextCleaner;
import digestbot.markdown.WebAddress;
import digestbot.yaml.YamlFields;
import digestbot.yaml.YamlNode;
import digestbot.yaml.YamlNode.Mapping;
import digestbot.yaml.YamlNode.MappingEntry;
import digestbot.yaml.YamlNode.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads front-matter keys as strings, identifiers and counts. A value of another type is an error
/// or, for optional keys, a warning.
final class FrontMatterFields {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private static final int MAX_QUOTED_LENGTH = 60;

    private final YamlFields fields;
    private final DiagnosticCollector warnings;

    FrontMatterFields(Mapping mapping, DiagnosticCollector problems, DiagnosticCollector warnings) {
        this.fields = new YamlFields("", mapping, (line, key, message) -> problems.add(line, key + " " + message));
        this.warnings = warnings;
    }

    int lineOf(String key) {
        return fields.lineOf(key);
    }

    Map<String, MappingEntry> unreadKeys() {
        return fields.unreadKeys();
    }

    Optional<YamlNode> value(String key) {
        return fields.consume(key);
    }

    /// Tells whether the value is no string, which [#text] reports.
    boolean isNoText(String key) {
        return fields.isCollection(key);
    }

    Optional<String> text(String key, int maxLength) {
        Optional<Scalar> scalar = fields.scalar(key, "must be one text, not a list or a mapping: write it on one line");
        String text = TextCleaner.line(scalar.map(Scalar::text).orElse(""));
        String cut = TextCleaner.line(text, maxLength);
        if (!cut.equals(text)) {
            warnings.add(
                    fields.lineOf(key),
                    key + " has more than " + maxLength + " characters and is cut to “" + TextCleaner.line(cut, 40)
                            + "”: shorten it");
        }
        return cut.isEmpty() ? Optional.empty() : Optional.of(cut);
    }

    /// The value of the key that `parse` makes of the text. A text of which it makes none is reported
    /// to `reported`, with the message after the key and the text.
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
        if (isNoText(key)) {
            return Optional.empty();
        }
        if (text.isEmpty()) {
            fields.reportProblem(key, "is missing: add a line such as `" + key + ": " + example + "`");
        } else if (!ID.matcher(text.get()).matches()) {
            fields.reportProblem(
                    key,
                    "“" + TextCleaner.line(text.get(), 80)
                            + "” is not an identifier: use at most 64 letters (A to Z),"
                            + " digits, `-`, `_` and `.`, a letter or digit first, such as " + example);
            return Optional.empty();
        }
        return text;
    }

    boolean flag(String key) {
        boolean given = fields.keys().contains(key) && !isNoText(key);
        String text = text(key, 40).orElse("").toLowerCase(Locale.ROOT);
        return switch (text) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> {
                if (given) {
                    fields.reportProblem(key, "“" + text + "” is neither true nor false: write one of these");
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
        for (YamlNode value : fields.items(key)) {
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
