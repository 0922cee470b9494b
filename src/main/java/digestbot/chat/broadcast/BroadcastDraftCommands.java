package digestbot.chat.broadcast;

import digestbot.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastConfirmation;
import digestbot.broadcast.BroadcastSender;
import digestbot.broadcast.Broadcasts;
import digestbot.broadcast.RecipientCounter;
import digestbot.broadcast.ScheduleResult;
import digestbot.broadcast.StaleConfirmation;
import digestbot.broadcast.StartResult;
import digestbot.button.BroadcastPress;
import digestbot.button.BroadcastPress.RecipientButton;
import digestbot.button.PreviewFingerprint;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Replies;
import digestbot.content.Content;
import digestbot.delivery.api.Destination;
import digestbot.i18n.BroadcastPhrase;
import digestbot.i18n.SubscriptionPhrase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Commands for drafts and scheduled broadcasts: preview, change, send and schedule.
final class BroadcastDraftCommands {

    private static final int SECONDS_A_MINUTE = 60;

    private final Broadcasts broadcasts;
    private final BroadcastSender sender;
    private final RecipientChoices choices;
    private final RecipientScreens recipientScreens;
    private final BroadcastDraftScreens screens;
    private final BroadcastTimes times = new BroadcastTimes();

    BroadcastDraftCommands(
            Broadcasts broadcasts,
            BroadcastSender sender,
            RecipientCounter recipientCounter,
            RecipientChoices choices) {
        this.broadcasts = broadcasts;
        this.sender = sender;
        this.choices = choices;
        recipientScreens = new RecipientScreens(broadcasts, recipientCounter, choices);
        screens = new BroadcastDraftScreens(broadcasts, sender, recipientScreens);
    }

    /// The complete preview.
    Content preview(CommandContext context, long number) {
        return preview(context, number, Optional.empty());
    }

    private Content preview(CommandContext context, long number, Optional<StaleConfirmation> stale) {
        Broadcast open = broadcasts.find(context.transaction(), number).orElseThrow();
        return screens.preview(context, open, times.zone(context), stale);
    }

    Reply pressed(CommandContext context, Broadcast open, BroadcastPress press) {
        long number = open.number();
        if (!(press instanceof BroadcastPress.OfDraft change)) {
            return showPreview(context, number);
        }
        return switch (change) {
            case RecipientButton of -> recipients(context, open, of);
            case BroadcastPress.SendBroadcast(long _, var shown) -> send(context, open, confirmation(context, shown));
            case BroadcastPress.AskToSend(long _, var shown) ->
                sender.compareWithPreview(context.transaction(), open, shown)
                        .map(stale -> showStalePreview(context, number, stale))
                        .orElseGet(() ->
                                new Reply.EditPressed(screens.sendQuestion(context, number, shown.orElseThrow())));
            case BroadcastPress.SendToMe _ -> sendToMe(context, open);
            case BroadcastPress.EditText _ -> screens.textQuestion(context, open);
            case BroadcastPress.ChooseTime(long _, var shown) ->
                sender.compareWithPreview(context.transaction(), open, shown)
                        .map(stale -> showStalePreview(context, number, stale))
                        .orElseGet(() -> new Reply.EditPressed(
                                times.choices(context, number, shown, recipientScreens.lines(context, open))));
            case BroadcastPress.SendAt(long _, long minute, var shown) ->
                schedule(
                        context,
                        number,
                        confirmation(context, shown),
                        Instant.ofEpochSecond(minute * SECONDS_A_MINUTE));
            case BroadcastPress.UnscheduleBroadcast _ -> {
                broadcasts.unschedule(context.transaction(), number, by(context));
                yield showPreview(context, number);
            }
            case BroadcastPress.DiscardBroadcast _ -> {
                broadcasts.discard(context.transaction(), number, by(context));
                yield new Reply.EditPressed(
                        Replies.text(context.texts(), context.texts().format(BroadcastPhrase.DISCARDED)));
            }
        };
    }

