package digestbot.chat;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audience.Platform.Feature;
import digestbot.audience.SubscriberStore;
import digestbot.audience.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcast.BroadcastState;
import digestbot.broadcast.BroadcastAction;
import digestbot.broadcast.BroadcastService;
import digestbot.broadcast.BroadcastService.BroadcastConfirmation;
import digestbot.broadcast.RecipientsText;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Moments;
import digestbot.content.Panel;
import digestbot.content.action.AttachedPicture;
import digestbot.content.action.BroadcastRequest;
import digestbot.database.Transaction;
import digestbot.delivery.fanout.RecipientFilter;
import digestbot.delivery.files.PictureStore.Picture;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.markdown.Block;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Handles `/broadcast` and the buttons of broadcasts: a text is previewed, sent to everyone or to
/// a topic's subscribers, stopped and withdrawn. The console does the rest.
public record BroadcastCommands(BroadcastService broadcasts, Library library) {

    /// The number of recent broadcasts searched for active ones.
    private static final int SEARCHED = 20;

    private static final int MAX_TOPICS = 15;

    private static final SubscriberStore SUBSCRIBERS = new SubscriberStore();

    public Reply answer(CommandContext context, BroadcastRequest request) {
        return switch (request) {
            case BroadcastRequest.WriteBroadcast typed -> draft(context, typed);
            case BroadcastRequest.AskForBroadcast() -> ask(context);
            case BroadcastRequest.BroadcastButton button -> pressed(context, button);
        };
    }

    /// Counts the recipients that the reply will show, before the write transaction of the reply
    /// begins; only for a person who may see the number.
    public void prepare(BroadcastRequest request, Predicate<Transaction> may) {
        switch (request) {
            case BroadcastRequest.WriteBroadcast typed -> prepare(typed, may);
            case BroadcastRequest.AskForBroadcast() -> {}
            case BroadcastRequest.BroadcastButton button -> count(button, may);
        }
    }

    /// Fetches the picture, too.
    private void prepare(BroadcastRequest.WriteBroadcast typed, Predicate<Transaction> may) {
        if (!typed.text().isBlank()) {
            broadcasts
                    .count(transaction -> Optional.of(transaction).filter(may).map(_ -> RecipientFilter.EVERYONE))
                    .flatMap(_ -> typed.picture())
                    .ifPresent(picture -> picture.fetch(Picture.MAX_BYTES));
        }
    }

    private void count(BroadcastRequest.BroadcastButton press, Predicate<Transaction> may) {
        broadcasts.count(
                transaction -> Optional.of(transaction).filter(may).flatMap(_ -> recipientsAfter(transaction, press)));
    }

    private Optional<RecipientFilter> recipientsAfter(Transaction transaction, BroadcastRequest.BroadcastButton press) {
        return broadcasts
                .find(transaction, press.broadcast())
                .filter(Broadcast::isEditable)
                .flatMap(found -> press instanceof BroadcastRequest.ToTopic to && found.state() == BroadcastState.DRAFT
                        ? chosen(transaction, to)
                        : Optional.of(found.recipients()));
    }

    /// The recipients that a press chooses; empty if the topic no longer exists.
    private Optional<RecipientFilter> chosen(Transaction transaction, BroadcastRequest.ToTopic to) {
        return to.topic() == 0
                ? Optional.of(RecipientFilter.EVERYONE)
                : library.topic(transaction, to.topic())
                        .map(known -> RecipientFilter.EVERYONE.withTopic(Optional.of(known.id())));
    }

