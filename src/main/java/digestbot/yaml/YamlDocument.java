package digestbot.yaml;

import java.util.List;

/// The content of a YAML text.
///
/// @param root an empty mapping if the text is blank
/// @param repeatedKeys the first 50 duplicate keys; their values are ignored
public record YamlDocument(YamlNode root, List<RepeatedKey> repeatedKeys) {

    public YamlDocument {
        repeatedKeys = List.copyOf(repeatedKeys);
    }

    /// A duplicate key of a mapping.
    ///
    /// @param path the path of the mapping, such as `telegram.limits`
    /// @param line the line of the duplicate
    /// @param firstLine the line of the first key
    public record RepeatedKey(String path, String key, int line, int firstLine) {}
}
