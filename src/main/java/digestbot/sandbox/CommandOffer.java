package digestbot.sandbox;

import java.util.List;

/// A command as a client offers it to somebody who types a slash.
///
/// @param name without the slash
public record CommandOffer(String name, String description, List<Option> options) {

    /// An option of the command.
    ///
    /// @param suggested whether the bot suggests values while somebody types
    /// @param choices the values that it takes; empty if it takes any
    public record Option(String name, String description, boolean required, boolean suggested, List<String> choices) {}

    /// A value that the bot suggests.
    ///
    /// @param name what the client shows
    /// @param value what it sends
    public record Choice(String name, String value) {}
}
