package digestbot.audience;

public enum WordKind implements StoredEnum {
    /// Digests of other topics that have it are delivered, too.
    FOLLOW,
    /// Points that have it are left out of digests.
    MUTE
}
