package digestbot.command;

import digestbot.audit.Actor;
import digestbot.broadcast.AnnouncementLog;
import digestbot.broadcast.Broadcast;
import digestbot.broadcast.Broadcast.State;
import digestbot.broadcast.Broadcasts;
import digestbot.broadcast.Counts;
import digestbot.broadcast.Draft;
import digestbot.broadcast.Recipients;
import digestbot.broadcast.Tools;
import digestbot.database.Transaction;
import digestbot.edition.BroadcastPress;
import digestbot.edition.BroadcastPress.OfRecipients;
import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.Press;
import digestbot.library.Library;
import digestbot.subscription.Platform;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Announcements from the chat: written, or found again by their number.
public final class Announcing {

    /// An earlier one by its number, perhaps with the time at which it is to go out. The bot's own hints have a
    /// word joiner behind the sign, so that Telegram makes no tag of it.
    private static final Pattern EARLIER = Pattern.compile("\\s*#\u2060?(\\d{1,12})(?:\\s+(\\S[^\\n]*))?\\s*");

    /// So many of the newest are looked through for what is at work.
    private static final int LOOKED_THROUGH = 20;

    private final Broadcasts broadcasts;
    private final Counts counts;
    private final RecipientChoices choices;
    private final OpenAnnouncements open;
    private final SentAnnouncements sent;
    private final AnnouncementLog log;

    public Announcing(Tools tools, Library library) {
        broadcasts = tools.broadcasts();
        counts = tools.counts();
        log = tools.log();
        choices = new RecipientChoices(library);
        open = new OpenAnnouncements(broadcasts, tools.launch(), counts, choices);
        sent = new SentAnnouncements(tools.steering(), tools.reporting());
    }

    /// Whether the text names an earlier announcement, and is none itself.
    static boolean isAboutEarlier(String text) {
        return EARLIER.matcher(text).matches();
    }

    /// Counts those whom the answer to the command will be about.
    ///
    /// @param may whether they are to be told at all; asked before anything is counted
    void prepare(Command command, Predicate<Transaction> may) {
        switch (command) {
            case Command.Broadcast(String text)
            when !text.isBlank() ->
                counts.look(transaction -> Optional.of(transaction)
                        .filter(may)
                        .map(_ -> earlier(transaction, text).map(Broadcast::to).orElse(Recipients.EVERYONE)));
            case Command.Pressed(Optional<Press> press)
            when press.orElse(null) instanceof BroadcastPress pressed ->
                counts.look(
                        transaction -> Optional.of(transaction).filter(may).flatMap(_ -> after(transaction, pressed)));
            default -> {}
        }
    }

    private Optional<Recipients> after(Transaction transaction, BroadcastPress press) {
        return broadcasts
                .find(transaction, press.broadcast())
                .filter(Broadcast::isOpen)
                .flatMap(found -> press instanceof OfRecipients of
                        ? choices.after(transaction, found.to(), of)
                        : Optional.of(found.to()));
    }

    private Optional<Broadcast> earlier(Transaction transaction, String text) {
        Matcher earlier = EARLIER.matcher(text);
        return earlier.matches() ? broadcasts.find(transaction, Long.parseLong(earlier.group(1))) : Optional.empty();
    }

    /// What a person wrote becomes a draft, and they see what it will look like.
    Reply draft(Asked asked, String text) {
        Words words = asked.words();
        if (text.isBlank()) {
            return new Reply.Compose(words.say(Phrase.BROADCAST_TITLE), words.say(Phrase.BROADCAST_LABEL), how(asked));
        }
        Transaction transaction = asked.transaction();
        Optional<Broadcast> earlier = earlier(transaction, text);
        if (earlier.isPresent()) {
            return earlier(asked, earlier.orElseThrow(), text);
        }
        return new Reply.Whisper(
                switch (broadcasts.draft(
                        transaction, Optional.of(asked.request().person()), text)) {
                    case Draft.Drafted(long number) -> open.preview(asked, number);
                    case Draft.Empty() -> Say.text(words, words.say(Phrase.BROADCAST_EMPTY));
                    case Draft.TooLong(Platform platform, int messages) ->
                        Say.text(words.say(
                                Phrase.BROADCAST_TOO_LONG, platform.title(), messages, Broadcasts.MOST_MESSAGES));
                    case Draft.TooManyButtons(int buttons) ->
                        Say.text(words.say(Phrase.BROADCAST_TOO_MANY_BUTTONS, buttons, Broadcasts.MOST_BUTTONS));
                });
    }

    private Reply earlier(Asked asked, Broadcast earlier, String text) {
        Matcher found = EARLIER.matcher(text);
        Optional<String> time = found.matches() ? Optional.ofNullable(found.group(2)) : Optional.empty();
        if (!earlier.isOpen()) {
            return new Reply.Whisper(sent.report(asked, earlier));
        }
        return time.map(typed -> noting(asked, earlier.number(), () -> open.at(asked, earlier, typed)))
                .orElseGet(() -> new Reply.Whisper(open.preview(asked, earlier.number())));
    }

    /// How an announcement is written, and the ways to those that are at work.
    private Content how(Asked asked) {
        List<List<Button>> rows = new ArrayList<>();
        broadcasts.newest(asked.transaction(), Long.MAX_VALUE, LOOKED_THROUGH).stream()
                .filter(each -> each.state() == State.SCHEDULED || (each.run().isPresent() && !each.isOver()))
                .map(each -> Button.ask(
                        asked.words().say(Phrase.BROADCAST_NUMBER_BUTTON, Long.toString(each.number())),
                        new BroadcastPress.Show(each.number())))
                .forEach(button -> rows.add(List.of(button)));
        rows.add(List.of(Say.help(asked.words())));
        return Say.screen(
                "",
                List.of(asked.words().say(Phrase.BROADCAST_HOW), asked.words().say(Phrase.BROADCAST_HOW_BUTTONS)),
                rows);
    }

    Reply pressed(Asked asked, BroadcastPress press) {
        return noting(asked, press.broadcast(), () -> answer(asked, press));
    }

    /// What comes of it, in the audit log too if that changed something.
    private Reply noting(Asked asked, long number, Supplier<Reply> act) {
        return log.noting(asked.transaction(), Actor.of(asked.request().person()), number, act);
    }

    private Reply answer(Asked asked, BroadcastPress press) {
        return broadcasts
                .find(asked.transaction(), press.broadcast())
                .map(found -> found.isOpen() ? open.pressed(asked, found, press) : sent.pressed(asked, found, press))
                .orElseGet(() -> new Reply.Toast(asked.words().say(Phrase.BROADCAST_GONE)));
    }
}
