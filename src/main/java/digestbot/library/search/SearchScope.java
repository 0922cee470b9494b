package digestbot.library.search;

/// A part of a digest, as far as it is looked at by itself.
public sealed interface SearchScope {

    /// All that is not in another part.
    record Whole() implements SearchScope {}

    /// The text of a perspective.
    ///
    /// @param ordinal the side's place in the digest's perspectives, from 0
    record Perspective(int ordinal) implements SearchScope {}

    /// The cited sources.
    record Sources() implements SearchScope {}
}
