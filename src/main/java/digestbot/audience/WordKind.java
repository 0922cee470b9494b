package digestbot.audience;

public enum WordKind implements StoredEnum {
    /// Digests of other topics with the word are delivered as well.
    FOLLOW,
    /// Points with the word are left out of digests.
    MUTE
}
