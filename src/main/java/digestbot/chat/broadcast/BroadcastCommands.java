package digestbot.chat.broadcast;

import digestbot.audience.Platform;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcast.State;
import digestbot.broadcast.BroadcastDrafts;
import digestbot.broadcast.BroadcastTools;
import digestbot.broadcast.DraftResult;
import digestbot.broadcast.RecipientCounter;
import digestbot.broadcast.Recipients;
import digestbot.button.BroadcastPress;
import digestbot.button.BroadcastPress.OfRecipients;
import digestbot.chat.api.Command;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Replies;
import digestbot.chat.common.Routes;
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
public final class BroadcastCommands implements Routes.Handler {

    /// The number of recent broadcasts searched for active ones.
    private static final int LOOKED_THROUGH = 20;

    private final BroadcastDrafts broadcasts;
    private final RecipientCounter counts;
    private final RecipientChoices choices;
    private final BroadcastDraftCommands open;
    private final SentBroadcastCommands sent;

    public BroadcastCommands(BroadcastTools tools, Library library) {
        broadcasts = tools.broadcasts();
        counts = tools.counts();
        choices = new RecipientChoices(library);
        open = new BroadcastDraftCommands(broadcasts, tools.launch(), counts, choices);
        sent = new SentBroadcastCommands(tools.steering(), tools.reporting());
    }

    @Override
    public void register(Routes routes) {
        routes.on(Command.Broadcast.class, this::draft);
        routes.on(BroadcastPress.class, this::pressed);
        routes.before(Command.Broadcast.class, this::count);
        routes.before(BroadcastPress.class, this::count);
    }

    /// Counts the recipients that the reply will show, before its write transaction begins.
    ///
    /// @param may whether the person may see the number; checked before counting
    private void count(Command.Broadcast typed, Predicate<Transaction> may) {
        if (!typed.text().isBlank()) {
            counts.look(transaction -> Optional.of(transaction)
                    .filter(may)
                    .map(_ -> earlier(transaction, typed).map(Broadcast::to).orElse(Recipients.EVERYONE)));
        }
    }

    private void count(BroadcastPress press, Predicate<Transaction> may) {
        counts.look(transaction -> Optional.of(transaction).filter(may).flatMap(_ -> after(transaction, press)));
    }

    private Optional<Recipients> after(Transaction transaction, BroadcastPress press) {
        return broadcasts
                .find(transaction, press.broadcast())
                .filter(Broadcast::isOpen)
                .flatMap(found -> press instanceof OfRecipients of
                        ? choices.after(transaction, found.to(), of)
                        : Optional.of(found.to()));
    }

    private Optional<Broadcast> earlier(Transaction transaction, Command.Broadcast typed) {
        return typed.earlier().flatMap(earlier -> broadcasts.find(transaction, earlier.number()));
    }

    /// Makes a draft of a text and shows its preview.
    private Reply draft(CommandContext asked, Command.Broadcast typed) {
        String text = typed.text();
        Texts words = asked.words();
        if (text.isBlank()) {
            return new Reply.Compose(words.say(BroadcastPhrase.TITLE), words.say(BroadcastPhrase.LABEL), how(asked));
        }
        Transaction transaction = asked.transaction();
        Optional<Broadcast> earlier = earlier(transaction, typed);
        if (earlier.isPresent()) {
            return earlier(
                    asked, earlier.orElseThrow(), typed.earlier().orElseThrow().time());
        }
        return new Reply.Whisper(
                switch (broadcasts.draft(
                        transaction, Optional.of(asked.request().person()), text)) {
                    case DraftResult.Drafted(long number) -> open.preview(asked, number);
                    case DraftResult.Empty() -> Replies.text(words, words.say(BroadcastPhrase.EMPTY));
                    case DraftResult.TooLong(Platform platform, int messages) ->
                        Replies.text(words.say(
                                BroadcastPhrase.TOO_LONG, platform.title(), messages, BroadcastDrafts.MOST_MESSAGES));
                    case DraftResult.TooManyButtons(int buttons) ->
                        Replies.text(
                                words.say(BroadcastPhrase.TOO_MANY_BUTTONS, buttons, BroadcastDrafts.MOST_BUTTONS));
                });
    }

    private Reply earlier(CommandContext asked, Broadcast earlier, String time) {
        if (!earlier.isOpen()) {
            return new Reply.Whisper(sent.report(asked, earlier));
        }
        return time.isEmpty()
                ? new Reply.Whisper(open.preview(asked, earlier.number()))
                : open.at(asked, earlier, time);
    }

    /// The explanation of broadcasts, with buttons to those that are running.
    private Content how(CommandContext asked) {
        List<List<Button>> rows = new ArrayList<>();
        broadcasts.newest(asked.transaction(), Long.MAX_VALUE, LOOKED_THROUGH).stream()
                .filter(each -> each.state() == State.SCHEDULED || (each.run().isPresent() && !each.isOver()))
                .map(each -> Button.ask(
                        asked.words().say(BroadcastPhrase.NUMBER_BUTTON, Long.toString(each.number())),
                        new BroadcastPress.Show(each.number())))
                .forEach(button -> rows.add(List.of(button)));
        rows.add(List.of(Replies.help(asked.words())));
        return Replies.screen(
                "",
                List.of(asked.words().say(BroadcastPhrase.HOW), asked.words().say(BroadcastPhrase.HOW_BUTTONS)),
                rows);
    }

    private Reply pressed(CommandContext asked, BroadcastPress press) {
        return broadcasts
                .find(asked.transaction(), press.broadcast())
                .map(found -> found.isOpen() ? open.pressed(asked, found, press) : sent.pressed(asked, found, press))
                .orElseGet(() -> new Reply.Toast(asked.words().say(BroadcastPhrase.GONE)));
    }
}
