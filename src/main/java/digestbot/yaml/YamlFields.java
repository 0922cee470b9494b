package digestbot.yaml;

import digestbot.yaml.YamlNode.Mapping;
import digestbot.yaml.YamlNode.MappingEntry;
import digestbot.yaml.YamlNode.Scalar;
import digestbot.yaml.YamlNode.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the keys of a mapping one by one with the expected type, and reports mismatches with line
/// and path.
public final class YamlFields {

    private final String path;
    private final Mapping mapping;
    private final Map<String, MappingEntry> left;
    private final ProblemSink problems;

    @FunctionalInterface
    public interface ProblemSink {

        /// Adds a problem with a key.
        ///
        /// @param line the line, from 1
        /// @param path the full path of the key, such as `telegram.limits`
        /// @param message the problem, as the rest of a sentence about the path
        void add(int line, String path, String message);
    }

    /// @param path the path of the mapping, such as `telegram.limits`; empty for the root
    public YamlFields(String path, Mapping mapping, ProblemSink problems) {
        this.path = path;
        this.mapping = mapping;
        this.left = new LinkedHashMap<>(mapping.entries());
        this.problems = problems;
    }

    /// The keys of the mapping, in the file's order.
    public Set<String> keys() {
        return mapping.entries().keySet();
    }

    /// The keys that were not read.
    public Map<String, MappingEntry> unreadKeys() {
        return left;
    }

    public String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /// The key's line, or the mapping's if it has no such key.
    public int lineOf(String key) {
        MappingEntry entry = mapping.entries().get(key);
        return entry == null ? mapping.line() : entry.line();
    }

    /// The key's value, which may be read more than once.
    public Optional<YamlNode> consume(String key) {
        return Optional.ofNullable(value(key));
    }

    private @Nullable YamlNode value(String key) {
        left.remove(key);
        MappingEntry entry = mapping.entries().get(key);
        return entry == null ? null : entry.value();
    }

    /// Tells whether the value is a list or a mapping.
    public boolean isCollection(String key) {
        MappingEntry entry = mapping.entries().get(key);
        return entry != null && !(entry.value() instanceof Scalar);
    }

    /// The key's scalar value; empty if it is missing, or if it is a list or a mapping, which is
    /// reported.
    ///
    /// @param otherwise the report
    public Optional<Scalar> scalar(String key, String otherwise) {
        return switch (value(key)) {
            case null -> Optional.empty();
            case Scalar scalar -> Optional.of(scalar);
            case Sequence _, Mapping _ -> {
                reportProblem(key, otherwise);
                yield Optional.empty();
            }
        };
    }

    /// The key's values; a scalar counts as a list of one.
    public List<YamlNode> items(String key) {
        return switch (value(key)) {
            case null -> List.of();
            case Sequence sequence -> sequence.values();
            case Scalar scalar -> List.of(scalar);
            case Mapping below -> List.of(below);
        };
    }

    public void reportProblem(String key, String message) {
        reportProblem(lineOf(key), key, message);
    }

    /// Reports a problem with a part of a key's value, at the given line.
    public void reportProblem(int line, String key, String message) {
        problems.add(line, path(key), message);
    }
}
