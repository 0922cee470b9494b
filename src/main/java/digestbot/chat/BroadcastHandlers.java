package digestbot.chat;

import digestbot.audience.Platform;
import digestbot.audience.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastAction;
import digestbot.broadcast.BroadcastService;
import digestbot.broadcast.BroadcastService.BroadcastConfirmation;
import digestbot.broadcast.RecipientsText;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.Panel;
import digestbot.content.action.AttachedPicture;
import digestbot.content.action.BroadcastRequest;
import digestbot.database.Transaction;
import digestbot.delivery.fanout.RecipientFilter;
import digestbot.delivery.files.PictureStore.Picture;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.markdown.Block;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Handles `/broadcast` and the buttons of broadcasts: a text is previewed, sent or discarded,
/// stopped and withdrawn. The console does the rest.
public record BroadcastHandlers(BroadcastService broadcasts, Library library) {

    public Reply answer(CommandContext context, BroadcastRequest request) {
        return switch (request) {
            case BroadcastRequest.WriteBroadcast typed when typed.text().isBlank() -> ask(context);
            case BroadcastRequest.WriteBroadcast typed -> new Reply.EphemeralMessage(draft(context, typed));
            case BroadcastRequest.AskForBroadcast() -> ask(context);
            case BroadcastRequest.BroadcastButton press ->
                broadcasts
                        .find(context.transaction(), press.broadcast())
                        .map(found -> pressed(context, found, press))
                        .orElseGet(() -> context.toast("broadcast-gone"));
        };
    }

    /// Counts the recipients that the reply will show, and fetches the picture, before the write
    /// transaction of the reply begins; only for a person who may see the number.
    public void prepare(BroadcastRequest request, Predicate<Transaction> may) {
        boolean counted = broadcasts
                .count(transaction ->
                        Optional.of(transaction).filter(may).flatMap(_ -> recipients(transaction, request)))
                .isPresent();
        if (counted && request instanceof BroadcastRequest.WriteBroadcast typed) {
            typed.picture().ifPresent(picture -> picture.fetch(Picture.MAX_BYTES));
        }
    }

    private Optional<RecipientFilter> recipients(Transaction transaction, BroadcastRequest request) {
        return switch (request) {
            case BroadcastRequest.WriteBroadcast typed ->
                typed.text().isBlank() ? Optional.empty() : Optional.of(RecipientFilter.EVERYONE);
            case BroadcastRequest.AskForBroadcast() -> Optional.empty();
            case BroadcastRequest.BroadcastButton press ->
                broadcasts
                        .find(transaction, press.broadcast())
                        .filter(Broadcast::isEditable)
                        .map(Broadcast::recipients);
        };
    }

    private Content draft(CommandContext context, BroadcastRequest.WriteBroadcast typed) {
        Texts texts = context.texts();
        Optional<byte[]> file = typed.picture().flatMap(AttachedPicture::content);
        Optional<Picture> picture = file.flatMap(Picture::of);
        if (typed.picture().isPresent() && picture.isEmpty()) {
            return ReplyFactory.text(
                    texts,
                    file.isPresent()
                            ? texts.format("broadcast-picture-refused", Picture.MAX_BYTES >> 20)
                            : texts.format("broadcast-picture-missing"));
        }
        return broadcasts
                .refusal(typed.text())
                .map(refusal -> ReplyFactory.text(texts, refusal.text(texts)))
                .orElseGet(() -> {
                    long number = broadcasts.draft(
                            context.transaction(), Optional.of(context.request().person()), typed.text(), picture);
                    return preview(context, number, List.of());
                });
    }

