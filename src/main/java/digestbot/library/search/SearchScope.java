package digestbot.library.search;

/// A part of a digest that can be searched separately.
public sealed interface SearchScope {

    /// Everything that is in no other part.
    record WholeScope() implements SearchScope {}

    /// The text of a perspective.
    ///
    /// @param ordinal the perspective's place in the digest's perspectives, from 0
    record PerspectiveScope(int ordinal) implements SearchScope {}

    /// The cited sources.
    record SourcesScope() implements SearchScope {}
}
