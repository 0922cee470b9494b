package digestbot.config;

import digestbot.i18n.ClosestMatch;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/// A mapping of the file, read key by key. What is wrong is added to the problems, and a default is returned so
/// that reading goes on and finds the next mistake too.
///
/// Secrets: a value is quoted in a problem only if its key is read by a method that says so.
final class YamlSection {

    private static final String SET = "set (hidden)";

    /// What an address says before its host.
    private static final Pattern LOGIN = Pattern.compile("//[^/@\\s]*@");

    private final String path;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> known = new TreeSet<>();
    private final Shared shared;

    /// What is known to every section of a file.
    ///
    /// @param file the configuration's; empty if its text is of no file
    /// @param problems are added here as they are found
    /// @param keys are added here as they are asked for
    /// @param settings are added here, each beside its key
    record Shared(
            VariableSubstitution variables,
            Optional<Path> file,
            List<ConfigProblem> problems,
            List<ConfigKey> keys,
            List<LoadedValue> settings) {

        Shared(VariableSubstitution variables, Optional<Path> file) {
            this(variables, file, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }
    }

    YamlSection(String path, Node node, Shared shared) {
        this.path = path;
        this.line = line(node);
        this.shared = shared;
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(this::add);
        } else if (!isEmpty(node)) {
            problem(line, "%s: expected keys below it, such as “key: value”".formatted(name("")));
        }
    }

    private void add(NodeTuple entry) {
        String key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
        if (values.put(key, entry.getValueNode()) != null) {
            problem(
                    line(entry.getKeyNode()),
                    "%s: this key is on line %d already; keep one of the two".formatted(name(key), lines.get(key)));
        }
        lines.put(key, line(entry.getKeyNode()));
    }

    /// Text, with variables in their places; the fallback if there is none or it is empty.
    String text(String key, String fallback) {
        ask(key, fallback, "text");
        return scalar(key).filter(text -> !text.isBlank()).orElse(fallback);
    }

    /// Text that is shown to nobody, with variables in their places; empty if there is none.
    String secret(String key) {
        known.add(key);
        Optional<String> text = scalar(key).filter(found -> !found.isBlank());
        shared.keys().add(new ConfigKey(name(key), "", "text"));
        shared.settings()
                .add(new LoadedValue(
                        name(key),
                        text.isPresent() ? SET : "",
                        text.isEmpty(),
                        text.isPresent() ? secretIn(key) : Optional.empty()));
        return text.orElse("");
    }

    private Optional<Path> secretIn(String key) {
        String written = values.get(key) instanceof ScalarNode scalar ? scalar.getValue() : "";
        return VariableSubstitution.isReference(written) ? shared.variables().file(written) : shared.file();
    }

    /// Text that may be empty; empty if the key is not there.
    Optional<String> given(String key) {
        ask(key, "", "text");
        return scalar(key);
    }

    /// A whole number within the bounds.
    int number(String key, int fallback, int least, int most) {
        return convert(
                        key,
                        Integer.toString(fallback),
                        "a whole number from %,d to %,d".formatted(least, most),
                        text -> {
                            int number = Integer.parseInt(text.replace("_", ""));
                            return number >= least && number <= most ? Optional.of(number) : Optional.empty();
                        })
                .orElse(fallback);
    }

    /// A value that the conversion finds good; empty if the key is not there, has no value, or has a bad one.
    ///
    /// @param usual what holds if it is empty, as it would be written
    /// @param allowed says what is, for the problem; the value is quoted beside it
    /// @param conversion empty or a runtime exception for a bad value
    <T> Optional<T> convert(String key, String usual, String allowed, Function<String, Optional<T>> conversion) {
        ask(key, usual, allowed);
        return scalar(key).filter(text -> !text.isBlank()).flatMap(text -> {
            Optional<T> value = attempt(conversion, text);
            if (value.isEmpty()) {
                problem(lineOf(key), "%s: “%s” is not allowed; expected %s".formatted(name(key), text, allowed));
            }
            return value;
        });
    }

    private static <T> Optional<T> attempt(Function<String, Optional<T>> conversion, String text) {
        try {
            return conversion.apply(text);
        } catch (IllegalArgumentException | java.time.DateTimeException _) {
            return Optional.empty();
        }
    }

    /// The same as [#list] of persons: only their number is shown to others.
    <T> List<T> persons(String key, String allowed, Function<String, Optional<T>> conversion) {
        List<T> persons = list(key, allowed, conversion);
        shared.settings().removeLast();
        shared.settings()
                .add(new LoadedValue(
                        name(key), persons.isEmpty() ? "" : persons.size() + ", not shown", persons.isEmpty()));
        return persons;
    }

