package digestbot.library.search;

/// A part of a digest, as far as it is looked at by itself.
public sealed interface SearchScope {

    /// All that is not in another part.
    record Whole() implements SearchScope {}

    /// What a side says.
    ///
    /// @param ordinal the side's place in the digest's perspectives, from 0
    record Perspective(int ordinal) implements SearchScope {}

    /// What is cited.
    record Sources() implements SearchScope {}
}
