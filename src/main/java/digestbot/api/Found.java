package digestbot.api;

/// What was found at an address.
public sealed interface Found {

    /// A digest that readers see.
    record Shown(PublicDigest digest) implements Found {}

    /// A digest that was published and has been withdrawn.
    record Gone() implements Found {}

    /// Nothing.
    record Nothing() implements Found {}
}
