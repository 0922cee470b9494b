package digestbot.subscription;

import java.util.Optional;

/// A chat that receives.
///
/// @param number the database's, never reused
/// @param pausedWhy why nothing can be delivered to it at present; empty if it can
public record Subscriber(long number, Chat chat, Preferences preferences, Optional<String> pausedWhy) {}
