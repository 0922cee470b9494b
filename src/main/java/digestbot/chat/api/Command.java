package digestbot.chat.api;

import digestbot.button.Press;
import digestbot.markdown.TextCleaner;
import java.util.Optional;

/// What a person asks of the bot, in no platform's words. Empty strings are options that were not given.
///
/// Each command cleans the text that it is given, as a digest's is cleaned, so that nothing unclean is looked up,
/// stored
/// or shown, whichever platform it came from.
public sealed interface Command {

    /// The first word, or a link that led here.
    ///
    /// @param payload the link's: a topic's id, or a press with `-` for `:`
    record Start(String payload) implements Command {
        public Start {
            payload = TextCleaner.line(payload);
        }
    }

    /// Subscribe to a topic (id or name, ignoring case, or `all`).
    record Subscribe(String topic, Target to) implements Command {
        public Subscribe {
            topic = TextCleaner.line(topic);
        }
    }

    /// End a subscription (a topic's id or name, or `all`).
    record Unsubscribe(String topic, Target to) implements Command {
        public Unsubscribe {
            topic = TextCleaner.line(topic);
        }
    }

    /// Show the newest digest.
    record Today(String topic) implements Command {
        public Today {
            topic = TextCleaner.line(topic);
        }
    }

    /// Show one side of a digest.
    ///
    /// @param perspective a side's id, name or short name
    /// @param date an ISO date; the newest if empty
    record Perspective(String perspective, String topic, String date) implements Command {
        public Perspective {
            perspective = TextCleaner.line(perspective);
            topic = TextCleaner.line(topic);
            date = TextCleaner.line(date);
        }
    }

    /// Show all topics, and which of them come to this chat.
    record Topics() implements Command {}

    /// Show what can be chosen for this chat.
    record Settings() implements Command {}

    /// Say where this chat's clock is.
    ///
    /// @param name a place, a zone's id, or an offset such as `+02:00`; empty to find it by tapping
    record Zone(String name) implements Command {
        public Zone {
            name = TextCleaner.line(name);
        }
    }

    /// Stop all that comes to this chat.
    record Stop() implements Command {}

    record Help() implements Command {}

    /// Announce something to subscribers.
    ///
    /// @param text Markdown; empty if it is still to be written
    record Broadcast(String text) implements Command {
        public Broadcast {
            text = TextCleaner.lines(text);
        }
    }

    /// Take a digest back from all who got it.
    ///
    /// @param date an ISO date
    record Withdraw(String topic, String date) implements Command {
        public Withdraw {
            topic = TextCleaner.line(topic);
            date = TextCleaner.line(date);
        }
    }

    /// What those who run the bot do beside announcing and withdrawing.
    sealed interface Staff extends Command {

        /// Give a person a role, or take it away.
        ///
        /// @param role its id, or its name in some language; `none` takes it away
        /// @param person the platform's id of them; of the other one with its name before, as in `discord:1`
        /// @param name what they are called; empty if that is not known
        record Appoint(String role, String person, String name) implements Staff {
            public Appoint {
                role = TextCleaner.line(role);
                person = TextCleaner.line(person);
                name = TextCleaner.line(name);
            }
        }

        /// Show who has which role.
        record Roles() implements Staff {}

        /// Show what those who run the bot did.
        record Audit() implements Staff {}

        /// Publish digests that are held back; without a topic, show all of them.
        ///
        /// @param date as people write dates
        record Release(String topic, String date) implements Staff {
            public Release {
                topic = TextCleaner.line(topic);
                date = TextCleaner.line(date);
            }
        }
    }

    /// Ask for digests of other days, and about digests. Dates are as people write them.
    sealed interface Asking extends Command {

        /// Show yesterday's digest.
        record Yesterday(String topic) implements Asking {
            public Yesterday {
                topic = TextCleaner.line(topic);
            }
        }

        /// Show the digest of a day.
        ///
        /// @param topic may hold the date too, before or behind it
        record Digest(String topic, String date) implements Asking {
            public Digest {
                topic = TextCleaner.line(topic);
                date = TextCleaner.line(date);
            }
        }

        /// Show a day's overview as a picture; the newest without a date.
        ///
        /// @param topic as for [Digest]
        record Card(String topic, String date) implements Asking {
            public Card {
                topic = TextCleaner.line(topic);
                date = TextCleaner.line(date);
            }
        }

        /// Find words in all digests.
        ///
        /// @param words with whatever narrows it down, such as `perspective:china`
        /// @param narrowed the options that do so too
        record Search(String words, Narrowed narrowed) implements Asking {
            public Search {
                words = TextCleaner.line(words);
            }
        }

        /// Show what is new on each side since the day before; in the newest without a date.
        ///
        /// @param topic as for [Digest]
        record Changes(String topic, String date) implements Asking {
            public Changes {
                topic = TextCleaner.line(topic);
                date = TextCleaner.line(date);
            }
        }

        /// Show what a digest cites; the newest without a date.
        ///
        /// @param topic as for [Digest]
        record Sources(String topic, String date) implements Asking {
            public Sources {
                topic = TextCleaner.line(topic);
                date = TextCleaner.line(date);
            }
        }

        /// Show what did not come to this chat.
        record Missed() implements Asking {}

        /// Say which rule brings digests to this chat, and where today's are.
        record Why() implements Asking {}
    }

    /// What narrows a search down.
    ///
    /// @param perspective a side's id, name or short name
    record Narrowed(String topic, String perspective, String from, String to) {

        public Narrowed {
            topic = TextCleaner.line(topic);
            perspective = TextCleaner.line(perspective);
            from = TextCleaner.line(from);
            to = TextCleaner.line(to);
        }

        /// Nothing does.
        public static final Narrowed NOT = new Narrowed("", "", "", "");
    }

    /// Tell what is kept, and how long.
    record Privacy() implements Command {}

    /// Give all that is kept as a file.
    record Export() implements Command {}

    /// Delete all that is kept.
    record Forget() implements Command {}

    /// Something is wrong in a digest.
    ///
    /// @param about where; empty: where the person said last that something is
    /// @param words what it is
    record Mistake(Optional<Press.Report> about, String words) implements Command {
        public Mistake {
            words = TextCleaner.lines(words);
        }
    }

    /// A button was pressed.
    ///
    /// @param press empty if the button is of a version that nobody knows any more
    record Pressed(Optional<Press> press) implements Command {}

    /// A command that does not exist.
    record Unknown(String name) implements Command {
        public Unknown {
            name = TextCleaner.line(name);
        }
    }

    /// The chat that a subscription is for.
    enum Target {
        /// Here if the person may, else me.
        DEFAULT,
        HERE,
        ME
    }
}
