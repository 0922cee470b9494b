package digestbot.library.search;

/// A part of a digest, as far as it is looked at by itself.
public sealed interface SearchScope {

    /// All that is not in another part.
    record WholeScope() implements SearchScope {}

    /// The text of a perspective.
    ///
    /// @param ordinal the perspective's place in the digest's perspectives, from 0
    record PerspectiveScope(int ordinal) implements SearchScope {}

    /// The cited sources.
    record SourcesScope() implements SearchScope {}
}
