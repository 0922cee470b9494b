package digestbot.config;

import digestbot.digest.Diagnostic;
import digestbot.digest.yaml.YamlFields;
import digestbot.digest.yaml.YamlNode;
import digestbot.digest.yaml.YamlNode.Mapping;
import digestbot.digest.yaml.YamlNode.Scalar;
import digestbot.i18n.ClosestMatch;
import java.lang.reflect.Constructor;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/// Reads a section into its record. After a mistake it uses the default, so that reading continues
/// and finds all mistakes. Messages quote a value only if it cannot be secret.
final class SectionReader {

    private static final String SET = "set (hidden)";

    /// Removed keys by their paths, with the version that removed them.
    private static final Map<String, String> REMOVED = Map.of("admins", "1.0.0", "site.websub", "1.0.0");

    private final YamlFields fields;
    private final ReadContext context;
    private final Set<String> knownKeys = new TreeSet<>();
    private final Map<String, String> successors = new HashMap<>();

    /// All sections of a file share this state, which collects the lines of the keys, the mistakes
    /// and the settings as they are read. The file is empty if the text comes from elsewhere.
    record ReadContext(
            VariableSubstitution variables,
            Optional<Path> file,
            Map<String, Integer> lines,
            List<Diagnostic> problems,
            List<EffectiveSetting> settings) {

        ReadContext(VariableSubstitution variables, Optional<Path> file) {
            this(variables, file, new HashMap<>(), new ArrayList<>(), new ArrayList<>());
        }

        void problem(int line, String path, String message) {
            problems.add(new Diagnostic(line, path + ": " + message));
        }
    }

    SectionReader(String path, YamlNode node, ReadContext context) {
        this.context = context;
        Mapping mapping = node instanceof Mapping read ? read : new Mapping(Map.of(), node.line());
        fields = new YamlFields(path, mapping, context::problem);
        context.lines().putIfAbsent(path, node.line());
        fields.keys().forEach(key -> context.lines().put(fields.path(key), fields.lineOf(key)));
        if (!(node instanceof Mapping) && !isMissing(node)) {
            context.problem(node.line(), path, "expected keys below this one, such as “key: value”");
        }
    }

    private static boolean isMissing(YamlNode node) {
        return node instanceof Scalar scalar && scalar.isMissing();
    }

    /// Empty if a key without which the section is off has no value.
    <T> Optional<T> read(Class<T> section) {
        int before = context.problems().size();
        List<Object> values = new ArrayList<>();
        List<SectionKey> keys = SectionKey.of(section);
        for (SectionKey key : keys) {
            int previous = context.problems().size();
            Optional<?> value = value(key);
            boolean isOn = values.size() == keys.indexOf(key);
            boolean isMissing =
                    value.isEmpty() && previous == context.problems().size();
            value.ifPresent(values::add);
            if (isOn && isMissing && !key.key().remedy().isEmpty()) {
                fields.reportProblem(key.name(), "is missing; " + key.key().remedy());
            }
        }
        reportUnknownKeys();
        if (values.size() < keys.size()) {
            return Optional.empty();
        }
        Constructor<?> constructor = SectionKey.constructor(section);
        constructor.setAccessible(true);
        T made = section.cast(SectionKey.made(() -> constructor.newInstance(values.toArray())));
        if (made instanceof CheckedSection checked
                && before == context.problems().size()) {
            checked.check(this::refuse);
        }
        return Optional.of(made);
    }

    private void refuse(String key, String message) {
        String path = fields.path(key);
        int parent = Math.max(0, path.lastIndexOf('.'));
        int line = Optional.ofNullable(context.lines().get(path))
                .or(() -> Optional.ofNullable(context.lines().get(path.substring(0, parent))))
                .orElse(Diagnostic.WHOLE_FILE);
        context.problem(line, path, message);
    }

    private void reportUnknownKeys() {
        for (String key : fields.unreadKeys().keySet()) {
            Optional<String> removed = Optional.ofNullable(REMOVED.get(fields.path(key)));
            if (removed.isPresent()) {
                fields.reportProblem(key, "was removed in %s; delete it".formatted(removed.get()));
                continue;
            }
            String meant = Optional.ofNullable(successors.get(key))
                    .map("; it is called “%s” now"::formatted)
                    .or(() -> ClosestMatch.find(key, knownKeys).map("; did you mean “%s”?"::formatted))
                    .orElse("; known here: " + String.join(", ", knownKeys));
            fields.reportProblem(key, "unknown key" + meant);
        }
    }

    private Optional<?> value(SectionKey key) {
        if (key.isRecord()) {
            return Optional.of(context.settings());
        }
        knownKeys.add(key.name());
        List.of(key.key().was()).forEach(old -> successors.put(old, key.name()));
        if (key.isSection()) {
            return sections(key);
        }
        if (key.isList()) {
            List<Object> list = list(key);
            return Optional.of(key.is(Set.class) ? Set.copyOf(list) : list);
        }
        Optional<Object> value = single(key);
        if (key.is(OptionalInt.class)) {
            return Optional.of(
                    value.map(number -> OptionalInt.of((Integer) number)).orElse(OptionalInt.empty()));
        }
        return key.is(Optional.class) ? Optional.of(value) : value;
    }

