package digestbot.digest.yaml;

import digestbot.digest.yaml.YamlNode.Mapping;
import digestbot.digest.yaml.YamlNode.MappingEntry;
import digestbot.digest.yaml.YamlNode.Scalar;
import digestbot.digest.yaml.YamlNode.Sequence;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the keys of a mapping one by one with the expected type, and reports mismatches with line
/// and path.
public class YamlFields {

    private final String path;
    private final Mapping mapping;
    private final Map<String, MappingEntry> left;
    private final ProblemSink problems;

    @FunctionalInterface
    public interface ProblemSink {

        /// Adds a problem with the key of the full path, such as `telegram.limits`. The message
        /// continues a sentence that begins with the path.
        void add(int line, String path, String message);
    }

    /// Reads a mapping at a path such as `telegram.limits`; the root's path is empty.
    public YamlFields(String path, Mapping mapping, ProblemSink problems) {
        this.path = path;
        this.mapping = mapping;
        this.left = new LinkedHashMap<>(mapping.entries());
        this.problems = problems;
    }

    public Set<String> keys() {
        return mapping.entries().keySet();
    }

    public Map<String, MappingEntry> unreadKeys() {
        return left;
    }

    public String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    /// The line of the key; the mapping's line if the key is missing.
    public int lineOf(String key) {
        MappingEntry entry = mapping.entries().get(key);
        return entry == null ? mapping.line() : entry.line();
    }

    public Optional<YamlNode> consume(String key) {
        return Optional.ofNullable(value(key));
    }

    private @Nullable YamlNode value(String key) {
        left.remove(key);
        MappingEntry entry = mapping.entries().get(key);
        return entry == null ? null : entry.value();
    }

    public boolean isCollection(String key) {
        MappingEntry entry = mapping.entries().get(key);
        return entry != null && !(entry.value() instanceof Scalar);
    }

    /// The key's scalar; empty if the key is missing. Also empty for a list or a mapping, which is
    /// reported with the message `otherwise`.
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

    public void reportProblem(int line, String key, String message) {
        problems.add(line, path(key), message);
    }
}
