package digestbot.config;

import digestbot.digest.Diagnostic;
import java.nio.file.Path;
import java.util.List;

/// The result of reading a configuration file.
public sealed interface ConfigResult {

    /// A valid configuration.
    record Loaded(Config config) implements ConfigResult {}

    /// An invalid file, with all mistakes in it, by line.
    record InvalidConfig(List<Diagnostic> problems) implements ConfigResult {
        public InvalidConfig {
            problems = List.copyOf(problems);
        }

        /// The problems as `file:line: message`; for a file that cannot be read, a sentence that
        /// begins with its name.
        public List<String> lines(Path file) {
            return problems.stream()
                    .map(problem -> problem.place(file)
                            + (problem.line() == Diagnostic.WHOLE_FILE ? " " : ": ")
                            + problem.message())
                    .toList();
        }
    }
}
