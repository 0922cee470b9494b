package digestbot.command;

import digestbot.subscription.Platform;
import digestbot.text.Phrase;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Every command by name: what adapters register with their platform, what the help lists, what the README
/// documents.
public enum CommandName {
    TODAY(Act.READ, Phrase.COMMAND_TODAY, Phrase.HELP_TODAY),
    PERSPECTIVE(Act.READ, Phrase.COMMAND_PERSPECTIVE, Phrase.HELP_PERSPECTIVE),
    YESTERDAY(Act.READ, Phrase.COMMAND_YESTERDAY, Phrase.HELP_YESTERDAY),
    DIGEST(Act.READ, Phrase.COMMAND_DIGEST, Phrase.HELP_DIGEST),
    CARD(Act.READ, Phrase.COMMAND_CARD, Phrase.HELP_CARD),
    SEARCH(Act.READ, Phrase.COMMAND_SEARCH, Phrase.HELP_SEARCH),
    CHANGES(Act.READ, Phrase.COMMAND_CHANGES, Phrase.HELP_CHANGES),
    SOURCES(Act.READ, Phrase.COMMAND_SOURCES, Phrase.HELP_SOURCES),
    MISSED(Act.READ, Phrase.COMMAND_MISSED, Phrase.HELP_MISSED),
    WHY(Act.READ, Phrase.COMMAND_WHY, Phrase.HELP_WHY),
    TOPICS(Act.READ, Phrase.COMMAND_TOPICS, Phrase.HELP_TOPICS),
    SUBSCRIBE(Act.CHANGE, Phrase.COMMAND_SUBSCRIBE, Phrase.HELP_SUBSCRIBE),
    UNSUBSCRIBE(Act.CHANGE, Phrase.COMMAND_UNSUBSCRIBE, Phrase.HELP_UNSUBSCRIBE),
    SETTINGS(Act.CHANGE, Phrase.COMMAND_SETTINGS, Phrase.HELP_SETTINGS),
    ZONE(Act.CHANGE, Phrase.COMMAND_ZONE, Phrase.HELP_ZONE),
    /// On Discord nobody looks for it: `/unsubscribe` and leaving the server are what people know.
    STOP(Act.CHANGE, Phrase.COMMAND_STOP, Phrase.HELP_STOP, true),
    PRIVACY(Act.READ, Phrase.COMMAND_PRIVACY, Phrase.HELP_PRIVACY),
    EXPORT(Act.OWN, Phrase.COMMAND_EXPORT, Phrase.HELP_EXPORT),
    FORGET(Act.OWN, Phrase.COMMAND_FORGET, Phrase.HELP_FORGET),
    /// Discord has a form for that.
    MISTAKE(Act.READ, Phrase.COMMAND_MISTAKE, Phrase.HELP_MISTAKE, true),
    HELP(Act.READ, Phrase.COMMAND_HELP, Phrase.HELP_HELP),
    BROADCAST(Act.ANNOUNCE, Phrase.COMMAND_BROADCAST, Phrase.HELP_BROADCAST),
    WITHDRAW(Act.WITHDRAW, Phrase.COMMAND_WITHDRAW, Phrase.HELP_WITHDRAW),
    RELEASE(Act.RELEASE, Phrase.COMMAND_RELEASE, Phrase.HELP_RELEASE),
    AUDIT(Act.OVERSEE, Phrase.COMMAND_AUDIT, Phrase.HELP_AUDIT),
    ROLES(Act.OVERSEE, Phrase.COMMAND_ROLES, Phrase.HELP_ROLES),
    ROLE(Act.APPOINT, Phrase.COMMAND_ROLE, Phrase.HELP_ROLE);

    private final Act act;
    private final Phrase localised;
    private final Phrase does;
    private final boolean telegramAlone;

    CommandName(Act act, Phrase localised, Phrase does) {
        this(act, localised, does, false);
    }

    CommandName(Act act, Phrase localised, Phrase does, boolean telegramAlone) {
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
    public Act act() {
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
