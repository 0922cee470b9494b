package digestbot.library;

/// A part of a digest, as far as it is looked at by itself.
public sealed interface Place {

    /// All that is not in another part.
    record Whole() implements Place {}

    /// What a side says.
    ///
    /// @param ordinal the side's place in the digest's perspectives, from 0
    record Side(int ordinal) implements Place {}

    /// What is cited.
    record Sources() implements Place {}
}
