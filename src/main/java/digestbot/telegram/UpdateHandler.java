package digestbot.telegram;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.chat.ChatFeatures;
import digestbot.chat.CommandHandler;
import digestbot.chat.CommandRequest;
import digestbot.chat.Reply;
import digestbot.cluster.LeaderTerm;
import digestbot.content.action.AttachedPicture;
import digestbot.database.Database;
import digestbot.database.RepeatedFailureLog;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.delivery.chats.ChatReachability;
import digestbot.i18n.Texts;
import digestbot.markdown.WebAddress;
import digestbot.telegram.ChatAdminLookup.AdminStatus;
import digestbot.telegram.IncomingUpdate.Event;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.GetFile;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// Handles updates exactly once: the effect, the update's id and the queued reply are stored in one
/// transaction.
final class UpdateHandler implements UpdatePoller.Handler {

    private static final Logger LOG = LoggerFactory.getLogger(UpdateHandler.class);

    /// The number of attempts. A first failure may be temporary; a second one is probably caused by
    /// the update.
    private static final int ATTEMPTS = 2;

    private final Database database;
    private final CommandHandler commandHandler;
    private final UpdateReplies replies;
    private final ChatReachability reachability;
    private final LeaderTerm term;
    private final LongConsumer onChatActive;
    private final ChatAdminLookup admins;
    private final UpdateReader reader;
    private final Map<Integer, CompletableFuture<AdminStatus>> lookups = new HashMap<>();
    private final RepeatedFailureLog failureLog = new RepeatedFailureLog(
            LOG, "storing Telegram updates failed, retrying", "storing Telegram updates works again");

    /// `onChatActive` receives the id of the chat after each handled update.
    UpdateHandler(
            Database database,
            CommandHandler commandHandler,
            UpdateReplies replies,
            ChatReachability reachability,
            LeaderTerm term,
            ChatAdminLookup admins,
            TelegramClient client,
            LongConsumer onChatActive) {
        this.database = database;
        this.commandHandler = commandHandler;
        this.replies = replies;
        this.reachability = reachability;
        this.term = term;
        this.onChatActive = onChatActive;
        this.admins = admins;
        reader = new UpdateReader(
                replies.account(),
                file -> new AttachedPicture(() -> client.downloadFileAsStream(client.execute(new GetFile(file)))));
    }

    @Override
    public Optional<IncomingUpdate> read(Update update) {
        return reader.read(update);
    }

    /// Starts all lookups that the updates need, so that they run in parallel.
    @Override
    public void prefetch(List<IncomingUpdate> updates) {
        lookups.clear();
        for (IncomingUpdate update : updates) {
            adminLookup(update).ifPresent(question -> lookups.put(update.id(), question));
        }
    }

    /// Handles the update. An update that cannot be handled is logged and skipped, so that it is
    /// not repeated forever.
    ///
    /// @return false if the update must be fetched again, because the database cannot be written or
    ///     another node fetches updates now
    @Override
    public boolean handle(IncomingUpdate update) {
        for (int attempt = 1; ; attempt++) {
            try {
                handleOnce(update);
                failureLog.recovered();
                return true;
            } catch (LeaderTerm.TermEndedException e) {
                LOG.debug("left an update to another node", e);
                return false;
            } catch (RuntimeException | Error e) {
                if (Database.isStorageFailure(e)) {
                    failureLog.failed(e);
                    return false;
                }
                if (attempt == ATTEMPTS) {
                    return skip(update, e);
                }
            }
        }
    }

    private void handleOnce(IncomingUpdate update) {
        AdminStatus mayManage = mayManage(update);
        if (update.event() instanceof Event.CommandReceived received) {
            commandHandler.prepare(received.invocation().action(), received.person());
        }
        Optional<Runnable> answer = database.write(transaction ->
                markHandled(transaction, update.id()) ? apply(transaction, update, mayManage) : Optional.empty());
        answer.or(() -> emptyAnswer(update)).ifPresent(Runnable::run);
        onChatActive.accept(update.chat().id());
    }

    private boolean markHandled(Transaction transaction, int id) {
        term.verify(transaction);
        return HandledUpdateStore.markHandled(transaction, id);
    }

    private boolean skip(IncomingUpdate update, Throwable cause) {
        int id = update.id();
        try {
            database.<Boolean>write(transaction -> markHandled(transaction, id));
        } catch (LeaderTerm.TermEndedException e) {
            LOG.debug("left an update to another node", e);
            return false;
        } catch (RuntimeException e) {
            failureLog.failed(e);
            return false;
        }
        LOG.error("handling Telegram update {} failed: skipped it", id, cause);
        reportFailure(update);
        return true;
    }

