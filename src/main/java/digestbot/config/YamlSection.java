package digestbot.config;

import digestbot.api.push.PushSecret;
import digestbot.console.EffectiveSetting;
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
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// A mapping of the file, read key by key. After a mistake a default is returned, so that reading
/// continues and finds all mistakes. Messages quote a value only if it cannot be secret.
final class YamlSection {

    private static final String SET = "set (hidden)";

    /// The login of an address, before its host. A slash may be a part of a password that is not
    /// encoded.
    private static final Pattern LOGIN = Pattern.compile("//[^@\\s]*@");

    private final YamlFields fields;
    private final Set<String> knownKeys = new TreeSet<>();
    private final ReadContext context;

    /// All sections of a file share this state, which collects the mistakes, the keys and the
    /// settings as they are read. The file is empty if the text comes from elsewhere.
    record ReadContext(
            VariableSubstitution variables,
            Optional<Path> file,
            List<Diagnostic> problems,
            List<ConfigReader.ConfigKey> keys,
            List<EffectiveSetting> settings) {

        ReadContext(VariableSubstitution variables, Optional<Path> file) {
            this(variables, file, new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        void problem(int line, String path, String message) {
            problems.add(new Diagnostic(line, path + ": " + message));
        }
    }

    YamlSection(String path, YamlNode node, ReadContext context) {
        this.context = context;
        this.fields = new YamlFields(path, mapping(node), context::problem);
        if (!(node instanceof Mapping) && !(node instanceof Scalar scalar && scalar.isMissing())) {
            context.problem(node.line(), path, "expected keys below this one, such as “key: value”");
        }
    }

    private static Mapping mapping(YamlNode node) {
        return node instanceof Mapping mapping ? mapping : new Mapping(Map.of(), node.line());
    }

    /// Variables are substituted; the fallback is for a missing or empty text.
    String text(String key, String fallback) {
        recordKey(key, fallback, "text");
        return scalar(key).filter(text -> !text.isBlank()).orElse(fallback);
    }

    /// Never shown. Empty if not set.
    String secret(String key) {
        knownKeys.add(key);
        Optional<String> text = scalar(key).filter(found -> !found.isBlank());
        context.keys().add(new ConfigReader.ConfigKey(anyName(key), "", "text"));
        context.settings()
                .add(new EffectiveSetting(
                        name(key),
                        text.isPresent() ? SET : "",
                        text.isEmpty(),
                        // Nobody finds out a token from its hash.
                        text.filter(found -> !PushSecret.isHash(found)).flatMap(_ -> secretIn(key))));
        return text.orElse("");
    }

    <T> Optional<T> hidden(String key, String allowed, Function<String, Optional<T>> conversion) {
        String text = secret(key);
        context.keys().removeLast();
        context.keys().add(new ConfigReader.ConfigKey(anyName(key), "", allowed));
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> value = attempt(conversion, text);
        if (value.isEmpty()) {
            refuse(key, "not allowed; expected %s (the value is hidden)".formatted(allowed));
        }
        return value;
    }

    boolean isEmpty(String key) {
        return fields.items(key).stream()
                .allMatch(item -> item instanceof Scalar scalar && scalar.text().isBlank());
    }

    private Optional<Path> secretIn(String key) {
        String written = fields.consume(key)
                .map(node -> node instanceof Scalar scalar ? scalar.text() : "")
                .orElse("");
        return VariableSubstitution.isReference(written) ? context.variables().file(written) : context.file();
    }

    Optional<String> optionalText(String key) {
        recordKey(key, "", "text");
        return scalar(key);
    }

    int number(String key, int fallback, int least, int maximum) {
        return convert(
                        key,
                        Integer.toString(fallback),
                        "a whole number from %,d to %,d".formatted(least, maximum),
                        text -> {
                            int number = Integer.parseInt(text.replace("_", ""));
                            return number >= least && number <= maximum ? Optional.of(number) : Optional.empty();
                        })
                .orElse(fallback);
    }

    /// The converted value; empty if the key is missing, empty or invalid. A user name and a
    /// password in an address are not shown.
    ///
    /// @param defaultValue the default, as it would be written in the file
    /// @param allowed describes the valid values for the error message, which quotes the value
    /// @param conversion returns empty or throws a runtime exception for an invalid value
    <T> Optional<T> convert(String key, String defaultValue, String allowed, Function<String, Optional<T>> conversion) {
        recordKey(key, defaultValue, allowed);
        return scalar(key).filter(text -> !text.isBlank()).flatMap(text -> {
            Optional<T> value = attempt(conversion, text);
            if (value.isEmpty()) {
                refuse(key, "“%s” is not allowed; expected %s".formatted(withoutLogin(text), allowed));
            }
            return value;
        });
    }

    Optional<String> matching(String key, String allowed, String pattern) {
        return convert(key, "", allowed, text -> Optional.of(text).filter(each -> each.matches(pattern)));
    }

    <T> T choice(String key, T byDefault, T[] values, Function<T, String> name) {
        String allowed = Stream.of(values).map(name).collect(Collectors.joining(", "));
        return convert(
                        key,
                        name.apply(byDefault),
                        "one of " + allowed,
                        text -> Stream.of(values)
                                .filter(each -> name.apply(each).equals(text))
                                .findFirst())
                .orElse(byDefault);
    }

    private static <T> Optional<T> attempt(Function<String, Optional<T>> conversion, String text) {
        try {
            return conversion.apply(text);
        } catch (IllegalArgumentException | java.time.DateTimeException _) {
            return Optional.empty();
        }
    }

    /// For user ids: the console shows only their number.
    <T> List<T> hiddenList(String key, String allowed, Function<String, Optional<T>> conversion) {
        List<T> persons = list(key, allowed, conversion);
        context.settings().removeLast();
        context.settings()
                .add(new EffectiveSetting(
                        name(key), persons.isEmpty() ? "" : persons.size() + " (hidden)", persons.isEmpty()));
        return persons;
    }

    /// A single value is a list of one.
    <T> List<T> list(String key, String allowed, Function<String, Optional<T>> conversion) {
        recordKey(key, "[]", allowed);
        List<T> list = new ArrayList<>();
        for (YamlNode item : fields.items(key)) {
            expand(key, item).filter(text -> !text.isBlank()).ifPresent(text -> {
                Optional<T> value = attempt(conversion, text);
                value.ifPresent(list::add);
                if (value.isEmpty()) {
                    fields.reportProblem(item.line(), key, "“%s” is not allowed; expected %s".formatted(text, allowed));
                }
            });
        }
        return list;
    }

    /// An empty mapping if the key is missing.
    YamlSection section(String key) {
        knownKeys.add(key);
        YamlNode below = fields.consume(key).orElseGet(() -> new Mapping(Map.of(), fields.lineOf(key)));
        return new YamlSection(name(key), below, context);
    }

    /// Reports all keys that the reader did not read as unknown.
    <T> T section(String key, Function<YamlSection, T> reader) {
        YamlSection section = section(key);
        T read = reader.apply(section);
        section.reportUnknownKeys();
        return read;
    }

    /// The sections are called `key[1]`, `key[2]` and so on.
    List<YamlSection> listedSections(String key) {
        knownKeys.add(key);
        List<YamlNode> items = fields.items(key).stream()
                .filter(item -> !(item instanceof Scalar scalar && scalar.isMissing()))
                .toList();
        return IntStream.rangeClosed(1, items.size())
                .mapToObj(i -> new YamlSection("%s[%d]".formatted(name(key), i), items.get(i - 1), context))
                .toList();
    }

    /// For mappings whose keys the owner chooses.
    Map<String, YamlSection> sections() {
        Map<String, YamlSection> sections = new LinkedHashMap<>();
        fields.keys().forEach(key -> sections.put(key, section(key)));
        return sections;
    }

    /// Must be called last.
    void reportUnknownKeys() {
        for (String key : fields.unreadKeys().keySet()) {
            String meant = ClosestMatch.find(key, knownKeys)
                    .map("; did you mean “%s”?"::formatted)
                    .orElse("; known here: " + String.join(", ", knownKeys));
            refuse(key, "unknown key" + meant);
        }
    }

    void refuse(String key, String message) {
        fields.reportProblem(key, message);
    }

    private void recordKey(String key, String defaultValue, String allowed) {
        knownKeys.add(key);
        context.keys().add(new ConfigReader.ConfigKey(anyName(key), defaultValue, allowed));
        String value = written(key).orElse(defaultValue);
        context.settings().add(new EffectiveSetting(name(key), withoutLogin(value), value.equals(defaultValue)));
    }

    static String withoutLogin(String value) {
        return LOGIN.matcher(value).replaceAll("//…@");
    }

    Optional<String> written(String key) {
        List<String> items = fields.items(key).stream().map(this::written).toList();
        return Optional.of(String.join(", ", items)).filter(text -> !text.isBlank());
    }

    private String written(YamlNode node) {
        return node instanceof Scalar scalar ? context.variables().expand(scalar.text()) : "";
    }

    private Optional<String> scalar(String key) {
        return fields.consume(key).flatMap(node -> expand(key, node));
    }

    private Optional<String> expand(String key, YamlNode node) {
        if (!(node instanceof Scalar scalar)) {
            fields.reportProblem(node.line(), key, "expected one value");
            return Optional.empty();
        }
        Optional<String> wrong = context.variables().problem(scalar.text());
        wrong.ifPresent(message -> fields.reportProblem(node.line(), key, message));
        return wrong.isPresent() || scalar.isMissing()
                ? Optional.empty()
                : Optional.of(context.variables().expand(scalar.text()));
    }

    private String name(String key) {
        return fields.path(key);
    }

    /// The path of the key in any item of a list.
    private String anyName(String key) {
        return name(key).replaceAll("\\[\\d+]", "");
    }
}
