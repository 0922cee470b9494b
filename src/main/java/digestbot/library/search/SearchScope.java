package digestbot.library.search;

/// A part of a digest that can be searched separately.
public sealed interface SearchScope {

    /// Everything that is in no other part.
    record WholeScope() implements SearchScope {}

    /// The ordinal is the perspective's place in the digest, from 0.
    record PerspectiveScope(int ordinal) implements SearchScope {}

    record SourcesScope() implements SearchScope {}
}
