package digestbot.edition;

/// A way to look at a digest.
public sealed interface View {

    /// Highlights and every chosen side.
    record Overview() implements View {}

    /// One side alone.
    ///
    /// @param ordinal the side's place in the digest's perspectives, from 0
    record OneSide(int ordinal) implements View {}

    /// The list of cited articles.
    record Sources() implements View {}
}
