package digestbot.sandbox;

import java.util.List;

/// A command, without its slash, as a client offers it after a slash is typed.
public record CommandOffer(String name, String description, List<Option> options) {

    /// A `suggested` option gets values from the bot while the person types. Without `choices`, any
    /// value is allowed.
    public record Option(String name, String description, boolean required, boolean suggested, List<String> choices) {}

    /// The client shows the name and sends the value.
    public record Choice(String name, String value) {}
}
