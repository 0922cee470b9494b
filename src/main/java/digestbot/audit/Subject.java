package digestbot.audit;

import digestbot.subscription.Platform;

/// What something was done to.
public sealed interface Subject {

    /// A digest.
    ///
    /// @param number the digest's
    record Digest(long number) implements Subject {}

    /// An announcement.
    ///
    /// @param number the announcement's
    record Broadcast(long number) implements Subject {}

    /// A person, as the platform knows them.
    record Someone(Platform platform, long userId) implements Subject {}

    /// What deliveries failed of.
    record Cause(String name) implements Subject {}

    /// Nothing that is not in the deed.
    record Nothing() implements Subject {}
}
