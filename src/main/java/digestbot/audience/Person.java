package digestbot.audience;

/// A person who writes or presses a button. `language` is the IETF tag of their client's language.
public record Person(Platform platform, long userId, String language) {}
