package digestbot.chat.api;

import static digestbot.chat.api.CommandOptions.DATE;
import static digestbot.chat.api.CommandOptions.FROM;
import static digestbot.chat.api.CommandOptions.LONG_TEXT;
import static digestbot.chat.api.CommandOptions.PERSPECTIVE;
import static digestbot.chat.api.CommandOptions.PLACE;
import static digestbot.chat.api.CommandOptions.TO;
import static digestbot.chat.api.CommandOptions.TOPIC;
import static digestbot.chat.api.CommandOptions.UNTIL;

import digestbot.audience.ChatType;
import digestbot.audience.Permission;
import digestbot.audience.Platform;
import digestbot.button.BroadcastPress;
import digestbot.button.Press;
import digestbot.chat.api.CommandOption.InLine;
import digestbot.i18n.CommandPhrase;
import digestbot.markdown.TextCleaner;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A person's request to the bot, independent of the platform. Options that were not given are
/// empty strings.
///
/// Each record says in its `SPEC` what it is called, what it takes and which permission it needs: a new command is a
/// record here, a handler and its words. They are permitted in the order in which the help lists them.
///
/// Each command cleans its text in the same way as digests are cleaned, so that no control
/// characters are looked up, stored or shown.
public sealed interface Command
        permits LookupCommand,
                Command.Topics,
                Command.Subscribe,
                Command.Unsubscribe,
                Command.Settings,
                Command.Zone,
                Command.Stop,
                Command.Privacy,
                Command.Export,
                Command.Forget,
                Command.Mistake,
                Command.Help,
                Command.Broadcast,
                Command.Withdraw,
                StaffCommand,
                Command.Nameless {

    /// The strongest permission that the command may require.
    default Permission permission() {
        return CommandSpec.of(this).permission();
    }

    /// The permission that the command requires in the request's chat.
    default Permission permission(CommandRequest given) {
        return permission();
    }

    /// Tells whether the answer is for everybody in the chat. An answer with a refusal or a question
    /// is still for the person alone.
    default boolean isPublic() {
        return CommandSpec.of(this).isPublic();
    }

    /// Tells whether the answer may ask for a longer text, see [Reply.Compose].
    default boolean mayAskForText() {
        return false;
    }

    /// Tells whether something of the answer goes to the person's private chat with the bot,
    /// wherever it was given.
    default boolean needsDirect() {
        return false;
    }

    /// The filters of a search.
    ///
    /// @param perspective a side's id, name or short name
    record Narrowed(String topic, String perspective, String from, String to) {

        public Narrowed {
            topic = TextCleaner.line(topic);
            perspective = TextCleaner.line(perspective);
            from = TextCleaner.line(from);
            to = TextCleaner.line(to);
        }

        /// No filters.
        public static final Narrowed NOT = new Narrowed("", "", "", "");

        static Narrowed by(CommandArguments given) {
            return new Narrowed(given.get(TOPIC), given.get(PERSPECTIVE), given.get(FROM), given.get(UNTIL));
        }
    }

    /// Show the newest digest.
    record Today(String topic) implements LookupCommand {
        static final CommandSpec SPEC = CommandSpec.of(
                        "today", Permission.READ, given -> new Today(given.get(TOPIC)), TOPIC)
                .publicly();

        public Today {
            topic = TextCleaner.line(topic);
        }
    }

    /// Show one side of a digest.
    ///
    /// @param perspective a side's id, name or short name
    /// @param date an ISO date; the newest if empty
    record Perspective(String perspective, String topic, String date) implements LookupCommand {
        static final CommandSpec SPEC = CommandSpec.of(
                        "perspective",
                        Permission.READ,
                        given -> new Perspective(given.get(PERSPECTIVE), given.get(TOPIC), given.get(DATE)),
                        PERSPECTIVE.mandatory(),
                        TOPIC.hinting(CommandPhrase.CHOOSE_TOPIC),
                        DATE.at(InLine.DATE_AT_END))
                .publicly();

        public Perspective {
            perspective = TextCleaner.line(perspective);
            topic = TextCleaner.line(topic);
            date = TextCleaner.line(date);
        }
    }

    /// Show all topics, and which of them come to this chat.
    record Topics() implements Command {
        static final CommandSpec SPEC = CommandSpec.of("topics", Permission.READ, _ -> new Topics());
    }

    /// Subscribe to a topic (id or name, ignoring case, or `all`).
    record Subscribe(String topic, Target to) implements Command {
        static final CommandSpec SPEC = CommandSpec.of(
                "subscribe",
                Permission.CHANGE,
                given -> new Subscribe(given.get(TOPIC), Target.of(given.get(TO))),
                TOPIC.hinting(CommandPhrase.CHOOSE_TOPIC_OR_ALL),
                TO);

        public Subscribe {
            topic = TextCleaner.line(topic);
        }

        @Override
        public Permission permission(CommandRequest given) {
            return to.permission(given);
        }

        @Override
        public boolean needsDirect() {
            return to == Target.ME;
        }
    }

    /// End a subscription (a topic's id or name, or `all`).
    record Unsubscribe(String topic, Target to) implements Command {
        static final CommandSpec SPEC = CommandSpec.of(
                "unsubscribe",
                Permission.CHANGE,
                given -> new Unsubscribe(given.get(TOPIC), Target.DEFAULT),
                TOPIC.hinting(CommandPhrase.CHOOSE_TOPIC_OR_ALL));

        public Unsubscribe {
            topic = TextCleaner.line(topic);
        }

        @Override
        public Permission permission(CommandRequest given) {
            return to.permission(given);
        }

        @Override
        public boolean needsDirect() {
            return to == Target.ME;
        }
    }

    /// The chat that a subscription is for.
    enum Target {
        /// Here if the person may, else me.
        DEFAULT,
        HERE,
        ME;

        private static Target of(String option) {
            return switch (option) {
                case CommandOptions.HERE -> HERE;
                case CommandOptions.ME -> ME;
                default -> DEFAULT;
            };
        }

        /// Resolves [#DEFAULT]: this chat if the person may manage it, otherwise the person.
        public Target resolve(ChatType kind, boolean mayManage) {
            return switch (this) {
                case HERE, ME -> this;
                case DEFAULT -> kind == ChatType.PRIVATE || mayManage ? HERE : ME;
            };
        }

        /// Subscribing one's own private chat from another chat does not change that other chat. If
        /// the private chat is unknown, the subscription would go to the current chat.
        private Permission permission(CommandRequest given) {
            return switch (resolve(given.from().chat().kind(), given.mayManage())) {
                case HERE, DEFAULT -> Permission.CHANGE;
                case ME -> given.direct().isPresent() ? Permission.READ : Permission.CHANGE;
            };
        }
    }

    /// Shows the chat's settings.
    record Settings() implements Command {
        static final CommandSpec SPEC = CommandSpec.of("settings", Permission.CHANGE, _ -> new Settings());
    }

    /// Sets the chat's time zone.
    ///
    /// @param name a place, a zone's id, or an offset such as `+02:00`; empty to find it by tapping
    record Zone(String name) implements Command {
        public static final CommandSpec SPEC =
                CommandSpec.of("zone", Permission.CHANGE, given -> new Zone(given.get(PLACE)), PLACE);

        public Zone {
            name = TextCleaner.line(name);
        }
    }

    /// Stop all that comes to this chat. On Discord nobody looks for it: `/unsubscribe` and leaving the server are what
    /// people know.
    record Stop() implements Command {
        static final CommandSpec SPEC =
                CommandSpec.of("stop", Permission.CHANGE, _ -> new Stop()).onlyOn(Platform.TELEGRAM);
    }

    /// Tell what is kept, and how long.
    record Privacy() implements Command {
        static final CommandSpec SPEC = CommandSpec.of("privacy", Permission.READ, _ -> new Privacy());
    }

    /// Give all that is kept as a file.
    record Export() implements Command {
        static final CommandSpec SPEC = CommandSpec.of("export", Permission.OWN, _ -> new Export());
    }

    /// Delete all that is kept.
    record Forget() implements Command {
        static final CommandSpec SPEC = CommandSpec.of("forget", Permission.OWN, _ -> new Forget());
    }

    /// Reports a mistake in a digest. Discord uses a modal instead.
    ///
    /// @param about the reported part; empty for the person's last report
    /// @param words what it is
    record Mistake(Optional<Press.Report> about, String words) implements Command {
        static final CommandSpec SPEC = CommandSpec.of(
                        "mistake",
                        Permission.READ,
                        given -> new Mistake(Optional.empty(), given.get(LONG_TEXT)),
                        LONG_TEXT)
                .onlyOn(Platform.TELEGRAM);

        public Mistake {
            words = TextCleaner.lines(words);
        }
    }

    /// Show what the bot can do.
    record Help() implements Command {
        static final CommandSpec SPEC = CommandSpec.of("help", Permission.READ, _ -> new Help());
    }

    /// Creates or opens a broadcast.
    ///
    /// @param text Markdown, or `#` with an earlier broadcast's number and its time; empty if still to be written
    record Broadcast(String text) implements Command {
        static final CommandSpec SPEC = CommandSpec.of(
                "broadcast", Permission.ANNOUNCE, given -> new Broadcast(given.get(LONG_TEXT)), LONG_TEXT);

        private static final Pattern EARLIER = Pattern.compile("\\s*#\u2060?(\\d{1,12})(?:\\s+(\\S[^\\n]*))?\\s*");

        public Broadcast {
            text = TextCleaner.lines(text);
        }

        /// A broadcast that was written before.
        ///
        /// @param time the time to send it, as typed; empty to show it
        public record Earlier(long number, String time) {}

        /// The earlier broadcast that the text is about, if it is about one.
        public Optional<Earlier> earlier() {
            Matcher found = EARLIER.matcher(text);
            return found.matches()
                    ? Optional.of(new Earlier(
                            Long.parseLong(found.group(1)),
                            Optional.ofNullable(found.group(2)).orElse("")))
                    : Optional.empty();
        }

        @Override
        public boolean needsDirect() {
            return earlier().isPresent();
        }

        @Override
        public boolean mayAskForText() {
            return text.isBlank();
        }
    }

    /// Take a digest back from all who got it.
    ///
    /// @param date an ISO date
    record Withdraw(String topic, String date) implements Command {
        static final CommandSpec SPEC = CommandSpec.of(
                "withdraw",
                Permission.WITHDRAW,
                given -> new Withdraw(given.get(TOPIC), given.get(DATE)),
                TOPIC.hinting(CommandPhrase.CHOOSE_TOPIC).mandatory(),
                DATE.mandatory().at(InLine.DATE_AT_END));

        public Withdraw {
            topic = TextCleaner.line(topic);
            date = TextCleaner.line(date);
        }
    }

    /// A request that is not a named command.
    sealed interface Nameless extends Command permits Start, Pressed, Unknown {

        @Override
        Permission permission();

        @Override
        default boolean isPublic() {
            return false;
        }
    }

    /// The first word, or a link that led here.
    ///
    /// @param payload the link's: a topic's id, or a press with `-` for `:`
    record Start(String payload) implements Nameless {
        public Start {
            payload = TextCleaner.line(payload);
        }

        @Override
        public Permission permission() {
            return Permission.CHANGE;
        }

        @Override
        public Permission permission(CommandRequest given) {
            return payload.isEmpty() || Press.Link.opened(payload).isPresent()
                    ? Permission.READ
                    : Target.DEFAULT.permission(given);
        }
    }

    /// A button was pressed.
    ///
    /// @param press empty if the button is from an unsupported version
    record Pressed(Optional<Press> press) implements Nameless {

        @Override
        public Permission permission() {
            return press.map(Press::permission).orElse(Permission.READ);
        }

        @Override
        public boolean needsDirect() {
            return press.filter(BroadcastPress.class::isInstance).isPresent();
        }

        @Override
        public boolean mayAskForText() {
            return press.filter(Press::mayAskForText).isPresent();
        }
    }

    /// A command that does not exist.
    record Unknown(String name) implements Nameless {
        public Unknown {
            name = TextCleaner.line(name);
        }

        @Override
        public Permission permission() {
            return Permission.READ;
        }
    }
}
