package digestbot.audience;

/// A person who writes or presses a button. The language is their client's, as an IETF tag.
public record Person(Platform platform, long userId, String language) {}
