package digestbot.telegram;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.chat.api.ChatFeatures;
import digestbot.chat.api.CommandHandler;
import digestbot.chat.api.CommandRequest;
import digestbot.chat.api.Reply;
import digestbot.content.Content;
import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.chats.ChatReachability;
import digestbot.delivery.outbox.FileRequest;
import digestbot.delivery.outbox.ReplyQueue;
import digestbot.i18n.ReplyPhrase;
import digestbot.i18n.Texts;
import digestbot.i18n.ThreadPhrase;
import digestbot.telegram.ChatAdminLookup.Verdict;
import digestbot.telegram.IncomingUpdate.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.AnswerCallbackQuery;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// Handles updates, each exactly once: its effect, its id and its queued reply are one transaction.
final class UpdateHandler implements UpdatePoller.Handler {

    /// The names of delivery places in a forum; other groups have only one place.
    private static final ChatFeatures FORUM = new ChatFeatures(
            ThreadPhrase.PLACE_GENERAL,
            ThreadPhrase.PLACE_THIS_TOPIC,
            ThreadPhrase.PLACE_OTHER_TOPIC,
            ThreadPhrase.DELIVER_TO_GENERAL_BUTTON,
            false);

    private static final Logger LOG = LoggerFactory.getLogger(UpdateHandler.class);

    /// A first failure may be temporary; a repeated one is caused by the update.
    private static final int ATTEMPTS = 2;

    private final Database database;
    private final CommandHandler answering;
    private final ReplyQueue replies;
    private final ChatReachability reachability;
    private final LongConsumer wrote;
    private final ChatAdminLookup admins;
    private final CallbackAnswers answers;
    private final UpdateReader reader;
    private final String botUsername;
    private final Map<Integer, CompletableFuture<Verdict>> asked = new HashMap<>();
    private final RepeatedFailureLog outage = new RepeatedFailureLog(
            LOG, "storing Telegram updates failed, retrying", "storing Telegram updates works again");

    /// The bot's account on Telegram.
    ///
    /// @param client for requests that are made while an update is handled
    record Account(TelegramClient client, String username) {}

    /// @param wrote called with the chat after each handled update
    UpdateHandler(
            Database database,
            CommandHandler answering,
            ReplyQueue replies,
            ChatReachability reachability,
            Account account,
            LongConsumer wrote) {
        this.database = database;
        this.answering = answering;
        this.replies = replies;
        this.reachability = reachability;
        this.wrote = wrote;
        this.admins = new ChatAdminLookup(account.client());
        this.answers = new CallbackAnswers(account.client());
        this.botUsername = account.username();
        this.reader = new UpdateReader(botUsername);
    }

    /// Starts all lookups that the updates need at once, so that they run in parallel.
    @Override
    public void expect(List<Update> updates) {
        asked.clear();
        for (Update update : updates) {
            try {
                reader.read(update)
                        .flatMap(this::question)
                        .ifPresent(question -> asked.put(update.getUpdateId(), question));
            } catch (RuntimeException e) {
                LOG.debug("reading Telegram update {} failed", update.getUpdateId(), e);
            }
        }
    }

    /// Handles the update. An update that cannot be handled is logged and skipped, so that it is
    /// not repeated for ever.
    ///
    /// @return false if the database cannot be written and the update must be fetched again
    @Override
    public boolean handle(Update update) {
        for (int attempt = 1; ; attempt++) {
            try {
                handleOnce(update);
                outage.worked();
                return true;
            } catch (RuntimeException | Error e) {
                if (Database.isStorageFailure(e)) {
                    outage.failed(e);
                    return false;
                }
                if (attempt == ATTEMPTS) {
                    return skip(update, e);
                }
            }
        }
    }

    private void handleOnce(Update update) {
        Optional<IncomingUpdate> incoming = reader.read(update);
        Verdict mayManage = incoming.map(that -> mayManage(update, that)).orElse(Verdict.NO);
        incoming.ifPresent(this::prepare);
        Optional<AnswerCallbackQuery> answer =
                database.write(transaction -> HandledUpdateStore.first(transaction, update.getUpdateId())
                        ? incoming.flatMap(that -> take(transaction, that, mayManage))
                        : Optional.empty());
        answer.or(() -> silence(update)).ifPresent(answers::answer);
        incoming.map(IncomingUpdate::chat).map(Chat::id).ifPresent(wrote::accept);
    }

    private void prepare(IncomingUpdate incoming) {
        if (incoming.event() instanceof Event.Asked asked) {
            answering.prepare(asked.command(), asked.person());
        }
    }

    private boolean skip(Update update, Throwable cause) {
        int id = update.getUpdateId();
        try {
            database.run(transaction -> HandledUpdateStore.first(transaction, id));
        } catch (RuntimeException e) {
            outage.failed(e);
            return false;
        }
        LOG.error("handling Telegram update {} failed: skipped it", id, cause);
        apologise(update);
        return true;
    }

