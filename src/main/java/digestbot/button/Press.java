package digestbot.button;

import static digestbot.button.FieldCodecs.COMMAND;
import static digestbot.button.FieldCodecs.FLAG;
import static digestbot.button.FieldCodecs.NUMBER;
import static digestbot.button.FieldCodecs.PAGE;
import static digestbot.button.FieldCodecs.VIEW;
import static digestbot.button.FieldCodecs.VOTE;

import digestbot.audience.Permission;
import digestbot.digest.DigestView;
import digestbot.vote.Vote;
import java.util.Optional;

/// A press of a button, as the data that the button carries. The data must stay readable after
/// upgrades.
///
/// Each record defines in its `SPEC` how it is written and which permission it needs: a new button
/// is a record here and its handler. Data is at most 60 bytes of ASCII.
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

    /// Shows a page of a view of a digest.
    ///
    /// @param digest the digest's number
    /// @param page from 0
    record Show(long digest, DigestView view, int page) implements Linkable {
        static final ButtonSpec<Show> SPEC = ButtonSpec.of(
                "v", Permission.READ, Show::new, NUMBER.of(Show::digest), VIEW.of(Show::view), PAGE.of(Show::page));
    }

    /// Shows a view of a digest in a new message and leaves the pressed one as it is.
    ///
    /// @param digest the digest's number
    record ShowSeparately(long digest, DigestView view) implements Linkable {
        static final ButtonSpec<ShowSeparately> SPEC = ButtonSpec.of(
                "o",
                Permission.READ,
                ShowSeparately::new,
                NUMBER.of(ShowSeparately::digest),
                VIEW.of(ShowSeparately::view));
    }

    /// Shows a page of a view, which the presser alone sees, to everybody in the chat.
    ///
    /// @param digest the digest's number
    /// @param page from 0
    record ShareHere(long digest, DigestView view, int page) implements Press {
        static final ButtonSpec<ShareHere> SPEC = ButtonSpec.of(
                "i",
                Permission.READ,
                ShareHere::new,
                NUMBER.of(ShareHere::digest),
                VIEW.of(ShareHere::view),
                PAGE.of(ShareHere::page));
    }

    /// Starts the report of a mistake in a digest.
    ///
    /// @param shown the view above the button
    record ReportMistake(long digest, DigestView shown) implements Linkable {
        static final ButtonSpec<ReportMistake> SPEC = ButtonSpec.of(
                "m",
                Permission.READ,
                ReportMistake::new,
                NUMBER.of(ReportMistake::digest),
                VIEW.of(ReportMistake::shown));

        @Override
        public boolean mayAskForText() {
            return true;
        }
    }

    /// Asks what is wrong in a part of a digest.
    ///
    /// @param about a perspective; any other view stands for the whole digest
    record ReportMistakeIn(long digest, DigestView about) implements Linkable {
        static final ButtonSpec<ReportMistakeIn> SPEC = ButtonSpec.of(
                "y",
                Permission.READ,
                ReportMistakeIn::new,
                NUMBER.of(ReportMistakeIn::digest),
                VIEW.of(ReportMistakeIn::about));

        @Override
        public boolean mayAskForText() {
            return true;
        }
    }

    sealed interface MenuPress extends Press {}

    /// A press whose answer replaces the pressed message if the person may manage the chat.
    sealed interface MenuScreen extends MenuPress, Linkable {}

    /// Subscribes this chat to a topic with the defaults.
    ///
    /// @param topic the topic's number
    record SubscribeTopic(long topic) implements MenuPress {
        static final ButtonSpec<SubscribeTopic> SPEC =
                ButtonSpec.of("s", Permission.CHANGE_SETTINGS, SubscribeTopic::new, NUMBER.of(SubscribeTopic::topic));
    }

    /// Ends this chat's subscription to a topic.
    ///
    /// @param topic the topic's number
    record UnsubscribeTopic(long topic) implements MenuPress {
        static final ButtonSpec<UnsubscribeTopic> SPEC = ButtonSpec.of(
                "u", Permission.CHANGE_SETTINGS, UnsubscribeTopic::new, NUMBER.of(UnsubscribeTopic::topic));
    }

    /// Subscribes this chat to all topics including new ones, or stops new ones from being added.
    ///
    /// @param enabled true to subscribe
    record SetAllTopics(boolean enabled) implements MenuPress {
        static final ButtonSpec<SetAllTopics> SPEC =
                ButtonSpec.of("a", Permission.CHANGE_SETTINGS, SetAllTopics::new, FLAG.of(SetAllTopics::enabled));
    }

    /// Shows the topics.
    ///
    /// @param page from 0
    record ShowTopics(int page) implements MenuScreen {
        static final ButtonSpec<ShowTopics> SPEC =
                ButtonSpec.of("t", Permission.READ, ShowTopics::new, PAGE.of(ShowTopics::page));
    }

    record ShowHelp() implements MenuScreen {
        static final ButtonSpec<ShowHelp> SPEC = ButtonSpec.of("h", Permission.READ, ShowHelp::new);
    }

    /// Shows the newest digests.
    record ShowToday() implements MenuScreen {
        static final ButtonSpec<ShowToday> SPEC = ButtonSpec.of("n", Permission.READ, ShowToday::new);
    }

    /// Stops all deliveries to this chat until it is resumed.
    record StopDeliveries() implements MenuPress {
        static final ButtonSpec<StopDeliveries> SPEC =
                ButtonSpec.of("x", Permission.CHANGE_SETTINGS, StopDeliveries::new);
    }

    /// Resumes deliveries to this chat after they were stopped.
    record ResumeDeliveries() implements MenuPress {
        static final ButtonSpec<ResumeDeliveries> SPEC =
                ButtonSpec.of("r", Permission.CHANGE_SETTINGS, ResumeDeliveries::new);
    }

    /// Votes on whether a digest was balanced.
    ///
    /// @param digest the digest's number
    record VoteOnDigest(long digest, Vote vote) implements Press {
        static final ButtonSpec<VoteOnDigest> SPEC = ButtonSpec.of(
                "j", Permission.READ, VoteOnDigest::new, NUMBER.of(VoteOnDigest::digest), VOTE.of(VoteOnDigest::vote));
    }

    /// Withdraws a digest.
    ///
    /// @param digest the digest's number
    record WithdrawDigest(long digest) implements Press {
        static final ButtonSpec<WithdrawDigest> SPEC =
                ButtonSpec.of("w", Permission.WITHDRAW, WithdrawDigest::new, NUMBER.of(WithdrawDigest::digest));
    }

    /// Runs a command without options, as if the person had typed it.
    ///
    /// @param command the command's id
    record RunCommand(String command) implements Press {
        static final ButtonSpec<RunCommand> SPEC =
                ButtonSpec.of("c", Permission.READ, RunCommand::new, COMMAND.of(RunCommand::command));
    }

    /// Tells whether the answer may ask for a longer text.
    default boolean mayAskForText() {
        return false;
    }

    /// The permission that the person needs.
    default Permission permission() {
        return ButtonCodec.spec(this).permission();
    }

    /// The data for the platform's button.
    default String encode() {
        return ButtonCodec.encode(this);
    }

    /// Decodes a button's data; empty if it is of another version or malformed.
    static Optional<Press> decode(String data) {
        return ButtonCodec.decode(data);
    }
}
