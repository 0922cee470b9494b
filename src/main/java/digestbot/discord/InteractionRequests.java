package digestbot.discord;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.chat.api.Command;
import digestbot.chat.api.Command.Target;
import digestbot.chat.api.CommandHandler;
import digestbot.chat.api.CommandRequest;
import digestbot.delivery.api.Destination;
import digestbot.discord.DirectMessageChannels.Opening;
import digestbot.i18n.Phrase;
import digestbot.i18n.ReplyPhrase;
import java.util.Optional;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import net.dv8tion.jda.api.interactions.Interaction;

/// Converts interactions to requests: determines the chat, whether the person is a chat admin, and
/// the person's direct messages, which may have to be opened first.
final class InteractionRequests {

    /// The result of reading an interaction.
    sealed interface Made {

        /// The request is complete.
        ///
        /// @param where where it was asked
        record Ready(CommandRequest request, InteractionPlace where) implements Made {}

        /// The request is impossible for a reason specific to Discord.
        record Refused(Phrase why) implements Made {}
    }

    private final CommandHandler answering;
    private final DirectMessageChannels directMessages;

    InteractionRequests(CommandHandler answering, DirectMessageChannels directMessages) {
        this.answering = answering;
        this.directMessages = directMessages;
    }

    Made of(Interaction event, Command given) {
        InteractionPlace where = InteractionPlace.of(event);
        boolean direct = InteractionPlace.isDirect(event);
        Command command = settled(given, where, direct);
        if (subscribesHere(command) && !where.writable() && (where.manager() || !where.present())) {
            return new Made.Refused(ReplyPhrase.CANNOT_WRITE_HERE);
        }
        if (direct) {
            return ready(event, where, Optional.of(where.from()), command);
        }
        if (!command.needsDirect() && (where.present() || !changesChat(command, where))) {
            Optional<Destination> known = where.present()
                    ? Optional.empty()
                    : directMessages.known(event.getUser().getIdLong());
            return ready(event, where, known, command);
        }
        return switch (directMessages.open(event.getUser().getIdLong())) {
            case Opening.Open(Destination chat) -> ready(event, where, Optional.of(chat), command);
            case Opening.Closed() -> new Made.Refused(ReplyPhrase.DIRECT_MESSAGES_CLOSED);
            case Opening.Later _ -> new Made.Refused(ReplyPhrase.DIRECT_MESSAGES_LATER);
        };
    }

    /// The incomplete request for autocompletion. Makes no request to Discord.
    CommandRequest typing(Interaction event, Command given) {
        InteractionPlace where = InteractionPlace.of(event);
        boolean direct = InteractionPlace.isDirect(event);
        Optional<Destination> known = direct
                ? Optional.of(where.from())
                : directMessages.known(event.getUser().getIdLong());
        return request(event, where, known, settled(given, where, direct));
    }

    private static Made ready(
            Interaction event, InteractionPlace where, Optional<Destination> direct, Command command) {
        return new Made.Ready(request(event, where, direct, command), where);
    }

    /// A request for the chat. Where the bot itself is not a member, changes apply to the person's
    /// direct messages.
    private static CommandRequest request(
            Interaction event, InteractionPlace where, Optional<Destination> direct, Command command) {
        Destination from = where.present() ? where.from() : direct.orElse(where.from());
        boolean mayManage = where.present() ? where.manager() : direct.isPresent();
        return new CommandRequest(person(event), from, mayManage, direct, command, where.around());
    }

    /// Resolves the target of a subscription if the person named none: this chat if they may manage
    /// it, otherwise their direct messages.
    private static Command settled(Command command, InteractionPlace where, boolean direct) {
        Target usual = !direct && where.writable() && where.manager() ? Target.HERE : Target.ME;
        return switch (command) {
            case Command.Subscribe(String topic, Target to)
            when to == Target.DEFAULT -> new Command.Subscribe(topic, usual);
            case Command.Unsubscribe(String topic, Target to)
            when to == Target.DEFAULT -> new Command.Unsubscribe(topic, usual);
            default -> command;
        };
    }

    private static boolean subscribesHere(Command command) {
        return command instanceof Command.Subscribe(String _, Target to) && to == Target.HERE;
    }

    private boolean changesChat(Command command, InteractionPlace where) {
        return answering.needsManager(
                command, new Chat(Platform.DISCORD, where.from().chat().id(), ChatType.GROUP, ""));
    }

    static Person person(Interaction event) {
        return new Person(Platform.DISCORD, event.getUser().getIdLong(), language(event));
    }

    /// The language of the person's app.
    static String language(Interaction event) {
        DiscordLocale locale = event.getUserLocale();
        return locale == DiscordLocale.UNKNOWN ? DiscordLocale.ENGLISH_US.getLocale() : locale.getLocale();
    }
}