    private Reply draft(CommandContext context, BroadcastRequest.WriteBroadcast typed) {
        Texts texts = context.texts();
        if (typed.text().isBlank()) {
            boolean opensForm = context.chat().platform().has(Feature.FORMS);
            return opensForm || active(context).isEmpty() ? ask(context) : new Reply.EphemeralMessage(help(context));
        }
        Optional<byte[]> file = typed.picture().flatMap(AttachedPicture::content);
        Optional<Picture> picture = file.flatMap(Picture::of);
        if (typed.picture().isPresent() && picture.isEmpty()) {
            return new Reply.EphemeralMessage(Replies.text(
                    texts,
                    file.isPresent()
                            ? texts.format("broadcast-picture-refused", Picture.MAX_BYTES >> 20)
                            : texts.format("broadcast-picture-missing")));
        }
        Optional<Person> author = Optional.of(context.request().person());
        return new Reply.EphemeralMessage(broadcasts
                .refusal(typed.text())
                .map(refusal -> Replies.text(texts, refusal.text(texts)))
                .orElseGet(() -> preview(
                        context, broadcasts.draft(context.transaction(), author, typed.text(), picture), false)));
    }

    private Reply ask(CommandContext context) {
        Texts texts = context.texts();
        return new Reply.OpenModal(
                texts.format("broadcast-title"),
                texts.format("broadcast-label"),
                Optional.of(texts.format("broadcast-picture-label")),
                Optional.empty(),
                context.question(
                                new BroadcastRequest.AskForBroadcast(),
                                texts.format("broadcast-ask"),
                                texts.format("broadcast-title"),
                                texts.format("broadcast-hint"))
                        .orElseGet(() -> help(context)));
    }

    private Content preview(CommandContext context, long number, boolean stale) {
        return preview(context, broadcasts.find(context.transaction(), number).orElseThrow(), stale);
    }

    private Reply pressed(CommandContext context, BroadcastRequest.BroadcastButton press) {
        return broadcasts
                .find(context.transaction(), press.broadcast())
                .map(found ->
                        found.isEditable() ? draftPressed(context, found, press) : sentPressed(context, found, press))
                .orElseGet(() -> new Reply.Toast(context.texts().format("broadcast-gone")));
    }

    private Reply draftPressed(CommandContext context, Broadcast open, BroadcastRequest.BroadcastButton press) {
        boolean draft = open.state() == BroadcastState.DRAFT;
        return switch (press) {
            case BroadcastRequest.ShowRecipients _ when draft -> new Reply.EditPressed(recipients(context, open));
            case BroadcastRequest.ToTopic to when draft -> choose(context, open.number(), to);
            case BroadcastRequest.SendBroadcast(long _, long version) -> send(context, open, version);
            case BroadcastRequest.DiscardBroadcast _ -> {
                broadcasts.discard(context.transaction(), open.number(), by(context));
                yield context.edit("broadcast-discarded");
            }
            // The recipients of a scheduled broadcast are those that were confirmed with its time.
            case BroadcastRequest.ShowBroadcast _,
                    BroadcastRequest.ShowRecipients _,
                    BroadcastRequest.ToTopic _,
                    BroadcastRequest.StopBroadcast _,
                    BroadcastRequest.ConfirmWithdrawal _,
                    BroadcastRequest.WithdrawBroadcast _ -> showPreview(context, open.number(), false);
        };
    }

    /// A preview may be several messages; the last one has the buttons, so that one was pressed.
    private Reply showPreview(CommandContext context, long number, boolean stale) {
        return new Reply.EditPressed(preview(context, number, stale), Integer.MAX_VALUE);
    }

    private Reply choose(CommandContext context, long number, BroadcastRequest.ToTopic to) {
        return chosen(context.transaction(), to)
                .map(recipients -> {
                    broadcasts.setRecipients(context.transaction(), number, recipients, by(context));
                    return showPreview(context, number, false);
                })
                .orElseGet(() -> context.toast("topic-gone"));
    }

    private Reply send(CommandContext context, Broadcast open, long version) {
        var confirmation = new BroadcastConfirmation(by(context), version);
        return switch (broadcasts.send(context.transaction(), open.number(), confirmation, context.privateChat())) {
            case STARTED ->
                new Reply.EditPressed(Replies.text(
                        context.texts()
                                .format(
                                        "broadcast-sending-to",
                                        broadcasts
                                                .cachedCount(context.transaction(), open.recipients())
                                                .total()),
                        show(context, open)));
            case STALE -> showPreview(context, open.number(), true);
            case NO_RECIPIENTS -> context.toast("broadcast-nobody");
            case SCHEDULED, TIME_PASSED, ALREADY_DECIDED -> showPreview(context, open.number(), false);
        };
    }

