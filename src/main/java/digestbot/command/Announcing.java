package digestbot.command;

import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcast.State;
import digestbot.broadcast.Broadcasts;
import digestbot.broadcast.Draft;
import digestbot.broadcast.Recipients;
import digestbot.broadcast.Sending;
import digestbot.database.Transaction;
import digestbot.delivery.Destination;
import digestbot.edition.BroadcastPress;
import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.library.KnownTopic;
import digestbot.library.Library;
import digestbot.subscription.Platform;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Announcements from the chat: written, looked at, confirmed, stopped.
public final class Announcing {

    private final Broadcasts broadcasts;
    private final Library library;
    private final AnnouncementScreens screens;

    public Announcing(Broadcasts broadcasts, Library library) {
        this.broadcasts = broadcasts;
        this.library = library;
        this.screens = new AnnouncementScreens(broadcasts, library);
    }

    /// What a person wrote becomes a draft, and they see what it will look like.
    Reply draft(Asked asked, String text) {
        Words words = asked.words();
        if (text.isBlank()) {
            return new Reply.Compose(
                    words.say(Phrase.BROADCAST_TITLE),
                    words.say(Phrase.BROADCAST_LABEL),
                    Say.text(words, words.say(Phrase.BROADCAST_HOW)));
        }
        Transaction transaction = asked.transaction();
        return switch (broadcasts.draft(transaction, Optional.of(asked.request().person()), text)) {
            case Draft.Drafted(long number) ->
                new Reply.Whisper(screens.preview(
                        asked, broadcasts.find(transaction, number).orElseThrow()));
            case Draft.Empty() -> new Reply.Whisper(Say.text(words, words.say(Phrase.BROADCAST_EMPTY)));
            case Draft.TooLong(Platform platform, int messages) ->
                new Reply.Whisper(Say.text(
                        words.say(Phrase.BROADCAST_TOO_LONG, platform.title(), messages, Broadcasts.MOST_MESSAGES)));
        };
    }

    Reply pressed(Asked asked, BroadcastPress press) {
        return broadcasts
                .find(asked.transaction(), press.broadcast())
                .map(broadcast -> broadcast.state() == State.DRAFT
                        ? ofDraft(asked, broadcast, press)
                        : ofSent(asked, broadcast, press))
                .orElseGet(() -> new Reply.Toast(asked.words().say(Phrase.BROADCAST_GONE)));
    }

    private Reply ofDraft(Asked asked, Broadcast draft, BroadcastPress press) {
        return switch (press) {
            case BroadcastPress.Show _, BroadcastPress.Stop _ -> preview(asked, draft);
            case BroadcastPress.Recipients _ -> new Reply.Replace(screens.recipients(asked, draft));
            case BroadcastPress.ToEveryone _ -> to(asked, draft, Recipients.EVERYONE);
            case BroadcastPress.ToPlatform(long _, Platform platform) -> to(asked, draft, Recipients.of(platform));
            case BroadcastPress.ToTopic(long _, long topic) -> toTopic(asked, draft, topic);
            case BroadcastPress.Send _ -> send(asked, draft);
            case BroadcastPress.Discard _ -> {
                broadcasts.discard(asked.transaction(), draft.number());
                yield new Reply.Replace(Say.text(asked.words(), asked.words().say(Phrase.BROADCAST_DISCARDED)));
            }
        };
    }

    /// A preview may be several messages; the last one has the buttons, so that one was pressed.
    private Reply preview(Asked asked, Broadcast draft) {
        return new Reply.Replace(screens.preview(asked, draft), Integer.MAX_VALUE);
    }

    private Reply toTopic(Asked asked, Broadcast draft, long number) {
        Optional<KnownTopic> topic = library.topic(asked.transaction(), number);
        return topic.map(known -> to(asked, draft, Recipients.of(known.topic().id())))
                .orElseGet(() -> new Reply.Toast(asked.words().say(Phrase.TOPIC_GONE)));
    }

    private Reply to(Asked asked, Broadcast draft, Recipients recipients) {
        broadcasts.setRecipients(asked.transaction(), draft.number(), recipients);
        return preview(
                asked, broadcasts.find(asked.transaction(), draft.number()).orElseThrow());
    }

    private Reply send(Asked asked, Broadcast draft) {
        Optional<Destination> reportTo = asked.isPrivate()
                ? Optional.of(asked.request().from())
                : asked.request().direct();
        return switch (broadcasts.send(asked.transaction(), draft.number(), reportTo)) {
            case Sending.Started(long recipients) ->
                new Reply.Replace(Say.text(
                        asked.words().say(Phrase.BROADCAST_SENDING_TO, recipients),
                        List.of(List.of(show(asked, draft)))));
            case Sending.Nobody() -> new Reply.Toast(asked.words().say(Phrase.BROADCAST_NOBODY));
            case Sending.NoDraft(Broadcast sent) -> standing(asked, sent);
        };
    }

    private Reply ofSent(Asked asked, Broadcast sent, BroadcastPress press) {
        if (press instanceof BroadcastPress.Stop && sent.state() == State.RUNNING) {
            broadcasts.stop(asked.transaction(), sent.number());
            // The report changes by itself; two answers at once might overtake each other.
            return new Reply.Toast(asked.words().say(Phrase.BROADCAST_STOPPING));
        }
        return standing(asked, sent);
    }

    /// How far it is, or how it ended.
    private Reply standing(Asked asked, Broadcast sent) {
        if (sent.state() == State.DISCARDED) {
            return new Reply.Replace(Say.text(asked.words(), asked.words().say(Phrase.BROADCAST_DISCARDED)));
        }
        Content report = broadcasts.report(asked.transaction(), sent, asked.words());
        List<List<Button>> rows = new ArrayList<>(report.buttons());
        if (!sent.isOver()) {
            rows.add(List.of(show(asked, sent)));
        }
        return new Reply.Replace(Content.of(report.panels(), rows));
    }

    private static Button show(Asked asked, Broadcast broadcast) {
        return Say.button(asked.words(), Phrase.BROADCAST_SHOW_BUTTON, new BroadcastPress.Show(broadcast.number()));
    }
}
