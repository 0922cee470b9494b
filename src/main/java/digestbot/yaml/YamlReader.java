package digestbot.yaml;

import digestbot.yaml.YamlDocument.RepeatedKey;
import digestbot.yaml.YamlNode.MappingEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
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

/// Reads YAML from the library's events, instead of constructing objects: types are not guessed,
/// every value has a line, aliases are rejected, duplicate keys are collected and depth is limited.
public final class YamlReader {

    static final int MAX_DEPTH = 8;
    static final int MAX_REPEATED_KEYS = 50;

    private final String text;
    private final int firstLine;
    private final Parser events;
    private final Deque<String> path = new ArrayDeque<>();
    private final List<RepeatedKey> repeated = new ArrayList<>();

    private YamlReader(String text, int firstLine) {
        this.text = text;
        this.firstLine = firstLine;
        this.events = new ParserImpl(new StreamReader(text), new LoaderOptions());
    }

    /// Reads one document, which starts on `firstLine` of its file, from 1.
    public static YamlDocument read(String text, int firstLine) throws YamlErrorException {
        return new YamlReader(text, firstLine).read();
    }

    private YamlDocument read() throws YamlErrorException {
        next(); // the start of the stream
        if (next().is(Event.ID.StreamEnd)) {
            return new YamlDocument(new YamlNode.Mapping(Map.of(), firstLine), List.of());
        }
        YamlNode root = value(next(), 0);
        next(); // the end of the document
        Event end = next();
        if (!end.is(Event.ID.StreamEnd)) {
            throw new YamlErrorException(new YamlError.SecondDocument(lineOf(end)));
        }
        return new YamlDocument(root, repeated);
    }

    private YamlNode value(Event event, int depth) throws YamlErrorException {
        int line = lineOf(event);
        if (depth > MAX_DEPTH) {
            throw new YamlErrorException(new YamlError.TooDeep(line, MAX_DEPTH));
        }
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar, line);
            case SequenceStartEvent _ -> sequence(line, depth);
            case MappingStartEvent _ -> mapping(line, depth);
            case AliasEvent alias -> throw new YamlErrorException(new YamlError.Alias(line, alias.getAnchor()));
            default ->
                throw new YamlErrorException(
                        new YamlError.Unexpected(line, event.getEventId().toString()));
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
                throw new YamlErrorException(new YamlError.KeyWithoutText(keyLine));
            }
            path.addLast(key.getValue());
            MappingEntry first =
                    entries.putIfAbsent(key.getValue(), new MappingEntry(keyLine, value(next(), depth + 1)));
            if (first != null && repeated.size() < MAX_REPEATED_KEYS) {
                repeated.add(new RepeatedKey(String.join(".", path), key.getValue(), keyLine, first.line()));
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
            throw new YamlErrorException(syntax(fault));
        } catch (ReaderException fault) {
            throw new YamlErrorException(
                    new YamlError.ForbiddenCharacter(lineAt(fault.getPosition()), fault.getCodePoint()));
        } catch (RuntimeException fault) {
            // The library may throw any exception on malformed input.
            throw new YamlErrorException(
                    new YamlError.Unexpected(firstLine, fault.getClass().getSimpleName()));
        }
    }

    private YamlError syntax(MarkedYAMLException fault) {
        Mark problem = fault.getProblemMark();
        Mark context = fault.getContextMark();
        return new YamlError.Syntax(
                lineOf(problem == null ? context : problem),
                orEmpty(fault.getContext()),
                lineOf(context == null ? problem : context),
                orEmpty(fault.getProblem()));
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
