package digestbot.digest.yaml;

import digestbot.digest.yaml.YamlNode.MappingEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/// Reads YAML from the library's events instead of constructing objects. Types are not guessed,
/// every value has a line, aliases are rejected, duplicate keys are collected and depth is limited.
public final class YamlReader {

    static final int MAX_DEPTH = 8;
    static final int MAX_REPEATED_KEYS = 50;

    private final String text;
    private final int firstLine;
    private final Parser events;
    private final Deque<String> path = new ArrayDeque<>();
    private final Consumer<RepeatedKey> repeated;
    private int repeatedKeys;

    private YamlReader(String text, int firstLine, Consumer<RepeatedKey> repeated) {
        this.repeated = repeated;
        this.text = text;
        this.firstLine = firstLine;
        this.events = new ParserImpl(new StreamReader(text), new LoaderOptions());
    }

    /// A key that occurs twice in its mapping; the second value is ignored.
    ///
    /// @param path the full path of the key, such as `telegram.limits`
    public record RepeatedKey(String path, String key, int line, int firstLine) {}

    /// Reads one document, which starts on line `firstLine` (from 1) of its file. A blank text is
    /// an empty mapping. `repeated` gets the first 50 duplicate keys.
    public static YamlNode read(String text, int firstLine, Consumer<RepeatedKey> repeated) throws YamlErrorException {
        return new YamlReader(text, firstLine, repeated).read();
    }

    private YamlNode read() throws YamlErrorException {
        next(); // the start of the stream
        if (next().is(Event.ID.StreamEnd)) {
            return new YamlNode.Mapping(Map.of(), firstLine);
        }
        YamlNode root = value(next(), 0);
        next(); // the end of the document
        Event end = next();
        if (!end.is(Event.ID.StreamEnd)) {
            throw new YamlErrorException(lineOf(end), "has two YAML documents: keep one");
        }
        return root;
    }

    private YamlNode value(Event event, int depth) throws YamlErrorException {
        int line = lineOf(event);
        if (depth > MAX_DEPTH) {
            throw new YamlErrorException(line, "is nested more than " + MAX_DEPTH + " deep: flatten it");
        }
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar, line);
            case SequenceStartEvent _ -> sequence(line, depth);
            case MappingStartEvent _ -> mapping(line, depth);
            case AliasEvent alias -> // aliases allow exponential expansion
                throw new YamlErrorException(line, "has the alias *" + alias.getAnchor() + ": write its value out");
            default -> throw invalid(line, event.getEventId().toString());
        };
    }

    private static YamlNode scalar(ScalarEvent scalar, int line) {
        String value = scalar.getValue();
        boolean missing = scalar.isPlain() && (value.isEmpty() || value.equals("~") || value.equals("null"));
        return new YamlNode.Scalar(missing ? "" : value, missing, line);
    }

    private YamlNode sequence(int line, int depth) throws YamlErrorException {
        List<YamlNode> values = new ArrayList<>();
        for (Event event = next(); !event.is(Event.ID.SequenceEnd); event = next()) {
            values.add(value(event, depth + 1));
        }
        return new YamlNode.Sequence(values, line);
    }

    private YamlNode mapping(int line, int depth) throws YamlErrorException {
        Map<String, MappingEntry> entries = new LinkedHashMap<>();
        for (Event event = next(); !event.is(Event.ID.MappingEnd); event = next()) {
            int keyLine = lineOf(event);
            if (!(event instanceof ScalarEvent key)) {
                throw new YamlErrorException(keyLine, "has a list or a mapping as a key: write a word");
            }
            path.addLast(key.getValue());
            MappingEntry first =
                    entries.putIfAbsent(key.getValue(), new MappingEntry(keyLine, value(next(), depth + 1)));
            if (first != null && repeatedKeys++ < MAX_REPEATED_KEYS) {
                repeated.accept(new RepeatedKey(String.join(".", path), key.getValue(), keyLine, first.line()));
            }
            path.removeLast();
        }
        return new YamlNode.Mapping(entries, line);
    }

    private int lineOf(Event event) {
        return lineOf(event.getStartMark());
    }

    private int lineOf(@Nullable Mark mark) {
        return mark == null ? firstLine : firstLine + mark.getLine();
    }

    private Event next() throws YamlErrorException {
        try {
            return events.getEvent();
        } catch (MarkedYAMLException fault) {
            throw syntax(fault);
        } catch (ReaderException fault) {
            throw new YamlErrorException(
                    lineAt(fault.getPosition()),
                    "has the character U+%04X, which YAML does not allow: remove it".formatted(fault.getCodePoint()));
        } catch (RuntimeException fault) {
            // The library may throw any exception on malformed input.
            throw invalid(firstLine, fault.getClass().getSimpleName());
        }
    }

    /// Reports anything that is opened and never closed on the line where it opens.
    private YamlErrorException syntax(MarkedYAMLException fault) {
        Mark problem = fault.getProblemMark();
        Mark context = fault.getContextMark();
        String within = orEmpty(fault.getContext());
        boolean isUnclosed = within.contains("quoted scalar") || within.contains("flow");
        int line = lineOf(context != null && (isUnclosed || problem == null) ? context : problem);
        return invalid(
                line,
                (within + " " + orEmpty(fault.getProblem())).strip()
                        + (isUnclosed
                                ? ": close every quotation mark and bracket"
                                : ": check the indentation, and put values with `: ` or ` #` in quotation marks"));
    }

    private static YamlErrorException invalid(int line, String what) {
        return new YamlErrorException(line, "is not valid YAML: " + what);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private int lineAt(int codePoints) {
        return firstLine
                + (int) text.codePoints()
                        .limit(codePoints)
                        .filter(c -> c == '\n')
                        .count();
    }
}
