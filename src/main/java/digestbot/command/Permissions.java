package digestbot.command;

import digestbot.subscription.Chat;
import digestbot.subscription.ChatKind;
import digestbot.subscription.Person;
import digestbot.subscription.Platform;
import digestbot.text.Phrase;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Who may do what, where: the only place that says so. Every command and every press is judged here anew.
public final class Permissions {

    /// Who may.
    public enum Who {
        EVERYBODY,
        /// Those who may manage the chat: a group's admins, who may post in a channel, who may manage a server.
        MANAGERS,
        /// Those who run the bot, as the configuration names them.
        OWNERS,
        NOBODY
    }

    /// Where something is asked.
    public enum Where {
        TELEGRAM_PRIVATE(Platform.TELEGRAM, ChatKind.PRIVATE),
        TELEGRAM_GROUP(Platform.TELEGRAM, ChatKind.GROUP),
        TELEGRAM_CHANNEL(Platform.TELEGRAM, ChatKind.CHANNEL),
        DISCORD_DIRECT(Platform.DISCORD, ChatKind.PRIVATE),
        DISCORD_SERVER(Platform.DISCORD, ChatKind.GROUP);

        private final Platform platform;
        private final ChatKind kind;

        Where(Platform platform, ChatKind kind) {
            this.platform = platform;
            this.kind = kind;
        }

        static Where of(Chat chat) {
            return Arrays.stream(values())
                    .filter(where -> where.platform == chat.platform() && where.kind == chat.kind())
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no such chat: " + chat));
        }
    }

    /// A line of the table: one act, and who may do it in each place, in the places' order.
    public record Rule(Act act, List<Who> who) {
        public Rule(Act act, Who... who) {
            this(act, List.of(who));
        }

        /// Who may do it there.
        public Who at(Where where) {
            return who.get(List.of(Where.values()).indexOf(where));
        }
    }

    /// The table. What reaches all subscribers is not done where others read along, unless only the owner sees the
    /// answer.
    public static final List<Rule> TABLE = List.of(
            //            in Telegram's private chats, groups, channels, in Discord's direct messages, servers
            new Rule(Act.READ, Who.EVERYBODY, Who.EVERYBODY, Who.EVERYBODY, Who.EVERYBODY, Who.EVERYBODY),
            new Rule(Act.CHANGE, Who.EVERYBODY, Who.MANAGERS, Who.MANAGERS, Who.EVERYBODY, Who.MANAGERS),
            new Rule(Act.OWN, Who.EVERYBODY, Who.MANAGERS, Who.MANAGERS, Who.EVERYBODY, Who.MANAGERS),
            new Rule(Act.ANNOUNCE, Who.OWNERS, Who.NOBODY, Who.NOBODY, Who.OWNERS, Who.OWNERS),
            new Rule(Act.WITHDRAW, Who.OWNERS, Who.NOBODY, Who.NOBODY, Who.OWNERS, Who.OWNERS));

    private final Set<Person> owners;

    /// @param owners by platform and id; their languages do not matter
    public Permissions(Set<Person> owners) {
        this.owners = Set.copyOf(owners);
    }

    /// Who may do that there.
    public static Who who(Act act, Chat chat) {
        return TABLE.stream()
                .filter(rule -> rule.act() == act)
                .findFirst()
                .orElseThrow()
                .at(Where.of(chat));
    }

    /// Whether that is for those who run the bot alone, wherever it may be done at all.
    public static boolean isOwners(Act act) {
        return TABLE.stream()
                .filter(rule -> rule.act() == act)
                .flatMap(rule -> rule.who().stream())
                .anyMatch(who -> who == Who.OWNERS);
    }

    /// Why the person may not do that there; empty if they may.
    Optional<Phrase> refusal(Act act, Request request) {
        boolean owner = isOwner(request.person());
        return switch (who(act, request.from().chat())) {
            case EVERYBODY -> Optional.empty();
            case MANAGERS -> request.mayManage() ? Optional.empty() : Optional.of(Phrase.ADMINS_ONLY);
            case OWNERS -> owner ? Optional.empty() : Optional.of(Phrase.OWNERS_ONLY);
            case NOBODY -> Optional.of(owner ? Phrase.PRIVATELY_ONLY : Phrase.OWNERS_ONLY);
        };
    }

    /// Whether the person runs the bot.
    boolean isOwner(Person person) {
        return owners.stream()
                .anyMatch(owner -> owner.platform() == person.platform() && owner.userId() == person.userId());
    }
}
