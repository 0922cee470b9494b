package digestbot.digest;

import java.util.List;

/// The result of reading a file as a digest.
public sealed interface ParseResult {

    /// A digest that can be delivered; the warnings say what its author may want to look at.
    ///
    /// @param perspectiveLines the line of each perspective's section, or of its declaration if it
    /// has no section
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

    /// Not a digest; at least one problem says why.
    record Invalid(List<Diagnostic> problems) implements ParseResult {
        public Invalid {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("an invalid file has a problem");
            }
        }
    }
}
