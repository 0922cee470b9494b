package digestbot.digest;

import java.util.List;

public sealed interface ParseResult {

    /// A valid digest. Warnings are probable mistakes that its author should check.
    ///
    /// @param perspectiveLines the line of each perspective's section, or of its declaration if it
    ///     has no section
    record Parsed(Digest digest, List<Diagnostic> warnings, List<Integer> perspectiveLines) implements ParseResult {

        public Parsed(Digest digest, List<Diagnostic> warnings) {
            this(digest, warnings, List.of());
        }
    }

    /// At least one reason why the file is invalid.
    ///
    /// @param isOther true if the file is apparently not meant as a digest: it has no front matter,
    ///     or one with neither a topic nor a date
    record Invalid(List<Diagnostic> problems, boolean isOther) implements ParseResult {

        public static final Invalid OTHER = new Invalid(List.of(new Diagnostic(1, "is no digest")), true);

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
