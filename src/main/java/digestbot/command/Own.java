package digestbot.command;

import digestbot.delivery.FileWish;
import digestbot.delivery.Forgetting;
import digestbot.delivery.OutboxStore;
import digestbot.edition.Button;
import digestbot.edition.Content;
import digestbot.edition.OwnPress;
import digestbot.edition.Press;
import digestbot.text.Phrase;
import digestbot.text.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is kept of the chat and the person: told, given, deleted.
public final class Own {

    private final OutboxStore outbox = new OutboxStore();
    private final Forgetting forgetting;
    private final Keeping keeping;
    private final Roles roles;

    /// How long what is kept is kept, as far as that can be chosen.
    ///
    /// @param silentDays how long a chat that nothing is delivered to may be silent; 0: for ever
    /// @param backupNights how many nights' backups there are
    public record Keeping(int silentDays, int backupNights) {}

    public Own(Forgetting forgetting, Keeping keeping, Roles roles) {
        this.forgetting = forgetting;
        this.keeping = keeping;
        this.roles = roles;
    }

    /// What is kept, and how long.
    Content privacy(Asked asked) {
        Words words = asked.words();
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(words.say(asked.isPrivate() ? Phrase.PRIVACY_PERSON : Phrase.PRIVACY_CHAT));
        paragraphs.add(words.say(Phrase.PRIVACY_SENT));
        paragraphs.add(words.say(Phrase.PRIVACY_OPENED));
        paragraphs.add(words.say(Phrase.PRIVACY_MISTAKES));
        if (asked.isPrivate() && roles.runs(asked)) {
            paragraphs.add(words.say(Phrase.PRIVACY_ROLE));
        }
        paragraphs.add(
                keeping.silentDays() > 0
                        ? words.say(Phrase.PRIVACY_SILENT, keeping.silentDays())
                        : words.say(Phrase.PRIVACY_FOR_EVER));
        paragraphs.add(words.say(Phrase.PRIVACY_FORGET));
        paragraphs.add(copies(words));
        List<Button> buttons = List.of(
                Say.button(words, Phrase.EXPORT_BUTTON, new OwnPress.Export()),
                Say.button(words, Phrase.FORGET_BUTTON, new OwnPress.Forget()));
        return Say.screen(words.say(Phrase.PRIVACY_TITLE), paragraphs, List.of(buttons));
    }

    /// Where it is still to be found when it was deleted.
    private String copies(Words words) {
        String others = words.say(Phrase.PRIVACY_COPIES);
        return keeping.backupNights() > 0
                ? words.say(Phrase.PRIVACY_BACKUPS, keeping.backupNights()) + " " + others
                : others;
    }

    /// All of it as a file; in a chat of many, nothing about any person. One at a time, as it is much work.
    Reply export(Asked asked) {
        if (asked.own()
                .filter(own -> outbox.owesExport(asked.transaction(), own.number()))
                .isPresent()) {
            return asked.request().command() instanceof Command.Pressed
                    ? asked.toast(Phrase.EXPORT_PENDING)
                    : new Reply.Whisper(Say.text(asked.words(), asked.words().say(Phrase.EXPORT_PENDING)));
        }
        Words words = asked.words();
        Content beside = Say.text(words.say(asked.isPrivate() ? Phrase.EXPORT_PERSON : Phrase.EXPORT_CHAT), List.of());
        return new Reply.WithFile(
                new FileWish.Export(
                        beside, asked.isPrivate() ? Optional.of(asked.request().person()) : Optional.empty()),
                false);
    }

    /// Asks before anything is deleted.
    Content forget(Asked asked) {
        Words words = asked.words();
        return Say.screen(
                words.say(Phrase.FORGET_BUTTON),
                List.of(words.say(asked.isPrivate() ? Phrase.FORGET_PERSON : Phrase.FORGET_CHAT)),
                List.of(List.of(
                        Say.button(words, Phrase.FORGET_NOW_BUTTON, new OwnPress.ForgetNow()),
                        Say.button(words, Phrase.FORGET_NOT_BUTTON, new OwnPress.Privacy()))));
    }

    Reply pressed(Asked asked, OwnPress press) {
        return switch (press) {
            case OwnPress.Privacy() -> new Reply.Replace(privacy(asked));
            case OwnPress.Export() -> export(asked);
            case OwnPress.Forget() -> new Reply.Replace(forget(asked));
            case OwnPress.ForgetNow() -> forgetNow(asked);
        };
    }

    private Reply forgetNow(Asked asked) {
        Words words = asked.words();
        forgetting.forget(asked.transaction(), asked.request().from().chat(), words.language());
        if (asked.isPrivate()) {
            roles.giveUp(asked);
            forgetting.forget(asked.transaction(), asked.request().person());
        }
        return new Reply.Replace(Say.text(
                words.say(Phrase.FORGOTTEN),
                List.of(List.of(Say.button(words, Phrase.TOPICS_BUTTON, new Press.Topics(0))))));
    }
}
