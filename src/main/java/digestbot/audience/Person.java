package digestbot.audience;

/// A person who writes or presses a button.
///
/// @param userId the platform's id
/// @param language an IETF tag: what the person's client speaks
public record Person(Platform platform, long userId, String language) {}