    private Optional<?> sections(SectionKey key) {
        if (key.is(List.class)) {
            return Optional.of(listed(key));
        }
        SectionReader below = below(key.name());
        if (key.is(Map.class)) {
            Map<String, Object> named = new LinkedHashMap<>();
            below.fields
                    .keys()
                    .forEach(id -> below.below(id).read(key.element()).ifPresent(each -> named.put(id, each)));
            return Optional.of(named);
        }
        Optional<?> section = below.read(key.element());
        return key.is(Optional.class) ? Optional.of(section) : section;
    }

    private SectionReader below(String key) {
        YamlNode node = fields.consume(key).orElseGet(() -> new Mapping(Map.of(), fields.lineOf(key)));
        return new SectionReader(fields.path(key), node, context);
    }

    /// The sections are called `key[1]`, `key[2]` and so on.
    private List<Object> listed(SectionKey key) {
        List<Object> sections = new ArrayList<>();
        List<YamlNode> items = fields.items(key.name()).stream()
                .filter(item -> !isMissing(item))
                .toList();
        for (int i = 0; i < items.size(); i++) {
            String path = "%s[%d]".formatted(fields.path(key.name()), i + 1);
            new SectionReader(path, items.get(i), context).read(key.element()).ifPresent(sections::add);
        }
        return sections;
    }

    /// A single value is a list of one.
    private List<Object> list(SectionKey key) {
        List<Object> list = new ArrayList<>();
        for (YamlNode item : fields.items(key.name())) {
            expand(key.name(), item)
                    .filter(text -> !text.isBlank())
                    .flatMap(text -> converted(key, text, item.line()))
                    .ifPresent(list::add);
        }
        String shown = key.key().hidden() ? list.isEmpty() ? "" : list.size() + " (hidden)" : written(key);
        setting(key, shown, list.isEmpty(), Optional.empty());
        return list;
    }

    /// The written value, or else the default.
    private Optional<Object> single(SectionKey key) {
        Optional<String> text = fields.consume(key.name())
                .flatMap(node -> expand(key.name(), node))
                .filter(found -> key.key().keepsEmpty() || !found.isBlank());
        if (key.key().hidden()) {
            // Nobody finds out a token from its hash.
            Optional<Path> file =
                    text.filter(found -> !found.matches(key.key().harmless())).flatMap(_ -> secretIn(key.name()));
            setting(key, text.isPresent() ? SET : "", text.isEmpty(), file);
        } else {
            setting(
                    key,
                    ConfigReader.withoutLogin(written(key)),
                    written(key).equals(key.defaultText()),
                    Optional.empty());
        }
        return text.flatMap(found -> converted(key, found, fields.lineOf(key.name())))
                .or(key::usualValue);
    }

    private Optional<Object> converted(SectionKey key, String text, int line) {
        String reason = "";
        try {
            Optional<Object> value = key.convert(text);
            if (value.isPresent()) {
                return value;
            }
        } catch (IllegalArgumentException | DateTimeException e) {
            reason = String.valueOf(e.getMessage());
        }
        fields.reportProblem(line, key.name(), key.refusal(text, reason));
        return Optional.empty();
    }

    private void setting(SectionKey key, String value, boolean isDefault, Optional<Path> secretFile) {
        context.settings().add(new EffectiveSetting(fields.path(key.name()), value, isDefault, secretFile));
    }

    private Optional<Path> secretIn(String key) {
        String written = fields.consume(key)
                .map(node -> node instanceof Scalar scalar ? scalar.text() : "")
                .orElse("");
        return VariableSubstitution.isReference(written) ? context.variables().file(written) : context.file();
    }

    /// The text of the file with its variables, or else of the default.
    private String written(SectionKey key) {
        List<String> items = fields.items(key.name()).stream()
                .map(node -> node instanceof Scalar scalar ? context.variables().expand(scalar.text()) : "")
                .toList();
        return Optional.of(String.join(", ", items))
                .filter(text -> !text.isBlank())
                .orElse(key.defaultText());
    }

    private Optional<String> expand(String key, YamlNode node) {
        if (!(node instanceof Scalar scalar)) {
            fields.reportProblem(node.line(), key, "expected a single value here, not a section");
            return Optional.empty();
        }
        Optional<String> wrong = context.variables().problem(scalar.text());
        wrong.ifPresent(message -> fields.reportProblem(node.line(), key, message));
        return wrong.isPresent() || scalar.isMissing()
                ? Optional.empty()
                : Optional.of(context.variables().expand(scalar.text()));
    }
}
