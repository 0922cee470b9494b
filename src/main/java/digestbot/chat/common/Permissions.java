package digestbot.chat.common;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Permission;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audience.Role;
import digestbot.audience.RoleStore;
import digestbot.chat.api.CommandRequest;
import digestbot.database.Transaction;
import digestbot.i18n.Phrase;
import digestbot.i18n.ReplyPhrase;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The permissions: who may do what, where. It is the only place that says so, and it judges each
/// command and each press anew.
public final class Permissions {

    /// The people who may do something.
    public enum Who {
        EVERYBODY,
        /// Chat admins: admins of a group, persons who may post in a channel, members who may
        /// manage a server.
        MANAGERS,
        /// Editors, admins and owners.
        EDITORS,
        /// Admins and owners.
        ADMINS,
        /// Owners, as named in the configuration.
        OWNERS,
        NOBODY
    }

    /// The kinds of places in which something is requested.
    public enum Where {
        TELEGRAM_PRIVATE(Platform.TELEGRAM, ChatType.PRIVATE),
        TELEGRAM_GROUP(Platform.TELEGRAM, ChatType.GROUP),
        TELEGRAM_CHANNEL(Platform.TELEGRAM, ChatType.CHANNEL),
        DISCORD_DIRECT(Platform.DISCORD, ChatType.PRIVATE),
        DISCORD_SERVER(Platform.DISCORD, ChatType.GROUP);

        private final Platform platform;
        private final ChatType kind;

