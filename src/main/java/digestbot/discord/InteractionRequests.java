package digestbot.discord;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.chat.CommandHandler;
import digestbot.chat.CommandRequest;
import digestbot.content.action.Action;
import digestbot.content.action.Invocation;
import digestbot.content.action.SubscribeAction;
import digestbot.content.action.SubscribeAction.Target;
import digestbot.delivery.api.Destination;
import digestbot.discord.DirectMessageChannels.OpenResult;
import digestbot.markdown.WebAddress;
import java.util.Optional;
import net.dv8tion.jda.api.Permission;
import net.dv8tion.jda.api.entities.Member;
import net.dv8tion.jda.api.interactions.DiscordLocale;
import net.dv8tion.jda.api.interactions.Interaction;
import net.dv8tion.jda.api.interactions.commands.CommandInteractionPayload;
import net.dv8tion.jda.api.interactions.commands.OptionMapping;
import net.dv8tion.jda.api.interactions.commands.OptionType;
import net.dv8tion.jda.api.interactions.components.ComponentInteraction;
import org.jspecify.annotations.Nullable;

/// Converts interactions to requests. Finds the chat, whether the person is a chat admin, and the
/// person's direct messages, which may have to be opened first.
record InteractionRequests(CommandHandler commandHandler, DirectMessageChannels directMessages) {

    /// The base address of profiles. The bot's profile has a button for direct messages.
    private static final String PROFILES = "https://discord.com/users/";

    sealed interface RequestResult {

        record Ready(CommandRequest request, InteractionChat interactionChat) implements RequestResult {}

        /// `reason` is specific to Discord and is the key of its text.
        record RequestRejected(String reason) implements RequestResult {}
    }

    RequestResult of(Interaction event, Invocation given) {
        InteractionChat interactionChat = InteractionChat.of(event);
        boolean direct = InteractionChat.isDirect(event);
        Invocation invocation = withResolvedTarget(given, interactionChat, direct);
        if (subscribesHere(invocation)
                && !interactionChat.writable()
                && (interactionChat.personIsChatAdmin() || !interactionChat.botIsMember())) {
            return new RequestResult.RequestRejected("cannot-write-here");
        }
        if (direct) {
            return ready(event, interactionChat, Optional.of(interactionChat.origin()), invocation);
        }
        if (interactionChat.botIsMember() && namesUnmentionableRole(event)) {
            return new RequestResult.RequestRejected("mention-no-right");
        }
        if (!invocation.needsPrivateChat()
                && (interactionChat.botIsMember() || !changesChat(invocation, interactionChat))) {
            Optional<Destination> known = interactionChat.botIsMember()
                    ? Optional.empty()
                    : directMessages.find(event.getUser().getIdLong());
            return ready(event, interactionChat, known, invocation);
        }
        return switch (directMessages.open(event.getUser().getIdLong())) {
            case OpenResult.ChannelOpened(Destination chat) ->
                ready(event, interactionChat, Optional.of(chat), invocation);
            case OpenResult.NotAllowed() -> new RequestResult.RequestRejected("direct-messages-closed");
            case OpenResult.LimitReached _ -> new RequestResult.RequestRejected("direct-messages-later");
        };
    }

    /// The incomplete request for autocompletion, created without a request to Discord.
    CommandRequest autocompletion(Interaction event, Action given) {
        InteractionChat interactionChat = InteractionChat.of(event);
        boolean direct = InteractionChat.isDirect(event);
        Optional<Destination> known = direct
                ? Optional.of(interactionChat.origin())
                : directMessages.find(event.getUser().getIdLong());
        return request(
                event, interactionChat, known, withResolvedTarget(Invocation.typed(given), interactionChat, direct));
    }

    private static RequestResult ready(
            Interaction event, InteractionChat interactionChat, Optional<Destination> direct, Invocation invocation) {
        return new RequestResult.Ready(request(event, interactionChat, direct, invocation), interactionChat);
    }

    /// Creates the request. If the bot is not a member, changes apply to the person's direct
    /// messages.
    private static CommandRequest request(
            Interaction event, InteractionChat interactionChat, Optional<Destination> direct, Invocation invocation) {
        Destination from =
                interactionChat.botIsMember() ? interactionChat.origin() : direct.orElse(interactionChat.origin());
        boolean mayManage = interactionChat.botIsMember() ? interactionChat.personIsChatAdmin() : direct.isPresent();
        Optional<String> pressed = event instanceof ComponentInteraction component
                ? Optional.of(component.getMessageId())
                : Optional.empty();
        return new CommandRequest(
                person(event),
                from,
                mayManage,
                direct,
                invocation,
                interactionChat.features(),
                pressed,
                event.getUser().getEffectiveName(),
                Optional.of(
                        new WebAddress(PROFILES + event.getJDA().getSelfUser().getId())));
    }

    /// Resolves the target of a subscription if the person named none: this chat if they may manage
    /// it, otherwise their direct messages.
    private static Invocation withResolvedTarget(
            Invocation invocation, InteractionChat interactionChat, boolean direct) {
        Target usual =
                !direct && interactionChat.writable() && interactionChat.personIsChatAdmin() ? Target.HERE : Target.ME;
        return switch (invocation.action()) {
            case SubscribeAction.Subscribe(String topic, Target to)
            when to == Target.DEFAULT -> Invocation.typed(new SubscribeAction.Subscribe(topic, usual));
            case SubscribeAction.Unsubscribe(String topic, Target to)
            when to == Target.DEFAULT -> Invocation.typed(new SubscribeAction.Unsubscribe(topic, usual));
            default -> invocation;
        };
    }

    /// Whether an option of the command is a role that the person or the bot may not mention. The
    /// person's right counts as well; otherwise the bot would lend them its own.
    private static boolean namesUnmentionableRole(Interaction event) {
        return event instanceof CommandInteractionPayload command
                && command.getOptions().stream()
                        .filter(option -> option.getType() == OptionType.ROLE)
                        .map(OptionMapping::getAsRole)
                        .anyMatch(role -> role.isPublicRole()
                                || !(role.isMentionable()
                                        || (mayMention(event, event.getMember())
                                                && mayMention(
                                                        event, role.getGuild().getSelfMember()))));
    }

    private static boolean mayMention(Interaction event, @Nullable Member member) {
        return member != null && member.hasPermission(event.getGuildChannel(), Permission.MESSAGE_MENTION_EVERYONE);
    }

    private static boolean subscribesHere(Invocation invocation) {
        return invocation.action() instanceof SubscribeAction.Subscribe(String _, Target to) && to == Target.HERE;
    }

    private boolean changesChat(Invocation invocation, InteractionChat interactionChat) {
        return commandHandler.needsChatAdmin(
                invocation,
                new Chat(Platform.DISCORD, interactionChat.origin().chat().id(), ChatType.GROUP, ""));
    }

    static Person person(Interaction event) {
        return new Person(Platform.DISCORD, event.getUser().getIdLong(), language(event));
    }

    static String language(Interaction event) {
        DiscordLocale locale = event.getUserLocale();
        return locale == DiscordLocale.UNKNOWN ? DiscordLocale.ENGLISH_US.getLocale() : locale.getLocale();
    }
}
