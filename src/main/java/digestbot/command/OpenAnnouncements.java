package digestbot.command;

import digestbot.audit.Actor;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcasts;
import digestbot.broadcast.Confirmation;
import digestbot.broadcast.Counts;
import digestbot.broadcast.Launch;
import digestbot.broadcast.Scheduling;
import digestbot.broadcast.Sending;
import digestbot.broadcast.Stale;
import digestbot.delivery.Destination;
import digestbot.edition.BroadcastPress;
import digestbot.edition.BroadcastPress.OfRecipients;
import digestbot.edition.Content;
import digestbot.edition.Fingerprint;
import digestbot.text.Phrase;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Announcements that are not confirmed: looked at, changed, sent now or at a time.
final class OpenAnnouncements {

    private static final int SECONDS_A_MINUTE = 60;

    private final Broadcasts broadcasts;
    private final Launch launch;
    private final RecipientChoices choices;
    private final RecipientScreens recipients;
    private final AnnouncementScreens screens;
    private final AnnouncementTimes times = new AnnouncementTimes();

    OpenAnnouncements(Broadcasts broadcasts, Launch launch, Counts counts, RecipientChoices choices) {
        this.broadcasts = broadcasts;
        this.launch = launch;
        this.choices = choices;
        recipients = new RecipientScreens(broadcasts, counts, choices);
        screens = new AnnouncementScreens(broadcasts, launch, recipients);
    }

    /// The whole of it.
    Content preview(Asked asked, long number) {
        return preview(asked, number, Optional.empty());
    }

    private Content preview(Asked asked, long number, Optional<Stale> why) {
        Broadcast open = broadcasts.find(asked.transaction(), number).orElseThrow();
        return screens.preview(asked, open, times.zone(asked), why);
    }

    Reply pressed(Asked asked, Broadcast open, BroadcastPress press) {
        long number = open.number();
        return switch (press) {
            // What is for those that were sent: it is not, for whatever reason.
            case BroadcastPress.Show _,
                    BroadcastPress.Pause _,
                    BroadcastPress.GoOn _,
                    BroadcastPress.Stop _,
                    BroadcastPress.Retry _,
                    BroadcastPress.AskWithdraw _,
                    BroadcastPress.Withdraw _ -> shown(asked, number);
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
                launch.unschedule(asked.transaction(), number);
                yield shown(asked, number);
            }
            case BroadcastPress.Discard _ -> {
                broadcasts.discard(asked.transaction(), number);
                yield new Reply.Replace(Say.text(asked.words(), asked.words().say(Phrase.BROADCAST_DISCARDED)));
            }
        };
    }

    /// Shows what would go out when the text says, if that is a time to come, and asks for a tap: whoever writes a
    /// number may not have seen what it has become.
    Reply at(Asked asked, Broadcast open, String typed) {
        return times.read(asked, typed)
                .map(at -> at.isAfter(asked.now())
                        ? new Reply.Whisper(screens.preview(asked, open, times.zone(asked), at))
                        : said(asked, asked.words().say(Phrase.BROADCAST_PAST)))
                .orElseGet(() -> said(asked, asked.words().say(Phrase.BROADCAST_UNCLEAR_TIME, Say.echo(typed))));
    }

    private static Reply said(Asked asked, String text) {
        return new Reply.Whisper(Say.text(asked.words(), text));
    }

    private static Confirmation confirmed(Asked asked, Optional<Fingerprint> shown) {
        return new Confirmation(Actor.of(asked.request().person()), shown);
    }

    private Reply schedule(Asked asked, long number, Confirmation confirmation, Instant at) {
        return switch (launch.schedule(asked.transaction(), number, confirmation, at)) {
            case Scheduling.Past() -> asked.toast(Phrase.BROADCAST_PAST);
            case Scheduling.Changed(Stale stale) -> anew(asked, number, stale);
            case Scheduling.Scheduled _, Scheduling.NotOpen _ -> shown(asked, number);
        };
    }

    /// Nothing went out: this is how it is now.
    private Reply anew(Asked asked, long number, Stale why) {
        return new Reply.Replace(preview(asked, number, Optional.of(why)), Integer.MAX_VALUE);
    }

    /// A preview may be several messages; the last one has the buttons, so that one was pressed.
    private Reply shown(Asked asked, long number) {
        return new Reply.Replace(preview(asked, number), Integer.MAX_VALUE);
    }

    private Reply recipients(Asked asked, Broadcast open, OfRecipients press) {
        if (press instanceof BroadcastPress.Choose(long _, BroadcastPress.Trait by)) {
            return new Reply.Replace(recipients.values(asked, open, by));
        }
        return choices.after(asked.transaction(), open.to(), press)
                .<Reply>map(to -> {
                    broadcasts.setRecipients(asked.transaction(), open.number(), to);
                    Broadcast changed =
                            broadcasts.find(asked.transaction(), open.number()).orElseThrow();
                    boolean unscheduled =
                            open.sendAt().isPresent() && changed.sendAt().isEmpty();
                    return new Reply.Replace(recipients.traits(asked, changed, unscheduled));
                })
                .orElseGet(() -> asked.toast(Phrase.TOPIC_GONE));
    }

    private Reply send(Asked asked, Broadcast open, Confirmation confirmation) {
        return switch (launch.send(asked.transaction(), open.number(), confirmation, asked.privateChat())) {
            case Sending.Started(long number) ->
                new Reply.Replace(Say.text(
                        asked.words().say(Phrase.BROADCAST_SENDING_TO, number),
                        List.of(List.of(SentAnnouncements.show(asked, open)))));
            case Sending.Changed(Stale stale) -> anew(asked, open.number(), stale);
            case Sending.Nobody(), Sending.NotOpen _ -> asked.toast(Phrase.BROADCAST_NOBODY);
        };
    }

    /// Where nothing can come to the person alone, they see it here.
    private Reply sendToMe(Asked asked, Broadcast open) {
        Optional<Destination> own = asked.privateChat();
        if (own.isEmpty()) {
            return new Reply.Whisper(broadcasts.content(open));
        }
        launch.show(asked.transaction(), open, own.orElseThrow());
        return asked.toast(Phrase.BROADCAST_TO_YOU);
    }
}
