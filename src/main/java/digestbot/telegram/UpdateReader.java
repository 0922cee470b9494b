package digestbot.telegram;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.chat.CommandNames;
import digestbot.content.action.Action;
import digestbot.content.action.ActionSpec;
import digestbot.content.action.AttachedPicture;
import digestbot.content.action.BroadcastRequest;
import digestbot.content.action.ChatAction;
import digestbot.content.action.CommandOption;
import digestbot.content.action.CommandOption.TypedPosition;
import digestbot.content.action.Invocation;
import digestbot.content.action.OperatorAction;
import digestbot.delivery.files.PictureStore.Picture;
import digestbot.telegram.ChatAdminLookup.AdminStatus;
import digestbot.telegram.IncomingUpdate.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.objects.CallbackQuery;
import org.telegram.telegrambots.meta.api.objects.MessageEntity;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMember;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberRestricted;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberUpdated;
import org.telegram.telegrambots.meta.api.objects.chatmember.MemberStatus;
import org.telegram.telegrambots.meta.api.objects.message.MaybeInaccessibleMessage;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.photo.PhotoSize;

/// Converts Telegram updates to [IncomingUpdate]s. `pictures` creates pictures by file id, which
/// are fetched later.
record UpdateReader(BotAccount account, Function<String, AttachedPicture> pictures) {

    static final List<String> ALLOWED_UPDATES = List.of("message", "channel_post", "callback_query", "my_chat_member");

    private static final String DEFAULT_LANGUAGE = "en";

    /// Reads an update; empty if it is not an event in a chat.
    Optional<IncomingUpdate> read(Update update) {
        int id = update.getUpdateId();
        if (update.getMessage() != null) {
            return Optional.of(message(id, update.getMessage()));
        }
        if (update.getChannelPost() != null) {
            return Optional.of(message(id, update.getChannelPost()));
        }
        if (update.getCallbackQuery() != null) {
            return press(id, update.getCallbackQuery());
        }
        return Optional.ofNullable(update.getMyChatMember()).map(change -> membership(id, change));
    }

    private IncomingUpdate message(int id, Message message) {
        Chat chat = chat(message.getChat());
        return new IncomingUpdate(
                id,
                chat,
                message.getMigrateToChatId() == null
                        ? request(message, chat)
                        : new Event.ChatMigrated(message.getMigrateToChatId()));
    }

    /// Empty for a message on behalf of a chat.
    private static String name(Message message) {
        return message.getSenderChat() != null || message.getFrom() == null
                ? ""
                : message.getFrom().getFirstName();
    }

    private Event request(Message message, Chat chat) {
        if (message.getText() == null || Boolean.TRUE.equals(message.getIsAutomaticForward())) {
            return new Event.ChatActive();
        }
        return answerToQuestion(message)
                .or(() -> CommandTextParser.parse(
                                message.getText(), account.username(), chat.kind() == ChatType.PRIVATE)
                        .map(command -> withMessageDetails(command, message)))
                .map(Invocation::typed)
                .<Event>map(invocation -> new Event.CommandReceived(
                        author(message),
                        name(message),
                        thread(message),
                        adminStatus(message, chat),
                        invocation,
                        Optional.empty(),
                        ephemeralId(message)))
                .orElseGet(Event.ChatActive::new);
    }

    /// The command for a reply to a message in which the bot asks for a text. That message links to
    /// the button that asked for it. A reply that is itself a command does not answer the question.
    private Optional<Action> answerToQuestion(Message message) {
        if (message.getText().startsWith("/")) {
            return Optional.empty();
        }
        return Optional.ofNullable(message.getReplyToMessage())
                .filter(question -> question.getFrom() != null
                        && account.username()
                                .equalsIgnoreCase(question.getFrom().getUserName()))
                .map(Message::getEntities)
                .stream()
                .flatMap(List::stream)
                .flatMap(entity -> Optional.ofNullable(entity.getUrl()).stream())
                .flatMap(url -> startPayload(url).stream())
                .flatMap(payload -> Action.Linkable.fromPayload(payload).stream())
                .flatMap(asked -> Action.answering(asked, message.getText()).stream())
                .map(answer -> answer instanceof BroadcastRequest.WriteBroadcast
                        ? new BroadcastRequest.WriteBroadcast(markdown(message))
                        : answer)
                .findFirst();
    }

    private static String markdown(String text, int from, @Nullable List<MessageEntity> entities) {
        return EntityMarkdownWriter.of(text.stripTrailing(), from, entities == null ? List.of() : entities);
    }

