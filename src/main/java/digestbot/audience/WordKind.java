package digestbot.audience;

public enum WordKind implements StoredEnum {
    /// Digests of other topics that have it are delivered, too.
    FOLLOW,
    /// The same of a story ([digestbot.digest.Digest.Story#key]).
    STORY,
    /// Points that have it are left out of digests.
    MUTE
}
