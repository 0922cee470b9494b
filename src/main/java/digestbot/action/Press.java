package digestbot.action;

import digestbot.audience.Permission;
import digestbot.digest.DigestView;
import digestbot.vote.Vote;
import java.util.Optional;

/// A press of a button, as the data that the button carries. The data must stay readable after
/// upgrades.
///
/// The [ButtonData] of each record says how it is written and which permission it needs: a new
/// button is a record here and its handler. Data is at most 60 bytes of ASCII.
///
/// Digests, topics, broadcasts and listed words are identified by their numbers. Pages and ordinals
/// count from 0.
public sealed interface Press
        permits Press.Linkable,
                Press.MenuPress,
                Press.VoteOnDigest,
                Press.ShareHere,
                Press.WithdrawDigest,
                Press.RunCommand,
                SettingsPress,
                WordPress,
                BroadcastPress,
                OperatorPress,
                PrivacyPress {

    /// A press that a link may trigger, because it changes nothing.
    sealed interface Linkable extends Press
            permits Show, ShowSeparately, ReportMistake, ReportMistakeIn, MenuScreen, LookupPress {

        /// The payload of a link that triggers this press: its data with `-` for `:`.
        default String payload() {
            return encode().replace(':', '-');
        }

        /// The press that the payload triggers; empty if there is none.
        static Optional<Linkable> fromPayload(String payload) {
            return decode(payload.replace('-', ':'))
                    .filter(Linkable.class::isInstance)
                    .map(Linkable.class::cast);
        }
    }

    @ButtonData(code = "v", permission = Permission.READ)
    record Show(long digest, DigestView view, int page) implements Linkable {}

    /// Shows a view of a digest in a new message and leaves the pressed one as it is.
    @ButtonData(code = "o", permission = Permission.READ)
    record ShowSeparately(long digest, DigestView view) implements Linkable {}

    /// Shows a page of a view, which the presser alone sees, to everybody in the chat.
    @ButtonData(code = "i", permission = Permission.READ)
    record ShareHere(long digest, DigestView view, int page) implements Press {}

    /// Starts the report of a mistake in a digest. `shown` is the view above the button.
    @ButtonData(code = "m", permission = Permission.READ)
    record ReportMistake(long digest, DigestView shown) implements Linkable {
        @Override
        public boolean mayAskForText() {
            return true;
        }
    }

    /// Asks for the mistake in a part of a digest: a perspective; any other view stands for the
    /// whole digest.
    @ButtonData(code = "y", permission = Permission.READ)
    record ReportMistakeIn(long digest, DigestView about) implements Linkable {
        @Override
        public boolean mayAskForText() {
            return true;
        }
    }

    sealed interface MenuPress extends Press {}

    /// A press whose answer replaces the pressed message if the person may manage the chat.
    sealed interface MenuScreen extends MenuPress, Linkable {}

    /// Subscribes this chat to a topic with the defaults.
    @ButtonData(code = "s", permission = Permission.CHANGE_SETTINGS)
    record SubscribeTopic(long topic) implements MenuPress {}

    @ButtonData(code = "u", permission = Permission.CHANGE_SETTINGS)
    record UnsubscribeTopic(long topic) implements MenuPress {}

    /// Subscribes this chat to all topics including new ones, or stops new ones from being added.
    @ButtonData(code = "a", permission = Permission.CHANGE_SETTINGS)
    record SetAllTopics(boolean enabled) implements MenuPress {}

    @ButtonData(code = "t", permission = Permission.READ)
    record ShowTopics(int page) implements MenuScreen {}

    @ButtonData(code = "h", permission = Permission.READ)
    record ShowHelp() implements MenuScreen {}

    /// Shows the newest digests.
    @ButtonData(code = "n", permission = Permission.READ)
    record ShowToday() implements MenuScreen {}

    /// Stops all deliveries to this chat until it is resumed.
    @ButtonData(code = "x", permission = Permission.CHANGE_SETTINGS)
    record StopDeliveries() implements MenuPress {}

    @ButtonData(code = "r", permission = Permission.CHANGE_SETTINGS)
    record ResumeDeliveries() implements MenuPress {}

    @ButtonData(code = "j", permission = Permission.READ)
    record VoteOnDigest(long digest, Vote vote) implements Press {}

    @ButtonData(code = "w", permission = Permission.WITHDRAW)
    record WithdrawDigest(long digest) implements Press {}

    /// Runs the command with that id without options, as if the person had typed it.
    @ButtonData(code = "c", permission = Permission.READ)
    record RunCommand(String command) implements Press {}

    /// Tells whether the answer may ask for a longer text.
    default boolean mayAskForText() {
        return false;
    }

    default Permission permission() {
        return ButtonCodec.spec(this).permission();
    }

    default String encode() {
        return ButtonCodec.encode(this);
    }

    /// Decodes a button's data; empty if it is of another version or malformed.
    static Optional<Press> decode(String data) {
        return ButtonCodec.decode(data);
    }
}
