package digestbot.sandbox;

/// A person who writes and presses buttons in the sandbox.
///
/// @param id the platform's user id, positive
/// @param language the client's language, an IETF tag such as `en` or `zh-CN`
public record SandboxPerson(long id, String name, String language) {}