    /// Notifies the person of the failure; in a group only if they pressed a button.
    private void reportFailure(IncomingUpdate update) {
        if (!(update.event() instanceof Event.CommandReceived received)
                || (received.press().isEmpty() && update.chat().kind() != ChatType.PRIVATE)) {
            return;
        }
        var from = new Destination(update.chat(), received.thread());
        try {
            database.write(transaction -> replies.toast(transaction, from, received, failureText(received)))
                    .ifPresent(Runnable::run);
        } catch (RuntimeException e) {
            LOG.warn("cannot report the failure either", e);
        }
    }

    static String failureText(Event.CommandReceived received) {
        return Texts.of(received.person().language()).format("something-wrong");
    }

    private AdminStatus mayManage(IncomingUpdate update) {
        if (update.event() instanceof Event.CommandReceived it && it.adminStatus() == AdminStatus.ADMIN) {
            return AdminStatus.ADMIN;
        }
        return Optional.ofNullable(lookups.get(update.id()))
                .or(() -> adminLookup(update))
                .map(CompletableFuture::join)
                .orElse(AdminStatus.NOT_ADMIN);
    }

    private Optional<CompletableFuture<AdminStatus>> adminLookup(IncomingUpdate update) {
        return update.event() instanceof Event.CommandReceived it
                        && it.adminStatus() == AdminStatus.UNKNOWN
                        && commandHandler.needsChatAdmin(it.invocation(), update.chat())
                ? Optional.of(admins.lookUp(update.chat(), it.person().userId()))
                : Optional.empty();
    }

    private Optional<Runnable> apply(Transaction transaction, IncomingUpdate update, AdminStatus mayManage) {
        Chat chat = update.chat();
        switch (update.event()) {
            case Event.RightsChanged(String obstacle) -> {
                replies.privateReplies().rightsChanged(chat);
                if (obstacle.isEmpty()) {
                    reachability.back(transaction, chat);
                } else {
                    reachability.unreachable(transaction, chat, obstacle);
                }
            }
            case Event.ChatMigrated(long to) -> reachability.moved(transaction, chat, to);
            case Event.ChatActive() -> reachability.back(transaction, chat);
            case Event.CommandReceived received -> {
                reachability.back(transaction, chat);
                return switch (mayManage) {
                    case ADMIN -> answer(transaction, chat, received, true);
                    case NOT_ADMIN -> answer(transaction, chat, received, false);
                    case UNKNOWN ->
                        replies.toast(
                                transaction, new Destination(chat, received.thread()), received, failureText(received));
                };
            }
        }
        return Optional.empty();
    }

    private Optional<Runnable> answer(
            Transaction transaction, Chat chat, Event.CommandReceived received, boolean mayManage) {
        var from = new Destination(chat, received.thread());
        Optional<Destination> direct = chat.kind() == ChatType.PRIVATE ? Optional.of(from) : Optional.empty();
        boolean alone = replies.privateReplies().arePossible(chat, received);
        Reply reply = commandHandler.answer(
                transaction,
                new CommandRequest(
                        received.person(),
                        from,
                        mayManage,
                        direct,
                        received.invocation(),
                        new ChatFeatures(ChatFeatures.PlaceLabels.FORUM)
                                .withPrivateAnswers(alone)
                                .withPins(chat.kind() != ChatType.PRIVATE),
                        UpdateReplies.pressedMessage(received),
                        received.name(),
                        Optional.of(new WebAddress(replies.account().link()))));
        return replies.carryOut(transaction, from, received, reply, alone);
    }

    /// An empty callback answer, without which the button would show a spinner.
    private Optional<Runnable> emptyAnswer(IncomingUpdate update) {
        return update.event() instanceof Event.CommandReceived received
                ? received.press().map(press -> () -> replies.privateReplies().answerQuery(press.queryId(), "", ""))
                : Optional.empty();
    }

    /// Stores the last handled update in the same transaction as its effect.
    static final class HandledUpdateStore {

        /// Telegram repeats only recent unconfirmed updates. After a week without updates, ids
        /// restart at a random number, so an id far below the last one belongs to a new update.
        private static final int REDELIVERY_WINDOW = 1_000;

        private HandledUpdateStore() {}

        /// Marks the update as handled; returns false if it already was.
        static boolean markHandled(Transaction transaction, int updateId) {
            long last = transaction
                    .findNumber("SELECT last_update FROM handled_update WHERE platform = ?", Platform.TELEGRAM.id())
                    .orElse(Long.MIN_VALUE);
            if (updateId <= last && updateId > last - REDELIVERY_WINDOW) {
                return false;
            }
            transaction.execute("""
                            INSERT INTO handled_update (platform, last_update) VALUES (?, ?)
                            ON CONFLICT (platform) DO UPDATE SET last_update = excluded.last_update""", Platform.TELEGRAM.id(), updateId);
            return true;
        }
    }
}
