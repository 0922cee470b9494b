package digestbot.chat.api;

import digestbot.audience.Platform;
import digestbot.i18n.Phrase;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The commands by name, as adapters register them with their platform, and as the help and the documentation list
/// them.
public enum CommandName {
    TODAY(Permission.READ, Phrase.COMMAND_TODAY, Phrase.HELP_TODAY),
    PERSPECTIVE(Permission.READ, Phrase.COMMAND_PERSPECTIVE, Phrase.HELP_PERSPECTIVE),
    YESTERDAY(Permission.READ, Phrase.COMMAND_YESTERDAY, Phrase.HELP_YESTERDAY),
    DIGEST(Permission.READ, Phrase.COMMAND_DIGEST, Phrase.HELP_DIGEST),
    CARD(Permission.READ, Phrase.COMMAND_CARD, Phrase.HELP_CARD),
    SEARCH(Permission.READ, Phrase.COMMAND_SEARCH, Phrase.HELP_SEARCH),
    CHANGES(Permission.READ, Phrase.COMMAND_CHANGES, Phrase.HELP_CHANGES),
    SOURCES(Permission.READ, Phrase.COMMAND_SOURCES, Phrase.HELP_SOURCES),
    MISSED(Permission.READ, Phrase.COMMAND_MISSED, Phrase.HELP_MISSED),
    WHY(Permission.READ, Phrase.COMMAND_WHY, Phrase.HELP_WHY),
    TOPICS(Permission.READ, Phrase.COMMAND_TOPICS, Phrase.HELP_TOPICS),
    SUBSCRIBE(Permission.CHANGE, Phrase.COMMAND_SUBSCRIBE, Phrase.HELP_SUBSCRIBE),
    UNSUBSCRIBE(Permission.CHANGE, Phrase.COMMAND_UNSUBSCRIBE, Phrase.HELP_UNSUBSCRIBE),
    SETTINGS(Permission.CHANGE, Phrase.COMMAND_SETTINGS, Phrase.HELP_SETTINGS),
    ZONE(Permission.CHANGE, Phrase.COMMAND_ZONE, Phrase.HELP_ZONE),
    /// On Discord nobody looks for it: `/unsubscribe` and leaving the server are what people know.
    STOP(Permission.CHANGE, Phrase.COMMAND_STOP, Phrase.HELP_STOP, true),
    PRIVACY(Permission.READ, Phrase.COMMAND_PRIVACY, Phrase.HELP_PRIVACY),
    EXPORT(Permission.OWN, Phrase.COMMAND_EXPORT, Phrase.HELP_EXPORT),
    FORGET(Permission.OWN, Phrase.COMMAND_FORGET, Phrase.HELP_FORGET),
    /// Discord has a form for that.
    MISTAKE(Permission.READ, Phrase.COMMAND_MISTAKE, Phrase.HELP_MISTAKE, true),
    HELP(Permission.READ, Phrase.COMMAND_HELP, Phrase.HELP_HELP),
    BROADCAST(Permission.ANNOUNCE, Phrase.COMMAND_BROADCAST, Phrase.HELP_BROADCAST),
    WITHDRAW(Permission.WITHDRAW, Phrase.COMMAND_WITHDRAW, Phrase.HELP_WITHDRAW),
    RELEASE(Permission.RELEASE, Phrase.COMMAND_RELEASE, Phrase.HELP_RELEASE),
    AUDIT(Permission.OVERSEE, Phrase.COMMAND_AUDIT, Phrase.HELP_AUDIT),
    ROLES(Permission.OVERSEE, Phrase.COMMAND_ROLES, Phrase.HELP_ROLES),
    ROLE(Permission.APPOINT, Phrase.COMMAND_ROLE, Phrase.HELP_ROLE);

    private final Permission act;
    private final Phrase localised;
    private final Phrase does;
    private final boolean telegramAlone;

    CommandName(Permission act, Phrase localised, Phrase does) {
        this(act, localised, does, false);
    }

    CommandName(Permission act, Phrase localised, Phrase does, boolean telegramAlone) {
        this.act = act;
        this.localised = localised;
        this.does = does;
        this.telegramAlone = telegramAlone;
    }

    /// The commands of a platform, in the order in which they are shown.
    public static List<CommandName> on(Platform platform) {
        return Arrays.stream(values())
                .filter(name -> platform == Platform.TELEGRAM || !name.telegramAlone)
                .toList();
    }

    /// The platform's command that is typed so.
    public static Optional<CommandName> of(String id, Platform platform) {
        return on(platform).stream().filter(name -> name.id().equals(id)).findFirst();
    }

    /// As it is typed, without the slash: `today`.
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// What it does to the chat that it is given in.
    public Permission act() {
        return act;
    }

    /// Its name in a language, where the platform shows one: lower case, at most 32 letters.
    public Phrase localised() {
        return localised;
    }

    /// What it does, in a few words.
    public Phrase does() {
        return does;
    }
}
