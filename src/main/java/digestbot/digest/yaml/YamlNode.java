package digestbot.digest.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A YAML value with its first line. Scalars are always text; the caller interprets them.
public sealed interface YamlNode {

    /// The line in the file, from 1.
    int line();

    /// The value as strings, lists and maps.
    Object toPlainObject();

    /// `text` is empty for a missing value: nothing, or an unquoted `null` or `~`.
    record Scalar(String text, boolean isMissing, int line) implements YamlNode {
        @Override
        public Object toPlainObject() {
            return text;
        }
    }

    record Sequence(List<YamlNode> values, int line) implements YamlNode {
        public Sequence {
            values = List.copyOf(values);
        }

        @Override
        public Object toPlainObject() {
            return values.stream().map(YamlNode::toPlainObject).toList();
        }
    }

    record Mapping(Map<String, MappingEntry> entries, int line) implements YamlNode {
        public Mapping {
            entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
        }

        @Override
        public Object toPlainObject() {
            Map<String, Object> plain = new LinkedHashMap<>();
            entries.forEach((key, entry) -> plain.put(key, entry.value().toPlainObject()));
            return plain;
        }
    }

    /// `line` is the key's line.
    record MappingEntry(int line, YamlNode value) {}
}
