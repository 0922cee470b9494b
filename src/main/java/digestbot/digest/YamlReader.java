package digestbot.digest;

import digestbot.digest.YamlValue.Entry;
import digestbot.markdown.TextCleaner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/// Reads front matter from the YAML library's events, below the layer that resolves types and constructs
/// objects: nothing is guessed, every value knows its line, aliases (with which a few lines stand for
/// billions of values) and repeated keys are refused, and depth is bounded.
final class YamlReader {

    private static final int DEEPEST = 8;

    private final String text;
    private final int firstLine;
    private final Parser events;

    private YamlReader(String text, int firstLine) {
        this.text = text;
        this.firstLine = firstLine;
        this.events = new ParserImpl(new StreamReader(text), new LoaderOptions());
    }

    /// The mapping that the text is; empty if it is blank.
    ///
    /// @param firstLine the text's first line in its file, from 1
    static YamlValue.Mapping read(String text, int firstLine) throws UnreadableFileException {
        return new YamlReader(text, firstLine).read();
    }

    private YamlValue.Mapping read() throws UnreadableFileException {
        next(); // the stream's start
        if (next().is(Event.ID.StreamEnd)) {
            return new YamlValue.Mapping(Map.of(), firstLine);
        }
        YamlValue root = value(next(), 0);
        next(); // the document's end
        if (!next().is(Event.ID.StreamEnd)) {
            throw new UnreadableFileException(firstLine, "the front matter holds two YAML documents: keep one");
        }
        if (root instanceof YamlValue.Mapping mapping) {
            return mapping;
        }
        throw new UnreadableFileException(
                root.line(), "the front matter has no keys: write lines such as `topic: us-china`");
    }

    private YamlValue value(Event event, int depth) throws UnreadableFileException {
        int line = lineOf(event);
        if (depth > DEEPEST) {
            throw new UnreadableFileException(
                    line, "the front matter is nested more than " + DEEPEST + " deep: flatten it");
        }
        return switch (event) {
            case ScalarEvent scalar -> new YamlValue.Scalar(scalarText(scalar), line);
            case SequenceStartEvent _ -> sequence(line, depth);
            case MappingStartEvent _ -> mapping(line, depth);
            case AliasEvent alias ->
                throw new UnreadableFileException(
                        line, "the alias *" + alias.getAnchor() + " is not allowed here: write its value out");
            default -> throw new UnreadableFileException(line, "unexpected YAML: " + event.getEventId());
        };
    }

    private static String scalarText(ScalarEvent scalar) {
        String value = scalar.getValue();
        return scalar.isPlain() && (value.equals("~") || value.equals("null")) ? "" : value;
    }

    private YamlValue sequence(int line, int depth) throws UnreadableFileException {
        List<YamlValue> values = new ArrayList<>();
        for (Event event = next(); !event.is(Event.ID.SequenceEnd); event = next()) {
            values.add(value(event, depth + 1));
        }
        return new YamlValue.Sequence(values, line);
    }

    private YamlValue mapping(int line, int depth) throws UnreadableFileException {
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (Event event = next(); !event.is(Event.ID.MappingEnd); event = next()) {
            int keyLine = lineOf(event);
            if (!(event instanceof ScalarEvent key)) {
                throw new UnreadableFileException(keyLine, "a key must be a word, not a list or a mapping");
            }
            Entry entry = new Entry(keyLine, value(next(), depth + 1));
            Entry first = entries.putIfAbsent(key.getValue(), entry);
            if (first != null) {
                throw new UnreadableFileException(
                        keyLine,
                        "the key " + TextCleaner.line(key.getValue(), 40) + " is on line " + first.line()
                                + " already: keep one of the two");
            }
        }
        return new YamlValue.Mapping(entries, line);
    }

    private int lineOf(Event event) {
        return firstLine + event.getStartMark().getLine();
    }

    private Event next() throws UnreadableFileException {
        try {
            return events.getEvent();
        } catch (MarkedYAMLException fault) {
            throw new UnreadableFileException(lineOf(fault), "the front matter is not valid YAML: " + describe(fault));
        } catch (ReaderException fault) {
            throw new UnreadableFileException(
                    lineAt(fault.getPosition()),
                    "the front matter holds the character U+" + Integer.toHexString(fault.getCodePoint())
                            + ", which YAML does not allow: remove it");
        } catch (RuntimeException fault) {
            // The library is not strict about what it throws on odd input.
            throw new UnreadableFileException(
                    firstLine,
                    "the front matter is not valid YAML: " + fault.getClass().getSimpleName());
        }
    }

    /// Where something starts that has no end, else where reading stopped.
    private int lineOf(MarkedYAMLException fault) {
        Mark problem = fault.getProblemMark();
        Mark context = fault.getContextMark();
        Mark mark = context != null && isUnclosed(fault) ? context : problem != null ? problem : context;
        return mark == null ? firstLine : firstLine + mark.getLine();
    }

    private static boolean isUnclosed(MarkedYAMLException fault) {
        String context = fault.getContext();
        return context != null && (context.contains("quoted scalar") || context.contains("flow"));
    }

    private static String describe(MarkedYAMLException fault) {
        String what = String.join(" ", orEmpty(fault.getContext()), orEmpty(fault.getProblem()));
        String advice = isUnclosed(fault)
                ? "close every quotation mark and bracket"
                : "check the indentation, and put values with `: ` or ` #` in quotation marks";
        return TextCleaner.line(what, 200) + ": " + advice;
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
