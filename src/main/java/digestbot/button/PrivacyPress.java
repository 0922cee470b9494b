package digestbot.button;

/// Presses about what is kept of the chat and the person.
public sealed interface PrivacyPress extends Press {

    /// Show what is kept, and how long.
    record Privacy() implements PrivacyPress {}

    /// Give all of it as a file.
    record Export() implements PrivacyPress {}

    /// Ask whether all of it is to be deleted.
    record Forget() implements PrivacyPress {}

    /// Delete all of it.
    record ForgetNow() implements PrivacyPress {}
}
