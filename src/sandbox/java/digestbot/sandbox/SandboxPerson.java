package digestbot.sandbox;

/// A person who writes and presses buttons. The id is positive; the language is the client's IETF
/// tag, such as `en` or `zh-CN`.
public record SandboxPerson(long id, String name, String language) {}
