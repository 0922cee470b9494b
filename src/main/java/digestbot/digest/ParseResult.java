package digestbot.digest;

import java.util.List;

public sealed interface ParseResult {

    /// A valid digest; the warnings are probable mistakes for its author to check.
    record Parsed(Digest digest, List<Diagnostic> warnings) implements ParseResult {}

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