    private static Reply ask(CommandContext context) {
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
                        .orElseGet(() -> ReplyFactory.text(texts, texts.format("broadcast-how"))));
    }

    /// The progress report shows the effect of a press and updates itself, so a second reply could
    /// overtake it.
    private Reply pressed(CommandContext context, Broadcast found, BroadcastRequest.BroadcastButton press) {
        Transaction transaction = context.transaction();
        long number = found.number();
        return switch (press) {
            case BroadcastRequest.SendBroadcast(long _, long version)
            when found.isEditable() -> send(context, found, version);
            case BroadcastRequest.DiscardBroadcast _
            when broadcasts.discard(transaction, number, by(context)) -> context.edit("broadcast-discarded");
            case BroadcastRequest.StopBroadcast _
            when broadcasts.stop(transaction, number, by(context)) -> context.toast("broadcast-stop-started");
            case BroadcastRequest.ConfirmWithdrawal _
            when BroadcastAction.WITHDRAW.isAllowed(found) ->
                new Reply.EphemeralMessage(withdrawalQuestion(context, found));
            case BroadcastRequest.WithdrawBroadcast _
            when broadcasts.withdraw(transaction, number, by(context), context.privateChat()) ->
                context.edit("broadcast-withdrawal-started");
            default ->
                found.sendState().isPresent()
                        ? new Reply.EditPressed(broadcasts.report(transaction, found, context.texts()))
                        : context.edit("broadcast-discarded");
        };
    }

    private Reply send(CommandContext context, Broadcast open, long version) {
        Transaction transaction = context.transaction();
        var confirmation = new BroadcastConfirmation(by(context), version);
        return switch (broadcasts.send(transaction, open.number(), confirmation, context.privateChat())) {
            case STARTED ->
                context.edit(
                        "broadcast-sending-to",
                        broadcasts.cachedCount(transaction, open.recipients()).total());
            case NO_RECIPIENTS -> context.toast("broadcast-nobody");
            // A preview may be several messages; the last one has the buttons, so that one was pressed.
            case STALE, SCHEDULED, TIME_PASSED, ALREADY_DECIDED ->
                new Reply.EditPressed(
                        preview(context, open.number(), List.of(context.texts().format("broadcast-stale"))),
                        Integer.MAX_VALUE);
        };
    }

    private static Actor by(CommandContext context) {
        return Actor.of(context.request().person());
    }

    /// The preview on this platform with its buttons, and a text rendering for the other
    /// platforms.
    private Content preview(CommandContext context, long number, List<String> warnings) {
        Texts texts = context.texts();
        Broadcast open = broadcasts.find(context.transaction(), number).orElseThrow();
        RecipientFilter recipients = open.recipients();
        var counted = broadcasts.cachedCount(context.transaction(), recipients);
        Optional<String> topic = recipients.topic().map(id -> library.topicName(context.transaction(), id));
        List<String> lines = new ArrayList<>(warnings);
        lines.add(new RecipientsText(texts).summary(counted, recipients, topic));
        Platform here = context.request().person().platform();
        Content content = broadcasts.content(open);
        List<Panel> panels = new ArrayList<>();
        panels.add(Panel.plain(List.of(ReplyFactory.paragraph(texts.format("broadcast-preview", here.title())))));
        panels.addAll(content.panels());
        broadcasts.platforms().stream()
                .filter(platform -> platform != here)
                .forEach(platform -> panels.add(elsewhere(texts, platform, content)));
        panels.add(Panel.plain(lines.stream().map(ReplyFactory::paragraph).toList()));
        List<List<Button>> rows = new ArrayList<>(content.buttons());
        rows.add(List.of(
                Button.callback(
                        texts.format("broadcast-send-button", counted.total()),
                        new BroadcastRequest.SendBroadcast(number, open.version())),
                ReplyFactory.button(texts, "broadcast-discard-button", new BroadcastRequest.DiscardBroadcast(number))));
        return Content.of(panels, rows).withPicture(content.picture());
    }

    private Panel elsewhere(Texts texts, Platform platform, Content content) {
        return Panel.plain(List.of(
                ReplyFactory.paragraph(texts.format("broadcast-preview", platform.title())),
                new Block.CodeBlock("", String.join("\n", broadcasts.previews().drawing(platform, content)))));
    }

    private Content withdrawalQuestion(CommandContext context, Broadcast sent) {
        Texts texts = context.texts();
        long reached = broadcasts.progress(context.transaction(), sent).delivered();
        return ReplyFactory.text(
                texts.format("broadcast-withdraw-question", reached),
                Button.callback(
                        texts.format("broadcast-withdraw-button", reached),
                        new BroadcastRequest.WithdrawBroadcast(sent.number())));
    }
}
