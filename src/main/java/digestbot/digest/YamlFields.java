package digestbot.digest;

import digestbot.digest.YamlValue.Entry;
import digestbot.digest.YamlValue.Mapping;
import digestbot.digest.YamlValue.Scalar;
import digestbot.digest.YamlValue.Sequence;
import digestbot.markdown.TextCleaner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Takes the known keys out of a mapping, one after the other, as what they should be; what is not as it
/// should be becomes a problem or, where a digest can do without, a warning.
final class YamlFields {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private final Map<String, Entry> left;
    private final int line;
    private final DiagnosticCollector problems;
    private final DiagnosticCollector warnings;

    YamlFields(Mapping mapping, DiagnosticCollector problems, DiagnosticCollector warnings) {
        this.left = new LinkedHashMap<>(mapping.entries());
        this.line = mapping.line();
        this.problems = problems;
        this.warnings = warnings;
    }

    /// Where the key is, or the mapping if it has none.
    int lineOf(String key) {
        Entry entry = left.get(key);
        return entry == null ? line : entry.line();
    }

    /// The keys that nobody has taken.
    Map<String, Entry> left() {
        return left;
    }

    /// The key's value, with its key's line.
    Optional<Entry> take(String key) {
        return Optional.ofNullable(left.remove(key));
    }

    /// Whether the key has a value that is no text, of which [#text] says so.
    boolean isNoText(String key) {
        Entry entry = left.get(key);
        return entry != null && !(entry.value() instanceof Scalar);
    }

    /// Text on one line, cut if it is too long; empty if there is none.
    Optional<String> text(String key, int longest) {
        Optional<Entry> entry = take(key);
        if (entry.isEmpty()) {
            return Optional.empty();
        }
        if (!(entry.get().value() instanceof Scalar scalar)) {
            problems.add(entry.get().line(), key + " must be one text, not a list or a mapping: write it on one line");
            return Optional.empty();
        }
        String text = TextCleaner.line(scalar.text());
        String cut = TextCleaner.line(text, longest);
        if (!cut.equals(text)) {
            warnings.add(
                    entry.get().line(),
                    key + " has more than " + longest + " characters and is cut to “" + TextCleaner.line(cut, 40)
                            + "”: shorten it");
        }
        return cut.isEmpty() ? Optional.empty() : Optional.of(cut);
    }

    /// An identifier that can stand in commands, links and buttons.
    Optional<String> id(String key, String example) {
        int at = lineOf(key);
        boolean noText = isNoText(key);
        Optional<String> text = text(key, 200);
        if (noText) {
            return Optional.empty();
        }
        if (text.isEmpty()) {
            problems.add(at, key + " is missing: add a line such as `" + key + ": " + example + "`");
        } else if (!ID.matcher(text.get()).matches()) {
            problems.add(
                    at,
                    key + " “" + TextCleaner.line(text.get(), 80)
                            + "” is no identifier: use at most 64 letters (A to Z),"
                            + " digits, `-`, `_` and `.`, a letter or digit first, such as " + example);
            return Optional.empty();
        }
        return text;
    }

    boolean flag(String key) {
        int at = lineOf(key);
        boolean given = left.containsKey(key) && !isNoText(key);
        String text = text(key, 40).orElse("").toLowerCase(Locale.ROOT);
        return switch (text) {
            case "true", "yes", "on" -> true;
            case "false", "no", "off" -> false;
            default -> {
                if (given) {
                    problems.add(at, key + " “" + text + "” is neither true nor false: write one of these");
                }
                yield false;
            }
        };
    }

    /// A count; one that is no number is left out with a warning.
    Optional<FrontMatter.Count> count(String key) {
        int at = lineOf(key);
        Optional<String> text = text(key, 40);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!NUMBER.matcher(text.get()).matches()) {
            warnings.add(at, key + " “" + text.get() + "” is no count and is left out: write digits only");
            return Optional.empty();
        }
        return Optional.of(new FrontMatter.Count(Integer.parseInt(text.get()), at));
    }

    /// A list of texts; a single text is a list of one.
    List<String> texts(String key, int longest) {
        Optional<Entry> entry = take(key);
        List<YamlValue> values = switch (entry.map(Entry::value).orElse(new Sequence(List.of(), line))) {
            case Sequence sequence -> sequence.values();
            case Scalar scalar -> List.of(scalar);
            case Mapping mapping -> List.of(mapping);
        };
        List<String> texts = new ArrayList<>();
        for (YamlValue value : values) {
            String text = value instanceof Scalar scalar ? TextCleaner.line(scalar.text(), longest) : "";
            if (!text.isEmpty()) {
                texts.add(text);
            } else if (!(value instanceof Scalar)) {
                warnings.add(
                        value.line(), key + " holds something that is no text and is left out: write a list of names");
            }
        }
        return texts;
    }
}
