package digestbot.yaml;

public sealed interface YamlError {

    /// The line in the file, from 1.
    int line();

    /// The library's description of the error: `context` is what it was parsing from `contextLine`
    /// on. `context` and `problem` may be empty.
    record Syntax(int line, String context, int contextLine, String problem) implements YamlError {

        /// Tells whether a quotation mark or a bracket is opened at [#contextLine] and never
        /// closed.
        public boolean isUnclosed() {
            return context.contains("quoted scalar") || context.contains("flow");
        }
    }

    /// The library threw an exception, or sent an event, that it should not; `what` is the name.
    record Unexpected(int line, String what) implements YamlError {}

    record ForbiddenCharacter(int line, int codePoint) implements YamlError {}

    record SecondDocument(int line) implements YamlError {}

    record TooDeep(int line, int maxDepth) implements YamlError {}

    /// Aliases allow exponential expansion. The name is without its asterisk.
    record Alias(int line, String name) implements YamlError {}

    /// A key is a list or a mapping.
    record KeyWithoutText(int line) implements YamlError {}
}
