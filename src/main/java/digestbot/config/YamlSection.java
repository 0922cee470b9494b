package digestbot.config;

import digestbot.digest.Diagnostic;
import digestbot.i18n.ClosestMatch;
import digestbot.yaml.YamlFields;
import digestbot.yaml.YamlNode;
import digestbot.yaml.YamlNode.Mapping;
import digestbot.yaml.YamlNode.Scalar;
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

/// A mapping of the file, read key by key. What is wrong is added to the problems, and a default is returned so
/// that reading goes on and finds the next mistake too.
///
/// Secrets: messages quote a value only if the reading method documents it.
final class YamlSection {

    private static final String SET = "set (hidden)";

    /// The login of an address, before its host.
    private static final Pattern LOGIN = Pattern.compile("//[^/@\\s]*@");

    private final YamlFields fields;
    private final Set<String> known = new TreeSet<>();
    private final Shared shared;

    /// The state that all sections of a file share.
    ///
    /// @param file the configuration file; empty if the text comes from elsewhere
    /// @param problems are added here as they are found
    /// @param keys are added here as they are asked for
    /// @param settings are added here, each beside its key
    record Shared(
            VariableSubstitution variables,
            Optional<Path> file,
            List<Diagnostic> problems,
            List<ConfigKey> keys,
            List<LoadedValue> settings) {

        Shared(VariableSubstitution variables, Optional<Path> file) {
            this(variables, file, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        /// Adds a problem with the key of that path.
        void problem(int line, String path, String message) {
            problems.add(new Diagnostic(line, path + ": " + message));
        }
    }

    YamlSection(String path, YamlNode node, Shared shared) {
        this.shared = shared;
        this.fields = new YamlFields(path, mapping(node), shared::problem);
        if (!(node instanceof Mapping) && !(node instanceof Scalar scalar && scalar.isMissing())) {
            shared.problem(node.line(), path, "expected keys below this one, such as “key: value”");
        }
    }

    private static Mapping mapping(YamlNode node) {
        return node instanceof Mapping mapping ? mapping : new Mapping(Map.of(), node.line());
    }

    /// Text, with variables in their places; the fallback if there is none or it is empty.
    String text(String key, String fallback) {
        ask(key, fallback, "text");
        return scalar(key).filter(text -> !text.isBlank()).orElse(fallback);
    }

    /// A secret, with variables substituted; never shown. Empty if not set.
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
        String written = fields.take(key)
                .map(node -> node instanceof Scalar scalar ? scalar.text() : "")
                .orElse("");
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

    /// The converted value; empty if the key is missing, empty or invalid.
    ///
    /// @param usual what holds if it is empty, as it would be written
    /// @param allowed describes the valid values for the error message, which quotes the value
    /// @param conversion empty or a runtime exception for a bad value
    <T> Optional<T> convert(String key, String usual, String allowed, Function<String, Optional<T>> conversion) {
        ask(key, usual, allowed);
        return scalar(key).filter(text -> !text.isBlank()).flatMap(text -> {
            Optional<T> value = attempt(conversion, text);
            if (value.isEmpty()) {
                refuse(key, "“%s” is not allowed; expected %s".formatted(text, allowed));
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

    /// Like [#list], for user ids: the console shows only their number.
    <T> List<T> persons(String key, String allowed, Function<String, Optional<T>> conversion) {
        List<T> persons = list(key, allowed, conversion);
        shared.settings().removeLast();
        shared.settings()
                .add(new LoadedValue(
                        name(key), persons.isEmpty() ? "" : persons.size() + " (hidden)", persons.isEmpty()));
        return persons;
    }

    /// A list of values, or one value alone.
    <T> List<T> list(String key, String allowed, Function<String, Optional<T>> conversion) {
        ask(key, "[]", allowed);
        List<T> list = new ArrayList<>();
        for (YamlNode item : fields.items(key)) {
            expand(key, item).filter(text -> !text.isBlank()).ifPresent(text -> {
                Optional<T> value = attempt(conversion, text);
                value.ifPresent(list::add);
                if (value.isEmpty()) {
                    fields.refuse(item.line(), key, "“%s” is not allowed; expected %s".formatted(text, allowed));
                }
            });
        }
        return list;
    }

    /// The mapping below the key; an empty one if the key is not there.
    YamlSection section(String key) {
        known.add(key);
        YamlNode below = fields.take(key).orElseGet(() -> new Mapping(Map.of(), fields.lineOf(key)));
        return new YamlSection(name(key), below, shared);
    }

    /// Every key with the mapping below it, for mappings whose keys the operator chooses.
    Map<String, YamlSection> sections() {
        Map<String, YamlSection> sections = new LinkedHashMap<>();
        fields.keys().forEach(key -> sections.put(key, section(key)));
        return sections;
    }

    /// Every key, for mappings whose keys the operator chooses.
    List<String> keys() {
        return List.copyOf(fields.keys());
    }

    /// Reports unknown keys. Call it last.
    void done() {
        for (String key : fields.left().keySet()) {
            String meant = ClosestMatch.to(key, known)
                    .map("; did you mean “%s”?"::formatted)
                    .orElse("; known here: " + String.join(", ", known));
            refuse(key, "unknown key" + meant);
        }
    }

    /// Reports something about a key.
    void refuse(String key, String message) {
        fields.refuse(key, message);
    }

    private void ask(String key, String usual, String allowed) {
        known.add(key);
        shared.keys().add(new ConfigKey(name(key), usual, allowed));
        String value = written(key).orElse(usual);
        shared.settings().add(new LoadedValue(name(key), LOGIN.matcher(value).replaceAll("//…@"), value.equals(usual)));
    }

    /// The value of a key with variables replaced; empty if there is none.
    private Optional<String> written(String key) {
        List<String> items = fields.items(key).stream().map(this::written).toList();
        return Optional.of(String.join(", ", items)).filter(text -> !text.isBlank());
    }

    private String written(YamlNode node) {
        return node instanceof Scalar scalar ? shared.variables().expand(scalar.text()) : "";
    }

    private Optional<String> scalar(String key) {
        return fields.take(key).flatMap(node -> expand(key, node));
    }

    private Optional<String> expand(String key, YamlNode node) {
        if (!(node instanceof Scalar scalar)) {
            fields.refuse(node.line(), key, "expected one value");
            return Optional.empty();
        }
        Optional<String> wrong = shared.variables().problem(scalar.text());
        wrong.ifPresent(message -> fields.refuse(node.line(), key, message));
        return wrong.isPresent() || scalar.isMissing()
                ? Optional.empty()
                : Optional.of(shared.variables().expand(scalar.text()));
    }

    private String name(String key) {
        return fields.path(key);
    }
}
