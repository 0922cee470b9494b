package digestbot.digest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A YAML value with the line that it starts on. A scalar is always text: what it means is its reader's to
/// say, since YAML's own guesses turn `no` into false, `12:30` into 750 and `010` into 8.
sealed interface YamlValue {

    int line();

    /// The value as texts, lists and maps.
    Object plain();

    /// A single value.
    ///
    /// @param text empty for a missing value
    record Scalar(String text, int line) implements YamlValue {
        @Override
        public Object plain() {
            return text;
        }
    }

    /// A list.
    record Sequence(List<YamlValue> values, int line) implements YamlValue {
        public Sequence {
            values = List.copyOf(values);
        }

        @Override
        public Object plain() {
            return values.stream().map(YamlValue::plain).toList();
        }
    }

    /// Keys with their values.
    ///
    /// @param entries in the file's order
    record Mapping(Map<String, Entry> entries, int line) implements YamlValue {
        @Override
        public Object plain() {
            Map<String, Object> plain = new LinkedHashMap<>();
            entries.forEach((key, entry) -> plain.put(key, entry.value().plain()));
            return plain;
        }
    }

    /// A key's value.
    ///
    /// @param line where the key is
    record Entry(int line, YamlValue value) {}
}
