package digestbot.command;

import digestbot.edition.Press;
import java.util.Optional;

/// What a person asks of the bot, in no platform's words. Empty strings are options that were not given.
public sealed interface Command {

    /// The first word, or a link that led here.
    ///
    /// @param payload the link's: a topic's id, or a press with `-` for `:`
    record Start(String payload) implements Command {}

    /// Subscribe to a topic (id or name, ignoring case, or `all`).
    record Subscribe(String topic, Target to) implements Command {}

    /// End a subscription (a topic's id or name, or `all`).
    record Unsubscribe(String topic, Target to) implements Command {}

    /// Show the newest digest.
    record Today(String topic) implements Command {}

    /// Show one side of a digest.
    ///
    /// @param side a side's id, name or short name
    /// @param date an ISO date; the newest if empty
    record Perspective(String side, String topic, String date) implements Command {}

    /// Show all topics, and which of them come to this chat.
    record Topics() implements Command {}

    /// Show what can be chosen for this chat.
    record Settings() implements Command {}

    /// Say where this chat's clock is.
    ///
    /// @param name a place, a zone's id, or an offset such as `+02:00`; empty to find it by tapping
    record Zone(String name) implements Command {}

    /// Stop all that comes to this chat.
    record Stop() implements Command {}

    record Help() implements Command {}

    /// Announce something to subscribers.
    ///
    /// @param text Markdown; empty if it is still to be written
    record Broadcast(String text) implements Command {}

    /// Take a digest back from all who got it.
    ///
    /// @param date an ISO date
    record Withdraw(String topic, String date) implements Command {}

    /// A button was pressed.
    ///
    /// @param press empty if the button is of a version that nobody knows any more
    record Pressed(Optional<Press> press) implements Command {}

    /// A command that does not exist.
    record Unknown(String name) implements Command {}

    /// The chat that a subscription is for.
    enum Target {
        /// Here if the person may, else me.
        DEFAULT,
        HERE,
        ME
    }
}
