package digestbot.chat.api;

import static digestbot.chat.api.CommandOptions.DATE;
import static digestbot.chat.api.CommandOptions.FROM;
import static digestbot.chat.api.CommandOptions.LONG_TEXT;
import static digestbot.chat.api.CommandOptions.PERSPECTIVE;
import static digestbot.chat.api.CommandOptions.PLACE;
import static digestbot.chat.api.CommandOptions.TO;
import static digestbot.chat.api.CommandOptions.TOPIC;
import static digestbot.chat.api.CommandOptions.UNTIL;
import static digestbot.chat.api.CommandOptions.WORDS;

import digestbot.action.BroadcastPress;
import digestbot.action.LookupPress;
import digestbot.action.Press;
import digestbot.audience.ChatType;
import digestbot.audience.Permission;
import digestbot.chat.api.CommandOption.TypedPosition;
import digestbot.digest.DigestView;
import digestbot.markdown.TextCleaner;
import java.util.Map;
import java.util.Optional;

/// A person's request to the bot, independent of the platform. Options that were not given are
/// empty strings.
///
/// Each record defines its name, options and permission in its `SPEC`: a new command is a record
/// here, a handler and its texts. The order of the permitted types is the order in the help.
///
/// Each command cleans its text in the same way as digests are cleaned, so that no control
/// characters are looked up, stored or shown.
public sealed interface Command
        permits LookupCommand,
                Command.ListTopics,
                Command.Subscribe,
                Command.Unsubscribe,
                Command.Follow,
                Command.Mute,
                Command.Settings,
                Command.SetTimeZone,
                Command.Stop,
                Command.Privacy,
                Command.Export,
                Command.Forget,
                Command.Mistake,
                Command.Help,
                Command.WriteBroadcast,
                Command.Withdraw,
                OperatorCommand,
                Command.UnnamedCommand {

    /// The command of a pressed button: the one that the button runs, or the press itself.
    static Command of(Optional<Press> press) {
        return press.filter(Press.RunCommand.class::isInstance)
                .map(Press.RunCommand.class::cast)
                .flatMap(run -> CommandSpec.find(run.command()))
                .map(spec -> spec.parse().apply(new CommandArguments(Map.of())))
                .orElseGet(() -> new Pressed(press));
    }

    /// The command that a written answer stands for; empty if the press asks for no text.
    static Optional<Command> answering(Press asked, String text) {
        return switch (asked) {
            case Press.ReportMistake(long digest, DigestView shown) ->
                Optional.of(new Mistake(Optional.of(new Press.ReportMistakeIn(digest, shown)), text));
            case Press.ReportMistakeIn about -> Optional.of(new Mistake(Optional.of(about), text));
            case LookupPress.AskToSearch() -> Optional.of(new LookupCommand.Search(text, SearchFilters.NONE));
            default -> Optional.empty();
        };
    }

    /// The strongest permission that the command may require.
    default Permission permission() {
        return CommandSpec.of(this).permission();
    }

    default Permission permission(CommandRequest given) {
        return permission();
    }

    /// Tells whether everybody in the chat sees the answer. Refusals and questions are shown to the
    /// person alone in any case.
    default boolean isPublic() {
        return CommandSpec.of(this).isPublic();
    }

    /// Tells whether the answer may ask for a longer text, see [Reply.OpenModal].
    default boolean mayAskForText() {
        return false;
    }

    /// Tells whether a part of the answer is sent to the person's private chat with the bot.
    default boolean needsPrivateChat() {
        return false;
    }

    /// The perspective is an id, a name or a short name.
    record SearchFilters(String topic, String perspective, String from, String to) {

        public SearchFilters {
            topic = TextCleaner.line(topic);
            perspective = TextCleaner.line(perspective);
            from = TextCleaner.line(from);
            to = TextCleaner.line(to);
        }

        public static final SearchFilters NONE = new SearchFilters("", "", "", "");

        static SearchFilters of(CommandArguments given) {
            return new SearchFilters(given.get(TOPIC), given.get(PERSPECTIVE), given.get(FROM), given.get(UNTIL));
        }
    }

    /// Shows the newest digest.
    record Today(String topic) implements LookupCommand {
        static final CommandSpec SPEC = CommandSpec.of(
                        "today", Permission.READ, given -> new Today(given.get(TOPIC)), TOPIC)
                .publicly();

        public Today {
            topic = TextCleaner.line(topic);
        }
    }

    /// Shows one perspective, given by its id, name or short name; without a date, of the newest
    /// digest.
    record ShowPerspective(String perspective, String topic, String date) implements LookupCommand {
        static final CommandSpec SPEC = CommandSpec.of(
                        "perspective",
                        Permission.READ,
                        given -> new ShowPerspective(given.get(PERSPECTIVE), given.get(TOPIC), given.get(DATE)),
                        PERSPECTIVE.asRequired(),
                        TOPIC.withHint("choose-topic"),
                        DATE.typedAt(TypedPosition.DATE_AT_END))
                .publicly();

        public ShowPerspective {
            perspective = TextCleaner.line(perspective);
            topic = TextCleaner.line(topic);
            date = TextCleaner.line(date);
        }
    }

    record ListTopics() implements Command {
        static final CommandSpec SPEC = CommandSpec.of("topics", Permission.READ, _ -> new ListTopics());
    }

    /// The topic is an id or a name, ignoring case, or `all`.
    record Subscribe(String topic, Target to) implements Command {
        static final CommandSpec SPEC = CommandSpec.of(
                "subscribe",
                Permission.CHANGE_SETTINGS,
                given -> new Subscribe(given.get(TOPIC), Target.of(given.get(TO))),
                TOPIC.withHint("choose-topic-or-all"),
                TO);

        public Subscribe {
            topic = TextCleaner.line(topic);
        }

        @Override
        public Permission permission(CommandRequest given) {
            return to.permission(given);
        }

        @Override
        public boolean needsPrivateChat() {
            return to == Target.ME;
        }
    }

    /// The topic is as in [Subscribe].
    record Unsubscribe(String topic, Target to) implements Command {
        static final CommandSpec SPEC = CommandSpec.of(
                "unsubscribe",
                Permission.CHANGE_SETTINGS,
                given -> new Unsubscribe(given.get(TOPIC), Target.DEFAULT),
                TOPIC.withHint("choose-topic-or-all"));

        public Unsubscribe {
            topic = TextCleaner.line(topic);
        }

        @Override
        public Permission permission(CommandRequest given) {
            return to.permission(given);
        }

        @Override
        public boolean needsPrivateChat() {
            return to == Target.ME;
        }
    }

    /// Follows words, separated by commas: digests of other topics that have one of them are
    /// delivered, too. Without words, those that are followed are shown.
    record Follow(String words) implements Command {
        public static final CommandSpec SPEC = CommandSpec.of(
                "follow",
                Permission.CHANGE_SETTINGS,
                given -> new Follow(given.get(WORDS)),
                WORDS.withHint("choose-followed"));

        public Follow {
            words = TextCleaner.line(words);
        }
    }

    /// Mutes words, separated by commas: points that have one of them are left out of digests.
    /// Without words, those that are muted are shown.
    record Mute(String words) implements Command {
        public static final CommandSpec SPEC = CommandSpec.of(
                "mute",
                Permission.CHANGE_SETTINGS,
                given -> new Mute(given.get(WORDS)),
                WORDS.withHint("choose-muted"));

        public Mute {
            words = TextCleaner.line(words);
        }
    }

    /// The chat that a subscription is for.
    enum Target {
        /// This chat if the person may manage it, otherwise the person's own chat.
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

        public Target resolve(ChatType kind, boolean mayManage) {
            return switch (this) {
                case HERE, ME -> this;
                case DEFAULT -> kind == ChatType.PRIVATE || mayManage ? HERE : ME;
            };
        }

        /// Subscribing one's own private chat from another chat does not change that other chat. If
        /// the private chat is unknown, the subscription would go to the current chat.
        private Permission permission(CommandRequest given) {
            return switch (resolve(given.origin().chat().kind(), given.personIsChatAdmin())) {
                case HERE, DEFAULT -> Permission.CHANGE_SETTINGS;
                case ME -> given.privateChat().isPresent() ? Permission.READ : Permission.CHANGE_SETTINGS;
            };
        }
    }

    record Settings() implements Command {
        static final CommandSpec SPEC = CommandSpec.of("settings", Permission.CHANGE_SETTINGS, _ -> new Settings());
    }

    /// The name is a place, a zone's id, or an offset such as `+02:00`; without one, buttons offer
    /// zones.
    record SetTimeZone(String name) implements Command {
        public static final CommandSpec SPEC =
                CommandSpec.of("zone", Permission.CHANGE_SETTINGS, given -> new SetTimeZone(given.get(PLACE)), PLACE);

        public SetTimeZone {
            name = TextCleaner.line(name);
        }
    }

    /// Stops all deliveries to this chat.
    record Stop() implements Command {
        static final CommandSpec SPEC = CommandSpec.of("stop", Permission.CHANGE_SETTINGS, _ -> new Stop());
    }

    /// Shows which data is stored, and for how long.
    record Privacy() implements Command {
        static final CommandSpec SPEC =
                CommandSpec.of("privacy", Permission.READ, _ -> new Privacy()).in(HelpSection.DATA);
    }

    record Export() implements Command {
        static final CommandSpec SPEC = CommandSpec.of("export", Permission.MANAGE_DATA, _ -> new Export());
    }

    record Forget() implements Command {
        static final CommandSpec SPEC = CommandSpec.of("forget", Permission.MANAGE_DATA, _ -> new Forget());
    }

    /// Reports a mistake in a digest. The part or the description is empty if it is still to be
    /// given.
    record Mistake(Optional<Press.ReportMistakeIn> about, String words) implements Command {
        static final CommandSpec SPEC = CommandSpec.of(
                "mistake", Permission.READ, given -> new Mistake(Optional.empty(), given.get(LONG_TEXT)), LONG_TEXT);

        @Override
        public boolean mayAskForText() {
            return words.isBlank();
        }

        public Mistake {
            words = TextCleaner.lines(words);
        }
    }

    record Help() implements Command {
        static final CommandSpec SPEC = CommandSpec.of("help", Permission.READ, _ -> new Help());
    }

    /// The text is Markdown; empty if it is still to be written.
    record WriteBroadcast(String text, Optional<AttachedPicture> picture) implements Command {
        static final CommandSpec SPEC = CommandSpec.of(
                "broadcast", Permission.BROADCAST, given -> new WriteBroadcast(given.get(LONG_TEXT)), LONG_TEXT);

        public WriteBroadcast {
            text = TextCleaner.lines(text);
        }

        public WriteBroadcast(String text) {
            this(text, Optional.empty());
        }

        @Override
        public boolean mayAskForText() {
            return text.isBlank();
        }
    }

    /// Withdraws a digest from everybody who received it. The date is an ISO date.
    record Withdraw(String topic, String date) implements Command {
        static final CommandSpec SPEC = CommandSpec.of(
                "withdraw",
                Permission.WITHDRAW,
                given -> new Withdraw(given.get(TOPIC), given.get(DATE)),
                TOPIC.withHint("choose-topic").asRequired(),
                DATE.asRequired().typedAt(TypedPosition.DATE_AT_END));

        public Withdraw {
            topic = TextCleaner.line(topic);
            date = TextCleaner.line(date);
        }
    }

    sealed interface UnnamedCommand extends Command permits Start, Pressed, Unknown {

        @Override
        Permission permission();

        @Override
        default boolean isPublic() {
            return false;
        }
    }

    /// The start of the bot, directly or through a link.
    ///
    /// @param payload the payload of the link: a topic's id, or a press with `-` for `:`
    record Start(String payload) implements UnnamedCommand {
        public Start {
            payload = TextCleaner.line(payload);
        }

        @Override
        public Permission permission() {
            return Permission.CHANGE_SETTINGS;
        }

        @Override
        public Permission permission(CommandRequest given) {
            return payload.isEmpty() || Press.Linkable.fromPayload(payload).isPresent()
                    ? Permission.READ
                    : Target.DEFAULT.permission(given);
        }
    }

    /// A pressed button; empty if it is from an unsupported version.
    record Pressed(Optional<Press> press) implements UnnamedCommand {

        @Override
        public Permission permission() {
            return press.map(Press::permission).orElse(Permission.READ);
        }

        @Override
        public boolean needsPrivateChat() {
            return press.filter(BroadcastPress.class::isInstance).isPresent();
        }

        @Override
        public boolean mayAskForText() {
            return press.filter(Press::mayAskForText).isPresent();
        }
    }

    record Unknown(String name) implements UnnamedCommand {
        public Unknown {
            name = TextCleaner.line(name);
        }

        @Override
        public Permission permission() {
            return Permission.READ;
        }
    }
}