        Where(Platform platform, ChatType kind) {
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

    /// A row of the table: a permission, and who has it in each kind of chat, in the order of
    /// [Where].
    public record Rule(Permission act, List<Who> who) {
        public Rule(Permission act, Who... who) {
            this(act, List.of(who));
        }

        /// The people who may do it there.
        public Who at(Where where) {
            return who.get(List.of(Where.values()).indexOf(where));
        }
    }

    /// The table. Actions that reach all subscribers are not allowed where others can read the
    /// reply.
    public static final List<Rule> TABLE = List.of(
            //            in Telegram's private chats, groups, channels, in Discord's direct messages, servers
            new Rule(Permission.READ, Who.EVERYBODY, Who.EVERYBODY, Who.EVERYBODY, Who.EVERYBODY, Who.EVERYBODY),
            new Rule(Permission.CHANGE, Who.EVERYBODY, Who.MANAGERS, Who.MANAGERS, Who.EVERYBODY, Who.MANAGERS),
            new Rule(Permission.OWN, Who.EVERYBODY, Who.MANAGERS, Who.MANAGERS, Who.EVERYBODY, Who.MANAGERS),
            new Rule(Permission.ANNOUNCE, Who.ADMINS, Who.NOBODY, Who.NOBODY, Who.ADMINS, Who.ADMINS),
            new Rule(Permission.WITHDRAW, Who.EDITORS, Who.NOBODY, Who.NOBODY, Who.EDITORS, Who.EDITORS),
            new Rule(Permission.RELEASE, Who.EDITORS, Who.NOBODY, Who.NOBODY, Who.EDITORS, Who.EDITORS),
            new Rule(Permission.OVERSEE, Who.ADMINS, Who.NOBODY, Who.NOBODY, Who.ADMINS, Who.ADMINS),
            // In a group, a role can be given in reply to the person's message.
            new Rule(Permission.APPOINT, Who.OWNERS, Who.OWNERS, Who.NOBODY, Who.OWNERS, Who.OWNERS));

    /// The standing of a person with the bot, the most powerful first.
    public enum Standing {
        OWNER,
        ADMIN,
        EDITOR,
        /// Anybody else.
        READER;

        boolean is(Standing least) {
            return compareTo(least) <= 0;
        }

        /// The standing of a person with that role.
        public static Standing of(Role role) {
            return switch (role) {
                case ADMIN -> ADMIN;
                case EDITOR -> EDITOR;
            };
        }
    }

    private final RoleStore roles = new RoleStore();
    private final Set<Person> owners;

    /// @param owners the owners; their languages are ignored
    public Permissions(Set<Person> owners) {
        this.owners = Set.copyOf(owners);
    }

    /// The people who may do that there.
    public static Who who(Permission act, Chat chat) {
        return rule(act).at(Where.of(chat));
    }

    private static Rule rule(Permission act) {
        return TABLE.stream().filter(rule -> rule.act() == act).findFirst().orElseThrow();
    }

    /// Tells whether the permission is for operators only.
    public static boolean isStaffs(Permission act) {
        return rule(act).who().stream().anyMatch(Permissions::isStaff);
    }

    /// Tells whether the role grants the permission in a private chat.
    public static boolean mayAlone(Standing standing, Permission act) {
        return may(standing, true, rule(act).at(Where.TELEGRAM_PRIVATE));
    }

    private static boolean isStaff(Who who) {
        return switch (who) {
            case EDITORS, ADMINS, OWNERS -> true;
            case EVERYBODY, MANAGERS, NOBODY -> false;
        };
    }

    private static boolean may(Standing standing, boolean manages, Who who) {
        return switch (who) {
            case EVERYBODY -> true;
            case MANAGERS -> manages;
            case EDITORS -> standing.is(Standing.EDITOR);
            case ADMINS -> standing.is(Standing.ADMIN);
            case OWNERS -> standing.is(Standing.OWNER);
            case NOBODY -> false;
        };
    }

    /// The reason why the request is not permitted; empty if it is.
    public Optional<Phrase> refusal(Transaction transaction, Permission act, CommandRequest request) {
        Who who = who(act, request.from().chat());
        if (who == Who.EVERYBODY || who == Who.MANAGERS) {
            return may(Standing.READER, request.mayManage(), who)
                    ? Optional.empty()
                    : Optional.of(managersOnly(request.from().chat().platform()));
        }
        Standing standing = standing(transaction, request.person());
        if (may(standing, false, who)) {
            return Optional.empty();
        }
        List<Who> elsewhere = rule(act).who();
        return Optional.of(
                elsewhere.stream().anyMatch(each -> may(standing, false, each))
                        ? ReplyPhrase.PRIVATELY_ONLY
                        : elsewhere.contains(Who.OWNERS) ? ReplyPhrase.OWNERS_ONLY : ReplyPhrase.OPERATORS_ONLY);
    }

    /// The refusal for actions that require a chat admin, in the platform's terms.
    public static Phrase managersOnly(Platform platform) {
        return switch (platform) {
            case TELEGRAM -> ReplyPhrase.CHAT_ADMINS_ONLY;
            case DISCORD -> ReplyPhrase.SERVER_MANAGERS_ONLY;
        };
    }

    /// Tells whether the person may do what is for those who run the bot, at least somewhere.
    public boolean mayAnywhere(Transaction transaction, Permission act, Person person) {
        Standing standing = standing(transaction, person);
        return rule(act).who().stream().anyMatch(who -> isStaff(who) && may(standing, false, who));
    }

    /// Tells whether the person may send broadcasts, at least somewhere.
    public boolean maySend(Transaction transaction, Platform platform, long userId) {
        return mayAnywhere(transaction, Permission.ANNOUNCE, new Person(platform, userId, ""));
    }

    /// The present standing of the person.
    public Standing standing(Transaction transaction, Person person) {
        return isOwner(person.platform(), person.userId())
                ? Standing.OWNER
                : roles.of(transaction, person.platform(), person.userId())
                        .map(holder -> Standing.of(holder.role()))
                        .orElse(Standing.READER);
    }

    /// Tells whether the person is an owner.
    public boolean isOwner(Platform platform, long userId) {
        return owners.stream().anyMatch(owner -> owner.platform() == platform && owner.userId() == userId);
    }

    /// The owners in a stable order.
    public List<Person> owners() {
        return owners.stream()
                .sorted(Comparator.comparing(Person::platform).thenComparingLong(Person::userId))
                .toList();
    }
}