    /// Handles a button of a broadcast that has started. The report shows the effect and updates
    /// itself, so a second reply could overtake it.
    private Reply sentPressed(CommandContext context, Broadcast sent, BroadcastRequest.BroadcastButton press) {
        Transaction transaction = context.transaction();
        return switch (press) {
            case BroadcastRequest.StopBroadcast(long number)
            when broadcasts.stop(transaction, number, by(context)) -> context.toast("broadcast-stop-started");
            case BroadcastRequest.ConfirmWithdrawal _
            when BroadcastAction.WITHDRAW.isAllowed(sent) -> new Reply.EditPressed(withdrawalQuestion(context, sent));
            case BroadcastRequest.WithdrawBroadcast(long number)
            when broadcasts.withdraw(transaction, number, by(context), context.privateChat()) ->
                new Reply.EditPressed(
                        Replies.text(context.texts().format("broadcast-withdrawal-started"), show(context, sent)));
            default -> new Reply.EditPressed(report(context, sent));
        };
    }

    private static Actor by(CommandContext context) {
        return Actor.of(context.request().person());
    }

    /// The broadcasts that are scheduled or being sent.
    private List<Broadcast> active(CommandContext context) {
        return broadcasts.newest(context.transaction(), Long.MAX_VALUE, SEARCHED).stream()
                .filter(each -> each.state() == BroadcastState.SCHEDULED
                        || (each.sendState().isPresent() && !each.isFinished()))
                .toList();
    }

    private Content help(CommandContext context) {
        List<List<Button>> rows = new ArrayList<>();
        active(context)
                .forEach(each -> rows.add(List.of(Button.callback(
                        context.texts().format("broadcast-number-button", Long.toString(each.number())),
                        new BroadcastRequest.ShowBroadcast(each.number())))));
        rows.add(List.of(
                Button.callback(
                        context.texts().format("broadcast-write-button"), new BroadcastRequest.AskForBroadcast()),
                Replies.help(context.texts())));
        return Replies.screen(
                "",
                List.of(context.texts().format("broadcast-how"), context.texts().format("broadcast-how-buttons")),
                rows);
    }

    /// The preview on this platform with its buttons, and a text rendering for the other
    /// platforms. If a confirmation was rejected, `stale` has the changes.
    private Content preview(CommandContext context, Broadcast open, boolean stale) {
        Texts texts = context.texts();
        Platform here = context.request().person().platform();
        Content content = broadcasts.content(open);
        List<Panel> panels = new ArrayList<>();
        panels.add(Panel.plain(List.of(Replies.paragraph(texts.format("broadcast-preview", here.title())))));
        panels.addAll(content.panels());
        broadcasts.platforms().stream()
                .filter(platform -> platform != here)
                .forEach(platform -> panels.add(elsewhere(texts, platform, content)));
        panels.add(Panel.plain(lines(context, open, stale)));
        List<List<Button>> rows = new ArrayList<>(content.buttons());
        rows.addAll(choices(context, open));
        return Content.of(panels, rows).withPicture(content.picture());
    }

    private Panel elsewhere(Texts texts, Platform platform, Content content) {
        return Panel.plain(List.of(
                Replies.paragraph(texts.format("broadcast-preview", platform.title())),
                new Block.CodeBlock("", String.join("\n", broadcasts.previews().drawing(platform, content)))));
    }

    private List<Block> lines(CommandContext context, Broadcast open, boolean stale) {
        var text = new RecipientsText(context.texts());
        List<String> lines = new ArrayList<>();
        if (stale) {
            lines.add(context.texts().format("broadcast-stale"));
        }
        lines.addAll(recipientLines(context, open));
        var moments = new Moments(context.texts(), zone(context));
        text.time(open, moments::withZone).ifPresent(lines::add);
        return lines.stream().map(Replies::paragraph).toList();
    }

