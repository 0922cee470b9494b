package digestbot.chat.broadcast;

import digestbot.audience.Platform;
import digestbot.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.BroadcastModule;
import digestbot.broadcast.Broadcasts;
import digestbot.broadcast.DraftResult;
import digestbot.broadcast.RecipientCounter;
import digestbot.broadcast.RecipientFilter;
import digestbot.button.BroadcastPress;
import digestbot.button.BroadcastPress.RecipientButton;
import digestbot.chat.api.Command;
import digestbot.chat.api.Command.WriteBroadcast.ExistingBroadcast;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.HandlerRegistry;
import digestbot.chat.common.Replies;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.database.Transaction;
import digestbot.i18n.BroadcastPhrase;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Handles `/broadcast` and the buttons of broadcasts.
public final class BroadcastCommands implements HandlerRegistry.Handler {

    /// The number of recent broadcasts searched for active ones.
    private static final int SEARCHED = 20;

    private final Broadcasts broadcasts;
    private final RecipientCounter recipientCounter;
    private final RecipientChoices choices;
    private final BroadcastDraftCommands draftCommands;
    private final SentBroadcastCommands sentCommands;

    public BroadcastCommands(BroadcastModule services, Library library) {
        broadcasts = services.broadcasts();
        recipientCounter = services.recipientCounter();
        choices = new RecipientChoices(library);
        draftCommands = new BroadcastDraftCommands(broadcasts, services.sender(), recipientCounter, choices);
        sentCommands = new SentBroadcastCommands(services.control(), services.reporter());
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
            recipientCounter.count(transaction -> Optional.of(transaction)
                    .filter(may)
                    .map(_ -> earlier(transaction, typed)
                            .map(Broadcast::recipients)
                            .orElse(RecipientFilter.EVERYONE)));
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
                .flatMap(found -> press instanceof RecipientButton of
                        ? choices.after(transaction, found.recipients(), of)
                        : Optional.of(found.recipients()));
    }

    private Optional<Broadcast> earlier(Transaction transaction, Command.WriteBroadcast typed) {
        return typed.earlier().flatMap(earlier -> broadcasts.find(transaction, earlier.number()));
    }

    /// Creates a draft of a text and shows its preview.
    private Reply draft(CommandContext context, Command.WriteBroadcast typed) {
        String text = typed.text();
        Texts texts = context.texts();
        if (text.isBlank()) {
            return new Reply.OpenModal(
                    texts.format(BroadcastPhrase.TITLE), texts.format(BroadcastPhrase.LABEL), helpScreen(context));
        }
        Transaction transaction = context.transaction();
        Optional<Broadcast> earlier = earlier(transaction, typed);
        if (earlier.isPresent()) {
            return earlier(context, earlier.orElseThrow(), typed.earlier().orElseThrow());
        }
        return written(
                context,
                broadcasts.draft(transaction, Optional.of(context.request().person()), text));
    }

    /// Shows the preview of a text, or why it is refused.
    private Reply written(CommandContext context, DraftResult result) {
        Texts texts = context.texts();
        return new Reply.EphemeralMessage(
                switch (result) {
                    case DraftResult.Drafted(long number) -> draftCommands.preview(context, number);
                    case DraftResult.Empty() -> Replies.text(texts, texts.format(BroadcastPhrase.EMPTY));
                    case DraftResult.TooLong(Platform platform, int messages) ->
                        Replies.text(texts.format(
                                BroadcastPhrase.TOO_LONG, platform.title(), messages, Broadcasts.MAX_MESSAGES));
                    case DraftResult.TooManyButtons(int buttons) ->
                        Replies.text(texts.format(BroadcastPhrase.TOO_MANY_BUTTONS, buttons, Broadcasts.MAX_BUTTONS));
                });
    }

    private Reply earlier(CommandContext context, Broadcast earlier, ExistingBroadcast typed) {
        if (!earlier.isEditable()) {
            return new Reply.EphemeralMessage(sentCommands.report(context, earlier));
        }
        if (!typed.text().isEmpty()) {
            Actor by = Actor.of(context.request().person());
            return written(context, broadcasts.edit(context.transaction(), earlier.number(), typed.text(), by));
        }
        return typed.time().isEmpty()
                ? new Reply.EphemeralMessage(draftCommands.preview(context, earlier.number()))
                : draftCommands.at(context, earlier, typed.time());
    }

    /// The explanation of broadcasts, with buttons for the running ones.
    private Content helpScreen(CommandContext context) {
        List<List<Button>> rows = new ArrayList<>();
        broadcasts.newest(context.transaction(), Long.MAX_VALUE, SEARCHED).stream()
                .filter(each -> each.state() == BroadcastState.SCHEDULED
                        || (each.sendState().isPresent() && !each.isFinished()))
                .map(each -> Button.callback(
                        context.texts().format(BroadcastPhrase.NUMBER_BUTTON, Long.toString(each.number())),
                        new BroadcastPress.ShowBroadcast(each.number())))
                .forEach(button -> rows.add(List.of(button)));
        rows.add(List.of(Replies.help(context.texts())));
        return Replies.screen(
                "",
                List.of(
                        context.texts().format(BroadcastPhrase.HOW),
                        context.texts().format(BroadcastPhrase.HOW_BUTTONS)),
                rows);
    }

    private Reply pressed(CommandContext context, BroadcastPress press) {
        return broadcasts
                .find(context.transaction(), press.broadcast())
                .map(found -> found.isEditable()
                        ? draftCommands.pressed(context, found, press)
                        : sentCommands.pressed(context, found, press))
                .orElseGet(() -> new Reply.Toast(context.texts().format(BroadcastPhrase.GONE)));
    }
}
