package digestbot.config;

import digestbot.digest.Diagnostic;
import java.nio.file.Path;
import java.util.List;

/// The result of reading a configuration file.
public sealed interface ConfigResult {

    /// A configuration to start with.
    record Loaded(Config config) implements ConfigResult {}

    /// A file to fix; every mistake in it at once, by line.
    record InvalidConfig(List<Diagnostic> problems) implements ConfigResult {
        public InvalidConfig {
            problems = List.copyOf(problems);
        }

        /// The problems as `file:line: message`; of a file that cannot be read, as a sentence that begins with its
        /// name.
        public List<String> lines(Path file) {
            return problems.stream()
                    .map(problem -> problem.place(file)
                            + (problem.line() == Diagnostic.WHOLE_FILE ? " " : ": ")
                            + problem.message())
                    .toList();
        }
    }
}
