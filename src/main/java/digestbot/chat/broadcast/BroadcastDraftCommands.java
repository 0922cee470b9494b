package digestbot.chat.broadcast;

import digestbot.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.BroadcastConfirmation;
import digestbot.broadcast.BroadcastDrafts;
import digestbot.broadcast.BroadcastStart;
import digestbot.broadcast.RecipientCounter;
import digestbot.broadcast.ScheduleResult;
import digestbot.broadcast.StaleConfirmation;
import digestbot.broadcast.StartResult;
import digestbot.button.BroadcastPress;
import digestbot.button.BroadcastPress.OfRecipients;
import digestbot.button.Fingerprint;
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

    private final BroadcastDrafts broadcasts;
    private final BroadcastStart launch;
    private final RecipientChoices choices;
    private final RecipientScreens recipients;
    private final BroadcastDraftScreens screens;
    private final BroadcastTimes times = new BroadcastTimes();

    BroadcastDraftCommands(
            BroadcastDrafts broadcasts, BroadcastStart launch, RecipientCounter counts, RecipientChoices choices) {
        this.broadcasts = broadcasts;
        this.launch = launch;
        this.choices = choices;
        recipients = new RecipientScreens(broadcasts, counts, choices);
        screens = new BroadcastDraftScreens(broadcasts, launch, recipients);
    }

    /// The complete preview.
    Content preview(CommandContext asked, long number) {
        return preview(asked, number, Optional.empty());
    }

    private Content preview(CommandContext asked, long number, Optional<StaleConfirmation> why) {
        Broadcast open = broadcasts.find(asked.transaction(), number).orElseThrow();
        return screens.preview(asked, open, times.zone(asked), why);
    }

    Reply pressed(CommandContext asked, Broadcast open, BroadcastPress press) {
        long number = open.number();
        if (!(press instanceof BroadcastPress.OfDraft change)) {
            return shown(asked, number);
        }
        return switch (change) {
            case OfRecipients of -> recipients(asked, open, of);
            case BroadcastPress.Send(long _, var shown) -> send(asked, open, confirmed(asked, shown));
            case BroadcastPress.SendToMe _ -> sendToMe(asked, open);
            case BroadcastPress.AskTime(long _, var shown) ->
                launch.stale(asked.transaction(), open, shown)
                        .map(stale -> anew(asked, number, stale))
                        .orElseGet(() ->
                                new Reply.Replace(times.choices(asked, number, shown, recipients.lines(asked, open))));
            case BroadcastPress.SendAt(long _, long minute, var shown) ->
                schedule(asked, number, confirmed(asked, shown), Instant.ofEpochSecond(minute * SECONDS_A_MINUTE));
            case BroadcastPress.Unschedule _ -> {
                broadcasts.unschedule(asked.transaction(), number, by(asked));
                yield shown(asked, number);
            }
            case BroadcastPress.Discard _ -> {
                broadcasts.discard(asked.transaction(), number, by(asked));
                yield new Reply.Replace(
                        Replies.text(asked.words(), asked.words().say(BroadcastPhrase.DISCARDED)));
            }
        };
    }

    /// Shows the preview with a button that schedules it for the typed time, if that time is in the
    /// future: the person may not have seen the broadcast's latest version.
    Reply at(CommandContext asked, Broadcast open, String typed) {
        return times.read(asked, typed)
                .map(at -> at.isAfter(asked.now())
                        ? new Reply.Whisper(screens.preview(asked, open, times.zone(asked), at))
                        : said(asked, asked.words().say(BroadcastPhrase.PAST)))
                .orElseGet(() -> said(asked, asked.words().say(BroadcastPhrase.UNCLEAR_TIME, Replies.echo(typed))));
    }

    private static Reply said(CommandContext asked, String text) {
        return new Reply.Whisper(Replies.text(asked.words(), text));
    }

    private static BroadcastConfirmation confirmed(CommandContext asked, Optional<Fingerprint> shown) {
        return new BroadcastConfirmation(by(asked), shown);
    }

    private static Actor by(CommandContext asked) {
        return Actor.of(asked.request().person());
    }

    private Reply schedule(CommandContext asked, long number, BroadcastConfirmation confirmation, Instant at) {
        return switch (launch.schedule(asked.transaction(), number, confirmation, at)) {
            case ScheduleResult.Past() -> asked.toast(BroadcastPhrase.PAST);
            case ScheduleResult.Changed(StaleConfirmation stale) -> anew(asked, number, stale);
            case ScheduleResult.Scheduled _, ScheduleResult.NotOpen _ -> shown(asked, number);
        };
    }

    /// Nothing was sent; shows the current preview instead.
    private Reply anew(CommandContext asked, long number, StaleConfirmation why) {
        return new Reply.Replace(preview(asked, number, Optional.of(why)), Integer.MAX_VALUE);
    }

    /// A preview may be several messages; the last one has the buttons, so that one was pressed.
    private Reply shown(CommandContext asked, long number) {
        return new Reply.Replace(preview(asked, number), Integer.MAX_VALUE);
    }

    private Reply recipients(CommandContext asked, Broadcast open, OfRecipients press) {
        if (press instanceof BroadcastPress.Choose(long _, BroadcastPress.Trait by)) {
            return new Reply.Replace(recipients.values(asked, open, by));
        }
        return choices.after(asked.transaction(), open.to(), press)
                .<Reply>map(to -> {
                    boolean unscheduled = broadcasts.setRecipients(asked.transaction(), open.number(), to, by(asked));
                    Broadcast changed =
                            broadcasts.find(asked.transaction(), open.number()).orElseThrow();
                    return new Reply.Replace(recipients.traits(asked, changed, unscheduled));
                })
                .orElseGet(() -> asked.toast(SubscriptionPhrase.TOPIC_GONE));
    }

    private Reply send(CommandContext asked, Broadcast open, BroadcastConfirmation confirmation) {
        return switch (launch.send(asked.transaction(), open.number(), confirmation, asked.privateChat())) {
            case StartResult.Started(long number) ->
                new Reply.Replace(Replies.text(
                        asked.words().say(BroadcastPhrase.SENDING_TO, number),
                        List.of(List.of(SentBroadcastCommands.show(asked, open)))));
            case StartResult.Changed(StaleConfirmation stale) -> anew(asked, open.number(), stale);
            case StartResult.Nobody() -> asked.toast(BroadcastPhrase.NOBODY);
            case StartResult.NotOpen _ -> shown(asked, open.number());
        };
    }

    /// Sends a test to the person; where they have no private chat, they see it here.
    private Reply sendToMe(CommandContext asked, Broadcast open) {
        Optional<Destination> own = asked.privateChat();
        if (own.isEmpty()) {
            return new Reply.Whisper(broadcasts.content(open));
        }
        launch.show(asked.transaction(), open, own.orElseThrow());
        return asked.toast(BroadcastPhrase.TEST_SENT);
    }
}