    /// The person's time zone: the one that they set for their own chat, wherever they are.
    private ZoneId zone(CommandContext context) {
        return context.request()
                .privateChat()
                .flatMap(own -> SUBSCRIBERS.find(
                        context.transaction(), own.chat().platform(), own.chat().id()))
                .map(own -> own.preferences().zone())
                .orElseGet(() -> context.preferences().zone());
    }

    private List<String> recipientLines(CommandContext context, Broadcast open) {
        RecipientFilter recipients = open.recipients();
        var text = new RecipientsText(context.texts());
        var counted = broadcasts.cachedCount(context.transaction(), recipients);
        Optional<String> topic = recipients.topic().map(id -> library.topicName(context.transaction(), id));
        List<String> lines = new ArrayList<>();
        lines.add(text.summary(counted, recipients, topic));
        if (counted.total() == 0 && !recipients.equals(RecipientFilter.EVERYONE)) {
            lines.add(Replies.capital(text.describe(recipients, topic)));
        }
        text.example(counted).ifPresent(lines::add);
        return lines;
    }

    private List<List<Button>> choices(CommandContext context, Broadcast open) {
        Texts texts = context.texts();
        long number = open.number();
        long recipients =
                broadcasts.cachedCount(context.transaction(), open.recipients()).total();
        boolean draft = open.state() == BroadcastState.DRAFT;
        List<List<Button>> rows = new ArrayList<>();
        rows.add(List.of(
                Button.callback(
                        texts.format(draft ? "broadcast-send-button" : "broadcast-send-now-button", recipients),
                        new BroadcastRequest.SendBroadcast(number, open.version())),
                Replies.button(texts, "broadcast-discard-button", new BroadcastRequest.DiscardBroadcast(number))));
        if (draft) {
            rows.add(List.of(
                    Replies.button(texts, "broadcast-recipients-button", new BroadcastRequest.ShowRecipients(number))));
        }
        return rows;
    }

    private Content recipients(CommandContext context, Broadcast open) {
        Texts texts = context.texts();
        long number = open.number();
        Optional<String> chosen = open.recipients().topic();
        List<Button> topics = library.topics(context.transaction()).stream()
                .limit(MAX_TOPICS)
                .map(known -> Replies.choice(
                        known.name(),
                        new BroadcastRequest.ToTopic(number, known.number()),
                        chosen.filter(known.id()::equalsIgnoreCase).isPresent()))
                .toList();
        List<List<Button>> rows = new ArrayList<>();
        rows.add(List.of(Replies.choice(
                texts.format("broadcast-everyone-button"),
                new BroadcastRequest.ToTopic(number, 0),
                open.recipients().equals(RecipientFilter.EVERYONE))));
        rows.addAll(Replies.inPairs(topics));
        rows.add(List.of(back(texts, number)));
        return Replies.screen(texts.format("broadcast-recipients"), recipientLines(context, open), rows);
    }

    private Content withdrawalQuestion(CommandContext context, Broadcast sent) {
        Texts texts = context.texts();
        long reached = broadcasts.progress(context.transaction(), sent).delivered();
        return Replies.text(
                texts.format("broadcast-withdraw-question", reached),
                Button.callback(
                        texts.format("broadcast-withdraw-button", reached),
                        new BroadcastRequest.WithdrawBroadcast(sent.number())),
                back(texts, sent.number()));
    }

    private static Button back(Texts texts, long number) {
        return Replies.button(texts, "broadcast-back-button", new BroadcastRequest.ShowBroadcast(number));
    }

    private Content report(CommandContext context, Broadcast sent) {
        if (sent.state() == BroadcastState.DISCARDED) {
            return Replies.text(context.texts(), context.texts().format("broadcast-discarded"));
        }
        Content report = broadcasts.report(context.transaction(), sent, context.texts());
        List<List<Button>> rows = new ArrayList<>(report.buttons());
        if (!sent.isFinished()) {
            rows.add(List.of(show(context, sent)));
        }
        return Content.of(report.panels(), rows);
    }

    private static Button show(CommandContext context, Broadcast broadcast) {
        return Replies.button(
                context.texts(), "broadcast-show-button", new BroadcastRequest.ShowBroadcast(broadcast.number()));
    }
}
