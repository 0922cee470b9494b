package digestbot.subscription;

/// How much of each side a subscriber wants to read.
public enum Length {
    /// The highlights alone.
    HEADLINES,
    /// The first two points of each side.
    SHORT,
    /// Everything.
    FULL
}
