package digestbot.sandbox;

import java.util.List;

/// A command as a client offers it after a slash is typed.
///
/// @param name the name without the slash
public record CommandOffer(String name, String description, List<Option> options) {

    /// An option of a command.
    ///
    /// @param suggested true if the bot suggests values while the person types
    /// @param choices the allowed values; empty if any value is allowed
    public record Option(String name, String description, boolean required, boolean suggested, List<String> choices) {}

    /// A value to choose.
    ///
    /// @param name the text that the client shows
    /// @param value the value that the client sends
    public record Choice(String name, String value) {}
}
