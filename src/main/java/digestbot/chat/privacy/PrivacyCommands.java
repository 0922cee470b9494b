package digestbot.chat.privacy;

import digestbot.button.Press;
import digestbot.button.PrivacyPress;
import digestbot.chat.api.Command;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Placement;
import digestbot.chat.common.Replies;
import digestbot.chat.common.Routes;
import digestbot.chat.staff.RoleCommands;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.delivery.chats.ChatErasure;
import digestbot.delivery.outbox.FileRequest;
import digestbot.delivery.outbox.OutboxStore;
import digestbot.i18n.PrivacyPhrase;
import digestbot.i18n.SubscriptionPhrase;
import digestbot.i18n.Texts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Commands about the stored data of the chat and the person: what is stored, its export and its deletion.
public final class PrivacyCommands implements Routes.Handler {

    private final OutboxStore outbox = new OutboxStore();
    private final ChatErasure forgetting;
    private final Keeping keeping;
    private final RoleCommands roles;

    /// The retention times, as far as they can be configured.
    ///
    /// @param silentDays the number of days after which an inactive chat is deleted; 0: never
    /// @param backupNights how many nights' backups there are
    public record Keeping(int silentDays, int backupNights) {}

    public PrivacyCommands(ChatErasure forgetting, Keeping keeping, RoleCommands roles) {
        this.forgetting = forgetting;
        this.keeping = keeping;
        this.roles = roles;
    }

    @Override
    public void register(Routes routes) {
        routes.on(Command.Privacy.class, (asked, _) -> Placement.screen(asked, privacy(asked)));
        routes.on(Command.Export.class, (asked, _) -> export(asked));
        routes.on(Command.Forget.class, (asked, _) -> Placement.screen(asked, forget(asked)));
        routes.on(PrivacyPress.Privacy.class, (asked, _) -> Placement.screen(asked, privacy(asked)));
        routes.on(PrivacyPress.Export.class, (asked, _) -> export(asked));
        routes.on(PrivacyPress.Forget.class, (asked, _) -> Placement.screen(asked, forget(asked)));
        routes.on(PrivacyPress.ForgetNow.class, (asked, _) -> forgetNow(asked));
    }

    /// The list of stored data and retention times.
    private Content privacy(CommandContext asked) {
        Texts words = asked.words();
        List<String> paragraphs = new ArrayList<>();
        paragraphs.add(words.say(asked.isPrivate() ? PrivacyPhrase.PRIVACY_PERSON : PrivacyPhrase.PRIVACY_CHAT));
        paragraphs.add(words.say(PrivacyPhrase.PRIVACY_SENT));
        paragraphs.add(words.say(PrivacyPhrase.PRIVACY_OPENED));
        paragraphs.add(words.say(PrivacyPhrase.PRIVACY_MISTAKES));
        if (asked.isPrivate() && roles.runs(asked)) {
            paragraphs.add(words.say(PrivacyPhrase.PRIVACY_ROLE));
        }
        paragraphs.add(
                keeping.silentDays() > 0
                        ? words.say(PrivacyPhrase.PRIVACY_SILENT, keeping.silentDays())
                        : words.say(PrivacyPhrase.PRIVACY_FOR_EVER));
        paragraphs.add(words.say(PrivacyPhrase.PRIVACY_FORGET));
        paragraphs.add(copies(words));
        List<Button> buttons = List.of(
                Replies.button(words, PrivacyPhrase.EXPORT_BUTTON, new PrivacyPress.Export()),
                Replies.button(words, PrivacyPhrase.FORGET_BUTTON, new PrivacyPress.Forget()));
        return Replies.screen(words.say(PrivacyPhrase.PRIVACY_TITLE), paragraphs, List.of(buttons));
    }

    /// The places in which deleted data remains for a while.
    private String copies(Texts words) {
        String others = words.say(PrivacyPhrase.PRIVACY_COPIES);
        return keeping.backupNights() > 0
                ? words.say(PrivacyPhrase.PRIVACY_BACKUPS, keeping.backupNights()) + " " + others
                : others;
    }

    /// The stored data as a file; in a group without personal data. Only one export per chat at a
    /// time, because it is expensive.
    private Reply export(CommandContext asked) {
        if (asked.own()
                .filter(own -> outbox.owesExport(asked.transaction(), own.number()))
                .isPresent()) {
            return asked.refuse(PrivacyPhrase.EXPORT_PENDING);
        }
        Texts words = asked.words();
        Content beside = Replies.text(
                words.say(asked.isPrivate() ? PrivacyPhrase.EXPORT_PERSON : PrivacyPhrase.EXPORT_CHAT), List.of());
        return new Reply.WithFile(
                new FileRequest.Export(
                        beside, asked.isPrivate() ? Optional.of(asked.request().person()) : Optional.empty()),
                false);
    }

    /// Asks before anything is deleted.
    private Content forget(CommandContext asked) {
        Texts words = asked.words();
        return Replies.screen(
                words.say(PrivacyPhrase.FORGET_BUTTON),
                List.of(words.say(asked.isPrivate() ? PrivacyPhrase.FORGET_PERSON : PrivacyPhrase.FORGET_CHAT)),
                List.of(List.of(
                        Replies.button(words, PrivacyPhrase.FORGET_NOW_BUTTON, new PrivacyPress.ForgetNow()),
                        Replies.button(words, PrivacyPhrase.FORGET_CANCEL_BUTTON, new PrivacyPress.Privacy()))));
    }

    private Reply forgetNow(CommandContext asked) {
        Texts words = asked.words();
        forgetting.forget(asked.transaction(), asked.request().from().chat(), words.language());
        if (asked.isPrivate()) {
            roles.giveUp(asked);
            forgetting.forget(asked.transaction(), asked.request().person());
        }
        return new Reply.Replace(Replies.text(
                words.say(PrivacyPhrase.FORGOTTEN),
                List.of(List.of(Replies.button(words, SubscriptionPhrase.TOPICS_BUTTON, new Press.Topics(0))))));
    }
}
