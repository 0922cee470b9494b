package digestbot.chat.settings;

import digestbot.audience.Chat;
import digestbot.audience.PersonStore;
import digestbot.audience.Preferences;
import digestbot.audience.QuietHours;
import digestbot.audience.Subscriber;
import digestbot.chat.common.CommandContext;
import digestbot.delivery.chats.SubscriptionService;
import digestbot.i18n.Texts;
import java.time.ZoneId;
import java.util.Optional;

/// Changes the settings of a whole chat, for buttons and commands alike. A chat that is no
/// subscriber yet becomes one. Each method returns the context with what was changed.
record ChatSettings(SubscriptionService subscriptions, ChatSwitches switches) {

    private static final PersonStore PERSONS = new PersonStore();

    CommandContext zone(CommandContext context, ZoneId zone) {
        return change(context, context.preferences().withZone(zone));
    }

    CommandContext quiet(CommandContext context, Optional<QuietHours> quiet) {
        return change(context, context.preferences().withQuiet(quiet));
    }

    /// Sets a language that the bot has texts in. In a private chat this also sets the person's
    /// language, which is used for all replies that only they see.
    CommandContext language(CommandContext context, String tag) {
        if (!context.isPrivate()) {
            return change(context, context.preferences().withLanguage(tag));
        }
        PERSONS.chooseLanguage(context.transaction(), context.request().person(), tag);
        CommandContext spoken = context.withLanguage(tag);
        return context.subscriber().isEmpty()
                ? spoken
                : change(spoken, context.preferences().withLanguage(tag));
    }

    /// The chat's language, of those that the bot has texts in.
    static Texts language(CommandContext context) {
        return context.isPrivate()
                ? context.personalTexts()
                : Texts.of(context.preferences().language());
    }

    CommandContext turn(CommandContext context, ChatSwitch which, boolean on) {
        return switch (which) {
            case BUNDLES -> change(context, context.preferences().withBundles(on));
            case ANNOUNCEMENTS -> change(context, context.preferences().withAnnouncements(on));
            case CROSSPOSTING, DISCUSSIONS, OWN_THREADS -> {
                CommandContext chosen = change(context, context.preferences());
                switches.set(chosen, chosen.subscriber().orElseThrow(), which, on);
                yield chosen;
            }
        };
    }

    private CommandContext change(CommandContext context, Preferences preferences) {
        Chat chat = context.chat();
        Subscriber subscriber = subscriptions.subscriber(context.transaction(), chat, context.preferences());
        if (!subscriber.preferences().equals(preferences)) {
            subscriptions.change(context.transaction(), subscriber.number(), preferences);
        }
        return context.with(
                new Subscriber(subscriber.number(), subscriber.chat(), preferences, subscriber.pausedReason()));
    }
}