    private Optional<String> startPayload(String url) {
        String start = account.startLink();
        return url.startsWith(start) ? Optional.of(url.substring(start.length())) : Optional.empty();
    }

    /// Adds details of the message. A broadcast keeps its formatting, and takes its picture, and
    /// its text if it has none, from the replied-to message. A role command takes the replied-to
    /// user as its person.
    private Action withMessageDetails(Action command, Message message) {
        if (command instanceof OperatorAction.SetRole(String person, String role, String _) && person.isEmpty()) {
            return repliedToUser(message)
                    .map(user -> new OperatorAction.SetRole(Long.toString(user.getId()), role, user.getFirstName()))
                    .orElseGet(() -> new OperatorAction.SetRole("", role, ""));
        }
        if (!(command instanceof BroadcastRequest.WriteBroadcast(String typed, var _))) {
            return command;
        }
        String text = message.getText().stripTrailing();
        Optional<Message> answered = Optional.ofNullable(message.getReplyToMessage());
        return new BroadcastRequest.WriteBroadcast(
                typed.isBlank()
                        ? answered.map(UpdateReader::markdown).orElse("")
                        : markdown(text, CommandTextParser.argumentsOffset(text), message.getEntities()),
                answered.map(Message::getPhoto).flatMap(this::picture));
    }

    private Optional<AttachedPicture> picture(List<PhotoSize> sizes) {
        return sizes.stream()
                .filter(size -> size.getFileSize() == null || size.getFileSize() <= Picture.MAX_BYTES)
                .reduce((_, larger) -> larger)
                .map(size -> pictures.apply(size.getFileId()));
    }

    private static String markdown(Message message) {
        return message.getText() != null
                ? markdown(message.getText(), 0, message.getEntities())
                : markdown(message.getCaption() == null ? "" : message.getCaption(), 0, message.getCaptionEntities());
    }

    /// The author of the replied-to message. In a forum topic, every message formally replies to
    /// the message that opened the topic; that reply is ignored.
    private static Optional<User> repliedToUser(Message message) {
        return Optional.ofNullable(message.getReplyToMessage())
                .filter(that -> that.getForumTopicCreated() == null && that.getSenderChat() == null)
                .map(Message::getFrom)
                .filter(user -> !Boolean.TRUE.equals(user.getIsBot()));
    }

    /// The author; for messages on behalf of a chat (by an anonymous admin or a channel), the chat.
    private static Person author(Message message) {
        if (message.getSenderChat() != null || message.getFrom() == null) {
            var author = message.getSenderChat() == null ? message.getChat() : message.getSenderChat();
            return new Person(Platform.TELEGRAM, author.getId(), DEFAULT_LANGUAGE);
        }
        return person(message.getFrom());
    }

    /// Whether the author is an admin. Only admins can write as their group or channel.
    private static AdminStatus adminStatus(Message message, Chat chat) {
        if (chat.kind() != ChatType.GROUP) {
            return AdminStatus.ADMIN;
        }
        if (message.getSenderChat() == null) {
            return AdminStatus.UNKNOWN;
        }
        return message.getSenderChat().getId() == chat.id() ? AdminStatus.ADMIN : AdminStatus.NOT_ADMIN;
    }

    private static Optional<IncomingUpdate> press(int id, CallbackQuery query) {
        MaybeInaccessibleMessage message = query.getMessage();
        if (message == null) {
            return Optional.empty();
        }
        Chat chat = chat(message.getChat());
        Invocation invocation = Invocation.pressed(ActionSpec.decode(query.getData() == null ? "" : query.getData()));
        return Optional.of(new IncomingUpdate(
                id,
                chat,
                new Event.CommandReceived(
                        person(query.getFrom()),
                        query.getFrom().getFirstName(),
                        message instanceof Message full ? thread(full) : 0,
                        chat.kind() == ChatType.PRIVATE ? AdminStatus.ADMIN : AdminStatus.UNKNOWN,
                        invocation,
                        Optional.of(new IncomingUpdate.CallbackQueryRef(query.getId(), message.getMessageId())),
                        message instanceof Message full ? ephemeralId(full) : OptionalInt.empty())));
    }

    private static long thread(Message message) {
        return message.isTopicMessage() && message.getMessageThreadId() != null ? message.getMessageThreadId() : 0;
    }

