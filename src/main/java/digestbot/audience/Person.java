package digestbot.audience;

/// A person who writes or presses a button.
///
/// @param language the language of the person's client, an IETF tag
public record Person(Platform platform, long userId, String language) {}
