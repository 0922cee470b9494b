package digestbot.chat.broadcast;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.BroadcastAction;
import digestbot.broadcast.BroadcastModule;
import digestbot.broadcast.BroadcastSender;
import digestbot.broadcast.BroadcastSender.BroadcastConfirmation;
import digestbot.broadcast.BroadcastSender.StaleConfirmation;
import digestbot.broadcast.BroadcastSender.StartResult;
import digestbot.broadcast.Broadcasts;
import digestbot.broadcast.Broadcasts.DraftResult;
import digestbot.broadcast.RecipientCounter;
import digestbot.broadcast.RecipientFilter;
import digestbot.button.BroadcastPress;
import digestbot.button.PreviewFingerprint;
import digestbot.chat.api.Command;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.HandlerRegistry;
import digestbot.chat.common.Replies;
import digestbot.content.Content;
import digestbot.database.Transaction;
import digestbot.i18n.BroadcastPhrase;
import digestbot.i18n.SubscriptionPhrase;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Handles `/broadcast` and the buttons of broadcasts: a text is previewed, sent to everyone or to a
/// topic's subscribers, stopped and withdrawn. The console does the rest.
public final class BroadcastCommands implements HandlerRegistry.Handler {

    private final Broadcasts broadcasts;
    private final BroadcastSender sender;
    private final RecipientCounter recipientCounter;
    private final Library library;
    private final BroadcastScreens screens;

    public BroadcastCommands(BroadcastModule services, Library library) {
        broadcasts = services.broadcasts();
        sender = services.sender();
        recipientCounter = services.recipientCounter();
        this.library = library;
        screens = new BroadcastScreens(services, library);
    }

    @Override
    public void register(HandlerRegistry registry) {
        registry.on(Command.WriteBroadcast.class, this::draft);
        registry.on(BroadcastPress.class, this::pressed);
        registry.before(Command.WriteBroadcast.class, this::count);
        registry.before(BroadcastPress.class, this::count);
    }

    /// Counts the recipients that the reply will show, before its write transaction begins.
    ///
    /// @param may tells whether the person may see the number; checked before counting
    private void count(Command.WriteBroadcast typed, Predicate<Transaction> may) {
        if (!typed.text().isBlank()) {
            recipientCounter.count(
                    transaction -> Optional.of(transaction).filter(may).map(_ -> RecipientFilter.EVERYONE));
        }
    }

    private void count(BroadcastPress press, Predicate<Transaction> may) {
        recipientCounter.count(
                transaction -> Optional.of(transaction).filter(may).flatMap(_ -> recipientsAfter(transaction, press)));
    }

    private Optional<RecipientFilter> recipientsAfter(Transaction transaction, BroadcastPress press) {
        return broadcasts
                .find(transaction, press.broadcast())
                .filter(Broadcast::isEditable)
                .flatMap(found -> press instanceof BroadcastPress.ToTopic to && found.state() == BroadcastState.DRAFT
                        ? chosen(transaction, to)
                        : Optional.of(found.recipients()));
    }

    /// The recipients that a press chooses; empty if the topic no longer exists.
    private Optional<RecipientFilter> chosen(Transaction transaction, BroadcastPress.ToTopic to) {
        return to.topic() == 0
                ? Optional.of(RecipientFilter.EVERYONE)
                : library.topic(transaction, to.topic())
                        .map(known -> RecipientFilter.EVERYONE.withTopic(
                                Optional.of(known.topic().id())));
    }

    /// Creates a draft of a text and shows its preview, or says why the text is refused.
    private Reply draft(CommandContext context, Command.WriteBroadcast typed) {
        Texts texts = context.texts();
        if (typed.text().isBlank()) {
            return new Reply.OpenModal(
                    texts.format(BroadcastPhrase.TITLE), texts.format(BroadcastPhrase.LABEL), screens.help(context));
        }
        Optional<Person> author = Optional.of(context.request().person());
        return new Reply.EphemeralMessage(
                switch (broadcasts.draft(context.transaction(), author, typed.text())) {
                    case DraftResult.Drafted(long number) -> preview(context, number, Optional.empty());
                    case DraftResult.Empty() -> Replies.text(texts, texts.format(BroadcastPhrase.EMPTY));
                    case DraftResult.TooLong(Platform platform, int messages) ->
                        Replies.text(texts.format(
                                BroadcastPhrase.TOO_LONG, platform.title(), messages, Broadcasts.MAX_MESSAGES));
                    case DraftResult.TooManyButtons(int buttons) ->
                        Replies.text(texts.format(BroadcastPhrase.TOO_MANY_BUTTONS, buttons, Broadcasts.MAX_BUTTONS));
                });
    }

