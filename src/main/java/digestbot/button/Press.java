package digestbot.button;

import digestbot.digest.DigestView;
import java.util.Optional;

/// What a press of a button asks for; the data that a button carries, and what outlives upgrades.
///
/// Encoded as `1:<verb>:…`, at most 40 bytes of ASCII.
public sealed interface Press
        permits Press.Link,
                Press.Menu,
                Press.Withdraw,
                Press.Report,
                SettingsPress,
                BroadcastPress,
                StaffPress,
                PrivacyPress {

    /// What a link may open, as it changes nothing.
    sealed interface Link extends Press permits Show, Open, Mistake, Place, LookupPress {

        /// The payload of a link that opens this: its data with `-` for `:`.
        default String payload() {
            return encode().replace(':', '-');
        }

        /// The press that the payload opens; empty if it opens none.
        static Optional<Link> opened(String payload) {
            return decode(payload.replace('-', ':'))
                    .filter(Link.class::isInstance)
                    .map(Link.class::cast);
        }
    }

    /// Show a page of a view of a digest.
    ///
    /// @param digest the digest's number
    /// @param page from 0
    record Show(long digest, DigestView view, int page) implements Link {}

    /// Show a view of a digest beside what it was found in, which stays.
    ///
    /// @param digest the digest's number
    record Open(long digest, DigestView view) implements Link {}

    /// Say that something is wrong in a digest.
    ///
    /// @param shown the view that the button stands below
    record Mistake(long digest, DigestView shown) implements Link {}

    /// Something is wrong there; what it is may be said in words.
    ///
    /// @param about one side; the digest as a whole for any other view
    record Report(long digest, DigestView about) implements Press {}

    /// What stands below the bot's own words.
    sealed interface Menu extends Press {}

    /// What takes the pressed message's place, where the person may manage the chat that it stands in.
    sealed interface Place extends Menu, Link {}

    /// Subscribe this chat to a topic with the defaults.
    ///
    /// @param topic the topic's number
    record Subscribe(long topic) implements Menu {}

    /// End this chat's subscription to a topic.
    ///
    /// @param topic the topic's number
    record Unsubscribe(long topic) implements Menu {}

    /// Subscribe this chat to all topics, also new ones, or let new ones pass.
    ///
    /// @param wanted whether it is to have them
    record AllTopics(boolean wanted) implements Menu {}

    /// Show the topics.
    ///
    /// @param page from 0
    record Topics(int page) implements Place {}

    /// Show what the bot can do.
    record Help() implements Place {}

    /// Show the newest digests.
    record Today() implements Place {}

    /// Stop all that comes to this chat, until it is resumed.
    record Stop() implements Menu {}

    /// Deliver to this chat again, after it was stopped.
    record Resume() implements Menu {}

    /// Take a digest back from all who got it.
    ///
    /// @param digest the digest's number
    record Withdraw(long digest) implements Press {}

    /// The data for the platform's button.
    default String encode() {
        return PressCode.encode(this);
    }

    /// What the data asks for; empty if it is of another version or malformed.
    static Optional<Press> decode(String data) {
        return PressCode.decode(data);
    }
}