    /// Tells the person about the failure; in a group only if they pressed a button.
    private void apologise(Update update) {
        try {
            reader.read(update).ifPresent(incoming -> {
                if (incoming.event() instanceof Event.Asked asked) {
                    String text = somethingWrong(asked);
                    var from = new Destination(incoming.chat(), asked.thread());
                    if (asked.press().isPresent() || incoming.chat().kind() == ChatType.PRIVATE) {
                        database.write(transaction -> toast(transaction, from, asked, text))
                                .ifPresent(answers::answer);
                    }
                }
            });
        } catch (RuntimeException e) {
            LOG.warn("cannot report the failure either", e);
        }
    }

    private static String somethingWrong(Event.Asked asked) {
        return Texts.of(asked.person().language()).say(ReplyPhrase.SOMETHING_WRONG);
    }

    private Verdict mayManage(Update update, IncomingUpdate incoming) {
        if (incoming.event() instanceof Event.Asked it && it.authority() == IncomingUpdate.Authority.YES) {
            return Verdict.YES;
        }
        return Optional.ofNullable(asked.get(update.getUpdateId()))
                .or(() -> question(incoming))
                .map(CompletableFuture::join)
                .orElse(Verdict.NO);
    }

    /// Looks up the chat admin only if the command requires one.
    private Optional<CompletableFuture<Verdict>> question(IncomingUpdate incoming) {
        return incoming.event() instanceof Event.Asked it
                        && it.authority() == IncomingUpdate.Authority.UNKNOWN
                        && answering.needsManager(it.command(), incoming.chat())
                ? Optional.of(admins.ask(incoming.chat(), it.person().userId()))
                : Optional.empty();
    }

    private Optional<AnswerCallbackQuery> take(Transaction transaction, IncomingUpdate incoming, Verdict mayManage) {
        Chat chat = incoming.chat();
        switch (incoming.event()) {
            case Event.Lost(String why) -> reachability.unreachable(transaction, chat, why);
            case Event.Moved(long to) -> reachability.moved(transaction, chat, to);
            case Event.Heard() -> reachability.back(transaction, chat);
            case Event.Asked asked -> {
                reachability.back(transaction, chat);
                return switch (mayManage) {
                    case YES -> answer(transaction, chat, asked, true);
                    case NO -> answer(transaction, chat, asked, false);
                    case UNTOLD ->
                        toast(transaction, new Destination(chat, asked.thread()), asked, somethingWrong(asked));
                };
            }
        }
        return Optional.empty();
    }

    private Optional<AnswerCallbackQuery> answer(
            Transaction transaction, Chat chat, Event.Asked asked, boolean mayManage) {
        var from = new Destination(chat, asked.thread());
        Optional<Destination> direct = chat.kind() == ChatType.PRIVATE ? Optional.of(from) : Optional.empty();
        Reply reply = answering.answer(
                transaction, new CommandRequest(asked.person(), from, mayManage, direct, asked.command(), FORUM));
        return switch (reply) {
            case Reply.Say(Content content) -> say(transaction, from, asked, content);
            case Reply.Whisper(Content content) -> say(transaction, from, asked, content);
            case Reply.Replace(Content content, int page) -> replace(transaction, from, asked, content, page);
            case Reply.Aside aside ->
                asked.press().isPresent()
                        ? link(asked, aside.payload())
                        : say(transaction, from, asked, aside.content());
            case Reply.WithFile(FileRequest wish, boolean _) -> {
                replies.file(transaction, from, asked.person().language(), wish);
                yield Optional.empty();
            }
            case Reply.Compose compose -> say(transaction, from, asked, compose.otherwise());
            case Reply.Toast(String text) -> toast(transaction, from, asked, text);
            case Reply.Silence() -> Optional.empty();
        };
    }

    private Optional<AnswerCallbackQuery> say(
            Transaction transaction, Destination to, Event.Asked asked, Content content) {
        replies.say(transaction, to, asked.person().language(), content);
        return Optional.empty();
    }

    private Optional<AnswerCallbackQuery> replace(
            Transaction transaction, Destination to, Event.Asked asked, Content content, int page) {
        if (asked.press().isEmpty()) {
            return say(transaction, to, asked, content);
        }
        String message = Integer.toString(asked.press().orElseThrow().messageId());
        replies.replace(transaction, to, content, page, message);
        return Optional.empty();
    }

    private Optional<AnswerCallbackQuery> link(Event.Asked asked, String payload) {
        return asked.press()
                .map(press -> AnswerCallbackQuery.builder()
                        .callbackQueryId(press.queryId())
                        .url("https://t.me/" + botUsername + "?start=" + payload)
                        .build());
    }

    private Optional<AnswerCallbackQuery> toast(
            Transaction transaction, Destination to, Event.Asked asked, String text) {
        if (asked.press().isEmpty()) {
            return say(transaction, to, asked, Content.text(text, List.of()));
        }
        return asked.press()
                .map(press -> AnswerCallbackQuery.builder()
                        .callbackQueryId(press.queryId())
                        .text(text)
                        .build());
    }

    /// An empty callback answer, without which the button keeps spinning.
    private static Optional<AnswerCallbackQuery> silence(Update update) {
        return Optional.ofNullable(update.getCallbackQuery())
                .map(query -> AnswerCallbackQuery.builder()
                        .callbackQueryId(query.getId())
                        .build());
    }
}