    private Content preview(CommandContext context, long number, Optional<StaleConfirmation> stale) {
        return screens.preview(
                context, broadcasts.find(context.transaction(), number).orElseThrow(), stale);
    }

    private Reply pressed(CommandContext context, BroadcastPress press) {
        return broadcasts
                .find(context.transaction(), press.broadcast())
                .map(found ->
                        found.isEditable() ? draftPressed(context, found, press) : sentPressed(context, found, press))
                .orElseGet(() -> new Reply.Toast(context.texts().format(BroadcastPhrase.GONE)));
    }

    private Reply draftPressed(CommandContext context, Broadcast open, BroadcastPress press) {
        boolean draft = open.state() == BroadcastState.DRAFT;
        return switch (press) {
            case BroadcastPress.ShowRecipients _ when draft -> new Reply.EditPressed(screens.recipients(context, open));
            case BroadcastPress.ToTopic to when draft -> choose(context, open.number(), to);
            case BroadcastPress.SendBroadcast(long _, var shown) -> send(context, open, shown);
            case BroadcastPress.DiscardBroadcast _ -> {
                broadcasts.discard(context.transaction(), open.number(), by(context));
                yield new Reply.EditPressed(
                        Replies.text(context.texts(), context.texts().format(BroadcastPhrase.DISCARDED)));
            }
            // The recipients of a scheduled broadcast are those that were confirmed with its time.
            case BroadcastPress.ShowBroadcast _,
                    BroadcastPress.ShowRecipients _,
                    BroadcastPress.ToTopic _,
                    BroadcastPress.StopBroadcast _,
                    BroadcastPress.ConfirmWithdrawal _,
                    BroadcastPress.WithdrawBroadcast _ -> showPreview(context, open.number(), Optional.empty());
        };
    }

    /// A preview may be several messages; the last one has the buttons, so that one was pressed.
    private Reply showPreview(CommandContext context, long number, Optional<StaleConfirmation> stale) {
        return new Reply.EditPressed(preview(context, number, stale), Integer.MAX_VALUE);
    }

    private Reply choose(CommandContext context, long number, BroadcastPress.ToTopic to) {
        return chosen(context.transaction(), to)
                .map(recipients -> {
                    broadcasts.setRecipients(context.transaction(), number, recipients, by(context));
                    return showPreview(context, number, Optional.empty());
                })
                .orElseGet(() -> context.toast(SubscriptionPhrase.TOPIC_GONE));
    }

    private Reply send(CommandContext context, Broadcast open, Optional<PreviewFingerprint> shown) {
        var confirmation = new BroadcastConfirmation(by(context), shown);
        return switch (sender.send(context.transaction(), open.number(), confirmation, context.privateChat())) {
            case StartResult.Started(long number) ->
                new Reply.EditPressed(Replies.text(
                        context.texts().format(BroadcastPhrase.SENDING_TO, number),
                        List.of(List.of(BroadcastScreens.show(context, open)))));
            case StartResult.Stale(StaleConfirmation stale) -> showPreview(context, open.number(), Optional.of(stale));
            case StartResult.NoRecipients() -> context.toast(BroadcastPhrase.NOBODY);
            case StartResult.AlreadyDecided _ -> showPreview(context, open.number(), Optional.empty());
        };
    }

    /// Handles a button of a broadcast that has started. The report shows the effect and updates itself,
    /// so a second reply could overtake it.
    private Reply sentPressed(CommandContext context, Broadcast sent, BroadcastPress press) {
        Transaction transaction = context.transaction();
        return switch (press) {
            case BroadcastPress.StopBroadcast(long number)
            when sender.stop(transaction, number, by(context)) -> context.toast(BroadcastPhrase.STOP_STARTED);
            case BroadcastPress.ConfirmWithdrawal _
            when BroadcastAction.WITHDRAW.isAllowed(sent) ->
                new Reply.EditPressed(screens.withdrawalQuestion(context, sent));
            case BroadcastPress.WithdrawBroadcast(long number)
            when sender.withdraw(transaction, number, by(context), context.privateChat()) ->
                new Reply.EditPressed(Replies.text(
                        context.texts().format(BroadcastPhrase.WITHDRAWAL_STARTED),
                        List.of(List.of(BroadcastScreens.show(context, sent)))));
            default -> new Reply.EditPressed(screens.report(context, sent));
        };
    }

    private static Actor by(CommandContext context) {
        return Actor.of(context.request().person());
    }
}
