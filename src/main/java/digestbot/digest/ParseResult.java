package digestbot.digest;

import java.util.List;

/// The result of reading a file as a digest.
public sealed interface ParseResult {

    /// A valid digest; the warnings are probable mistakes for its author to check.
    ///
    /// @param perspectiveLines the line of each perspective's section, or of its declaration if it
    ///     has no section
    record Parsed(Digest digest, List<Diagnostic> warnings, List<Integer> perspectiveLines) implements ParseResult {
        public Parsed {
            warnings = List.copyOf(warnings);
            perspectiveLines = List.copyOf(perspectiveLines);
        }

        /// A result without the lines of its perspectives.
        public Parsed(Digest digest, List<Diagnostic> warnings) {
            this(digest, warnings, List.of());
        }
    }

    /// The file is invalid, for at least one reason.
    ///
    /// @param isOther true if nothing says that it is meant as a digest: it has no front matter, or one
    ///     with neither a topic nor a date
    record Invalid(List<Diagnostic> problems, boolean isOther) implements ParseResult {

        public Invalid(List<Diagnostic> problems) {
            this(problems, false);
        }

        public Invalid {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("an invalid file has a problem");
            }
        }
    }
}