    /// A list of values, or one value alone.
    <T> List<T> list(String key, String allowed, Function<String, Optional<T>> conversion) {
        ask(key, "[]", allowed);
        Node node = values.get(key);
        List<Node> items = switch (node) {
            case null -> List.of();
            case SequenceNode sequence -> sequence.getValue();
            case Node one -> isEmpty(one) ? List.of() : List.of(one);
        };
        List<T> list = new ArrayList<>();
        for (Node item : items) {
            expand(key, item).filter(text -> !text.isBlank()).ifPresent(text -> {
                Optional<T> value = attempt(conversion, text);
                value.ifPresent(list::add);
                if (value.isEmpty()) {
                    problem(line(item), "%s: “%s” is not allowed; expected %s".formatted(name(key), text, allowed));
                }
            });
        }
        return list;
    }

    /// The mapping below the key; an empty one if the key is not there.
    YamlSection section(String key) {
        known.add(key);
        Node node = values.get(key);
        return new YamlSection(name(key), node == null ? new MappingNode(EMPTY, List.of(), STYLE) : node, shared);
    }

    /// Every key with the mapping below it, for mappings whose keys the operator chooses.
    Map<String, YamlSection> sections() {
        Map<String, YamlSection> sections = new LinkedHashMap<>();
        values.keySet().forEach(key -> sections.put(key, section(key)));
        return sections;
    }

    /// Every key, for mappings whose keys the operator chooses.
    List<String> keys() {
        return List.copyOf(values.keySet());
    }

    /// Reports the keys that nobody asked for. Call it last.
    void done() {
        for (String key : values.keySet()) {
            if (!known.contains(key)) {
                String meant = ClosestMatch.to(key, known)
                        .map("; did you mean “%s”?"::formatted)
                        .orElse("; known here: " + String.join(", ", known));
                problem(lineOf(key), "%s: there is no such key%s".formatted(name(key), meant));
            }
        }
    }

    /// Reports something about a key.
    void refuse(String key, String message) {
        problem(lineOf(key), name(key) + ": " + message);
    }

    private void ask(String key, String usual, String allowed) {
        known.add(key);
        shared.keys().add(new ConfigKey(name(key), usual, allowed));
        String value = written(key).orElse(usual);
        shared.settings().add(new LoadedValue(name(key), LOGIN.matcher(value).replaceAll("//…@"), value.equals(usual)));
    }

    /// What stands there, with variables in their places; empty if nothing does.
    private Optional<String> written(String key) {
        List<String> items = switch (values.get(key)) {
            case null -> List.of();
            case SequenceNode sequence ->
                sequence.getValue().stream().map(this::written).toList();
            case Node one -> List.of(written(one));
        };
        return Optional.of(String.join(", ", items)).filter(text -> !text.isBlank());
    }

    private String written(Node node) {
        return node instanceof ScalarNode scalar && !isEmpty(node)
                ? shared.variables().expand(scalar.getValue())
                : "";
    }

    private Optional<String> scalar(String key) {
        Node node = values.get(key);
        return node == null ? Optional.empty() : expand(key, node);
    }

    private Optional<String> expand(String key, Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            problem(line(node), "%s: expected one value".formatted(name(key)));
            return Optional.empty();
        }
        Optional<String> wrong = shared.variables().problem(scalar.getValue());
        if (wrong.isPresent()) {
            problem(line(node), name(key) + ": " + wrong.get());
            return Optional.empty();
        }
        return isEmpty(node) ? Optional.empty() : Optional.of(shared.variables().expand(scalar.getValue()));
    }

    private int lineOf(String key) {
        return lines.getOrDefault(key, line);
    }

    private String name(String key) {
        return path.isEmpty() ? key : key.isEmpty() ? path : path + "." + key;
    }

    private void problem(int at, String message) {
        shared.problems().add(new ConfigProblem(at, message));
    }

    private static boolean isEmpty(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.isPlain()
                && (scalar.getValue().isEmpty()
                        || scalar.getValue().equals("~")
                        || scalar.getValue().equals("null"));
    }

    private static int line(Node node) {
        var mark = node.getStartMark();
        return mark == null ? 1 : mark.getLine() + 1;
    }

    private static final org.yaml.snakeyaml.nodes.Tag EMPTY = org.yaml.snakeyaml.nodes.Tag.MAP;
    private static final org.yaml.snakeyaml.DumperOptions.FlowStyle STYLE =
            org.yaml.snakeyaml.DumperOptions.FlowStyle.BLOCK;
}
