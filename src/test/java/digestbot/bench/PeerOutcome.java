package digestbot.bench;

/// What came of a peer's broadcast.
sealed interface PeerOutcome {

    /// The script's name, without extension.
    String name();

    /// It sent a message to every chat.
    ///
    /// @param perSecond messages, from the first to the last as the platform saw them
    /// @param processorMillis for each message
    /// @param peakMib the most memory that the process held
    /// @param stores whether it stores deliveries
    record Measured(String name, double perSecond, double processorMillis, double peakMib, boolean stores)
            implements PeerOutcome {}

    /// It did not.
    record Skipped(String name, String reason) implements PeerOutcome {}
}
