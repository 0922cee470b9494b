package digestbot.audience;

/// A person who writes or presses a button. The language is that of their client, as an IETF tag.
public record Person(Platform platform, long userId, String language) {}
