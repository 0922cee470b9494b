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

    /// A key that its mapping has twice.
    ///
    /// @param path the full path of the key, such as `telegram.limits`
    public record RepeatedKey(String path, String key, int line, int firstLine) {}
}
