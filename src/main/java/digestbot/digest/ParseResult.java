package digestbot.digest;

import java.util.List;

/// What reading a file as a digest gives.
public sealed interface ParseResult {

    /// A digest that can be delivered; the warnings say what its author may want to look at.
    record Parsed(Digest digest, List<Remark> warnings) implements ParseResult {
        public Parsed {
            warnings = List.copyOf(warnings);
        }
    }

    /// Not a digest; at least one problem says why.
    record Invalid(List<Remark> problems) implements ParseResult {
        public Invalid {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("an invalid file has a problem");
            }
        }
    }
}
