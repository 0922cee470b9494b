package digestbot.yaml;

/// The reason why a text is not valid YAML, or uses YAML that is not allowed.
public sealed interface YamlError {

    /// The line in the file, from 1.
    int line();

    /// The text violates YAML's grammar.
    ///
    /// @param line the line where parsing stopped
    /// @param context the library's description of what it was parsing; may be empty
    /// @param contextLine the line where that begins
    /// @param problem the library's description of the error; may be empty
    record Syntax(int line, String context, int contextLine, String problem) implements YamlError {

        /// Tells whether a quotation mark or a bracket is opened at [#contextLine] and never
        /// closed.
        public boolean isUnclosed() {
            return context.contains("quoted scalar") || context.contains("flow");
        }
    }

    /// The library threw an unexpected exception.
    ///
    /// @param what the name of the exception
    record Unexpected(int line, String what) implements YamlError {}

    /// The text has a character that YAML does not allow.
    record ForbiddenCharacter(int line, int codePoint) implements YamlError {}

    record SecondDocument(int line) implements YamlError {}

    /// Values are nested too deeply.
    ///
    /// @param maxDepth the maximum depth
    record TooDeep(int line, int maxDepth) implements YamlError {}

    /// A value is an alias; aliases allow exponential expansion.
    ///
    /// @param name the name without its asterisk
    record Alias(int line, String name) implements YamlError {}

    /// A key is a list or a mapping.
    record KeyWithoutText(int line) implements YamlError {}
}