    private static OptionalInt ephemeralId(Message message) {
        Integer id = message.getEphemeralMessageId();
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    private static IncomingUpdate membership(int id, ChatMemberUpdated change) {
        Chat chat = chat(change.getChat());
        ChatMember now = change.getNewChatMember();
        String obstacle = switch (now == null ? "" : now.getStatus()) {
            case MemberStatus.KICKED -> "the bot was blocked or removed";
            case MemberStatus.LEFT -> "the bot is no longer in the chat";
            default -> mayWrite(chat, now) ? "" : "the bot may not write there";
        };
        return new IncomingUpdate(id, chat, new Event.RightsChanged(obstacle));
    }

    private static boolean mayWrite(Chat chat, @Nullable ChatMember bot) {
        if (chat.kind() == ChatType.CHANNEL) {
            return ChatAdminLookup.mayPost(bot);
        }
        return !(bot instanceof ChatMemberRestricted restricted)
                || !Boolean.FALSE.equals(restricted.getCanSendMessages());
    }

    static Person person(User user) {
        String language = user.getLanguageCode();
        return new Person(
                Platform.TELEGRAM, user.getId(), language == null || language.isBlank() ? DEFAULT_LANGUAGE : language);
    }

    private static Chat chat(org.telegram.telegrambots.meta.api.objects.chat.Chat chat) {
        ChatType kind = switch (chat.getType()) {
            case "private" -> ChatType.PRIVATE;
            case "channel" -> ChatType.CHANNEL;
            default -> ChatType.GROUP;
        };
        String title = kind == ChatType.PRIVATE || chat.getTitle() == null ? "" : chat.getTitle();
        return new Chat(Platform.TELEGRAM, chat.getId(), kind, title);
    }

    static final class CommandTextParser {

        private static final Pattern COMMAND = Pattern.compile(
                "/(?<name>\\w{1,64})(?:@(?<bot>\\w{1,64}))?(?:\\s+(?<rest>.*))?",
                Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);

        /// The first word, or a quoted name with spaces.
        private static final Pattern FIRST_WORD =
                Pattern.compile("(?:[\"“](?<quoted>[^\"”]*)[\"”]|(?<word>\\S*))\\s*(?<rest>.*)", Pattern.DOTALL);

        private static final Pattern DATE_AT_END = Pattern.compile("(?<topic>.*?)\\s*(?<date>\\d{4}-\\d{2}-\\d{2})?");

        private CommandTextParser() {}

        /// Parses a text as an action; empty if the bot should not react. In a private chat the bot
        /// reacts to any text, in a group only to its own commands.
        static Optional<Action> parse(String text, String botUsername, boolean privateChat) {
            Matcher shape = COMMAND.matcher(text.strip());
            if (!shape.matches()) {
                return privateChat ? Optional.of(CommandNames.freeText(text.strip())) : Optional.empty();
            }
            String bot = shape.group("bot");
            if (bot != null && !bot.equalsIgnoreCase(botUsername)) {
                return Optional.empty();
            }
            String rest = shape.group("rest") == null ? "" : shape.group("rest").strip();
            return CommandNames.find(shape.group("name"))
                    .map(command -> command.parse(arguments(command, rest)))
                    .or(() ->
                            privateChat ? Optional.of(new ChatAction.Unknown(shape.group("name"))) : Optional.empty());
        }

        /// The index of the first character after the command's name and the following spaces.
        static int argumentsOffset(String text) {
            Matcher shape = COMMAND.matcher(text.stripLeading());
            return shape.matches() && shape.group("rest") != null
                    ? text.length() - shape.group("rest").stripLeading().length()
                    : text.length();
        }

        /// Splits off the first word and the date if the command has options for them. The rest is
        /// the value of the remaining option.
        private static Map<String, String> arguments(ActionSpec command, String typed) {
            Map<String, String> values = new HashMap<>();
            String rest = typed;
            Optional<CommandOption> word = option(command, TypedPosition.FIRST_WORD);
            if (word.isPresent()) {
                Matcher first = FIRST_WORD.matcher(rest);
                if (first.matches()) {
                    String quoted = first.group("quoted");
                    values.put(word.get().name(), quoted == null ? first.group("word") : quoted);
                    rest = first.group("rest").strip();
                }
            }
            Optional<CommandOption> date = option(command, TypedPosition.DATE_AT_END);
            if (date.isPresent()) {
                Matcher end = DATE_AT_END.matcher(rest);
                if (end.matches() && end.group("date") != null) {
                    values.put(date.get().name(), end.group("date"));
                    rest = end.group("topic");
                }
            }
            String left = rest;
            option(command, TypedPosition.REST)
                    .or(() -> option(command, TypedPosition.REST_TYPED_ONLY))
                    .ifPresent(option -> values.put(option.name(), left));
            return values;
        }

        private static Optional<CommandOption> option(ActionSpec command, TypedPosition place) {
            return command.options().stream()
                    .filter(option -> option.typedPosition() == place)
                    .findFirst();
        }
    }
}
