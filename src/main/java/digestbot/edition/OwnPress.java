package digestbot.edition;

/// Presses about what is kept of the chat and the person.
public sealed interface OwnPress extends Press {

    /// Show what is kept, and how long.
    record Privacy() implements OwnPress {}

    /// Give all of it as a file.
    record Export() implements OwnPress {}

    /// Ask whether all of it is to be deleted.
    record Forget() implements OwnPress {}

    /// Delete all of it.
    record ForgetNow() implements OwnPress {}
}
