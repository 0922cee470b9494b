package digestbot.button;

import static digestbot.button.FieldCodecs.FLAG;
import static digestbot.button.FieldCodecs.NUMBER;
import static digestbot.button.FieldCodecs.PAGE;
import static digestbot.button.FieldCodecs.VIEW;

import digestbot.audience.Permission;
import digestbot.digest.DigestView;
import java.util.Optional;

/// A press of a button, as the data that the button carries; it outlives upgrades.
///
/// Each record says in its `SPEC` how it is written and which permission it needs: a new button is a record here and
/// its handler. Data is at most 40 bytes of ASCII.
public sealed interface Press
        permits Press.Link,
                Press.Menu,
                Press.Withdraw,
                Press.Report,
                SettingsPress,
                BroadcastPress,
                StaffPress,
                PrivacyPress {

    /// A press that a link may open, as it changes nothing.
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
    record Show(long digest, DigestView view, int page) implements Link {
        static final ButtonSpec<Show> SPEC = ButtonSpec.of(
                "v", Permission.READ, Show::new, NUMBER.of(Show::digest), VIEW.of(Show::view), PAGE.of(Show::page));
    }

    /// Shows a view of a digest in a new message and leaves the pressed one as it is.
    ///
    /// @param digest the digest's number
    record Open(long digest, DigestView view) implements Link {
        static final ButtonSpec<Open> SPEC =
                ButtonSpec.of("o", Permission.READ, Open::new, NUMBER.of(Open::digest), VIEW.of(Open::view));
    }

    /// Say that something is wrong in a digest.
    ///
    /// @param shown the view that the button stands below
    record Mistake(long digest, DigestView shown) implements Link {
        static final ButtonSpec<Mistake> SPEC =
                ButtonSpec.of("m", Permission.READ, Mistake::new, NUMBER.of(Mistake::digest), VIEW.of(Mistake::shown));

        @Override
        public boolean mayAskForText() {
            return true;
        }
    }

    /// Reports a mistake in a part of a digest. A description may follow.
    ///
    /// @param about a perspective; any other view stands for the whole digest
    record Report(long digest, DigestView about) implements Press {
        static final ButtonSpec<Report> SPEC =
                ButtonSpec.of("y", Permission.READ, Report::new, NUMBER.of(Report::digest), VIEW.of(Report::about));
    }

    /// The buttons of menus.
    sealed interface Menu extends Press {}

    /// A press whose answer takes the place of the pressed message, where the person may manage the chat.
    sealed interface Place extends Menu, Link {}

    /// Subscribe this chat to a topic with the defaults.
    ///
    /// @param topic the topic's number
    record Subscribe(long topic) implements Menu {
        static final ButtonSpec<Subscribe> SPEC =
                ButtonSpec.of("s", Permission.CHANGE, Subscribe::new, NUMBER.of(Subscribe::topic));
    }

    /// End this chat's subscription to a topic.
    ///
    /// @param topic the topic's number
    record Unsubscribe(long topic) implements Menu {
        static final ButtonSpec<Unsubscribe> SPEC =
                ButtonSpec.of("u", Permission.CHANGE, Unsubscribe::new, NUMBER.of(Unsubscribe::topic));
    }

    /// Subscribes this chat to all topics including new ones, or stops new ones from being added.
    ///
    /// @param wanted whether it is to have them
    record AllTopics(boolean wanted) implements Menu {
        static final ButtonSpec<AllTopics> SPEC =
                ButtonSpec.of("a", Permission.CHANGE, AllTopics::new, FLAG.of(AllTopics::wanted));
    }

    /// Show the topics.
    ///
    /// @param page from 0
    record Topics(int page) implements Place {
        static final ButtonSpec<Topics> SPEC = ButtonSpec.of("t", Permission.READ, Topics::new, PAGE.of(Topics::page));
    }

    /// Show what the bot can do.
    record Help() implements Place {
        static final ButtonSpec<Help> SPEC = ButtonSpec.of("h", Permission.READ, Help::new);
    }

    /// Show the newest digests.
    record Today() implements Place {
        static final ButtonSpec<Today> SPEC = ButtonSpec.of("n", Permission.READ, Today::new);
    }

    /// Stop all that comes to this chat, until it is resumed.
    record Stop() implements Menu {
        static final ButtonSpec<Stop> SPEC = ButtonSpec.of("x", Permission.CHANGE, Stop::new);
    }

    /// Deliver to this chat again, after it was stopped.
    record Resume() implements Menu {
        static final ButtonSpec<Resume> SPEC = ButtonSpec.of("r", Permission.CHANGE, Resume::new);
    }

    /// Withdraws a digest.
    ///
    /// @param digest the digest's number
    record Withdraw(long digest) implements Press {
        static final ButtonSpec<Withdraw> SPEC =
                ButtonSpec.of("w", Permission.WITHDRAW, Withdraw::new, NUMBER.of(Withdraw::digest));
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