    /// Shows the preview with a button that schedules it for the typed time, if that time is in the
    /// future: the person may not have seen the broadcast's latest version.
    Reply at(CommandContext context, Broadcast open, String typed) {
        return times.read(context, typed)
                .map(at -> at.isAfter(context.now())
                        ? new Reply.EphemeralMessage(screens.preview(context, open, times.zone(context), at))
                        : privateText(context, context.texts().format(BroadcastPhrase.PAST)))
                .orElseGet(() -> privateText(
                        context, context.texts().format(BroadcastPhrase.UNCLEAR_TIME, Replies.quoteInput(typed))));
    }

    private static Reply privateText(CommandContext context, String text) {
        return new Reply.EphemeralMessage(Replies.text(context.texts(), text));
    }

    private static BroadcastConfirmation confirmation(CommandContext context, Optional<PreviewFingerprint> shown) {
        return new BroadcastConfirmation(by(context), shown);
    }

    private static Actor by(CommandContext context) {
        return Actor.of(context.request().person());
    }

    private Reply schedule(CommandContext context, long number, BroadcastConfirmation confirmation, Instant at) {
        return switch (sender.schedule(context.transaction(), number, confirmation, at)) {
            case ScheduleResult.TimePassed() -> context.toast(BroadcastPhrase.PAST);
            case ScheduleResult.Stale(StaleConfirmation stale) -> showStalePreview(context, number, stale);
            case ScheduleResult.Scheduled _, ScheduleResult.AlreadyDecided _ -> showPreview(context, number);
        };
    }

    /// Nothing was sent; shows the current preview instead.
    private Reply showStalePreview(CommandContext context, long number, StaleConfirmation stale) {
        return new Reply.EditPressed(preview(context, number, Optional.of(stale)), Integer.MAX_VALUE);
    }

    /// A preview may be several messages; the last one has the buttons, so that one was pressed.
    private Reply showPreview(CommandContext context, long number) {
        return new Reply.EditPressed(preview(context, number), Integer.MAX_VALUE);
    }

    private Reply recipients(CommandContext context, Broadcast open, RecipientButton press) {
        if (press instanceof BroadcastPress.ChooseCriterion(long _, BroadcastPress.RecipientCriterion criterion)) {
            return new Reply.EditPressed(recipientScreens.values(context, open, criterion));
        }
        return choices.after(context.transaction(), open.recipients(), press)
                .<Reply>map(recipients -> {
                    boolean unscheduled =
                            broadcasts.setRecipients(context.transaction(), open.number(), recipients, by(context));
                    Broadcast changed = broadcasts
                            .find(context.transaction(), open.number())
                            .orElseThrow();
                    return new Reply.EditPressed(recipientScreens.criteriaScreen(context, changed, unscheduled));
                })
                .orElseGet(() -> context.toast(SubscriptionPhrase.TOPIC_GONE));
    }

    private Reply send(CommandContext context, Broadcast open, BroadcastConfirmation confirmation) {
        return switch (sender.send(context.transaction(), open.number(), confirmation, context.privateChat())) {
            case StartResult.Started(long number) ->
                new Reply.EditPressed(Replies.text(
                        context.texts().format(BroadcastPhrase.SENDING_TO, number),
                        List.of(List.of(SentBroadcastCommands.show(context, open)))));
            case StartResult.Stale(StaleConfirmation stale) -> showStalePreview(context, open.number(), stale);
            case StartResult.NoRecipients() -> context.toast(BroadcastPhrase.NOBODY);
            case StartResult.AlreadyDecided _ -> showPreview(context, open.number());
        };
    }

    /// Sends a test to the person, or shows it here if they have no private chat.
    private Reply sendToMe(CommandContext context, Broadcast open) {
        Optional<Destination> own = context.privateChat();
        if (own.isEmpty()) {
            return new Reply.EphemeralMessage(broadcasts.content(open));
        }
        sender.sendTest(context.transaction(), open, own.orElseThrow());
        return context.toast(BroadcastPhrase.TEST_SENT);
    }
}
