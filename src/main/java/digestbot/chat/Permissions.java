package digestbot.chat;

import static digestbot.chat.Permissions.Grantee.ADMINS;
import static digestbot.chat.Permissions.Grantee.CHAT_ADMINS;
import static digestbot.chat.Permissions.Grantee.EDITORS;
import static digestbot.chat.Permissions.Grantee.EVERYBODY;
import static digestbot.chat.Permissions.Grantee.NOBODY;
import static digestbot.chat.Permissions.Grantee.OWNERS;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Permission;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audience.Role;
import digestbot.audience.RoleStore;
import digestbot.database.Transaction;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The permissions: who may do what, and where. This is the only place that decides it, and every
/// command and press is checked again.
public final class Permissions {

    public enum Grantee {
        EVERYBODY,
        /// Chat admins: admins of a group, persons who may post in a channel, members who may
        /// manage a server.
        CHAT_ADMINS,
        /// Editors, admins and owners.
        EDITORS,
        /// Admins and owners.
        ADMINS,
        /// Owners, as named in the configuration.
        OWNERS,
        NOBODY
    }

    public enum ChatContext {
        TELEGRAM_PRIVATE(Platform.TELEGRAM, ChatType.PRIVATE),
        TELEGRAM_GROUP(Platform.TELEGRAM, ChatType.GROUP),
        TELEGRAM_CHANNEL(Platform.TELEGRAM, ChatType.CHANNEL),
        DISCORD_DIRECT(Platform.DISCORD, ChatType.PRIVATE),
        DISCORD_SERVER(Platform.DISCORD, ChatType.GROUP);

        private final Platform platform;
        private final ChatType kind;

        ChatContext(Platform platform, ChatType kind) {
            this.platform = platform;
            this.kind = kind;
        }

        static ChatContext of(Chat chat) {
            return Arrays.stream(values())
                    .filter(where -> where.platform == chat.platform() && where.kind == chat.kind())
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no such chat: " + chat));
        }
    }

    /// A row of the table: the people who have the permission, in the order of [ChatContext].
    public record PermissionRule(Permission permission, List<Grantee> who) {
        public PermissionRule(Permission permission, Grantee... who) {
            this(permission, List.of(who));
        }

        public Grantee at(ChatContext where) {
            return who.get(List.of(ChatContext.values()).indexOf(where));
        }
    }

    /// The table. Actions that reach all subscribers are not allowed where others can read the
    /// reply.
    public static final List<PermissionRule> TABLE = List.of(
            //            in Telegram's private chats, groups, channels, in Discord's direct messages, servers
            new PermissionRule(Permission.READ, EVERYBODY, EVERYBODY, EVERYBODY, EVERYBODY, EVERYBODY),
            new PermissionRule(Permission.CHANGE_SETTINGS, EVERYBODY, CHAT_ADMINS, CHAT_ADMINS, EVERYBODY, CHAT_ADMINS),
            new PermissionRule(Permission.MANAGE_DATA, EVERYBODY, CHAT_ADMINS, CHAT_ADMINS, EVERYBODY, CHAT_ADMINS),
            new PermissionRule(Permission.BROADCAST, ADMINS, NOBODY, NOBODY, ADMINS, ADMINS),
            new PermissionRule(Permission.WITHDRAW, EDITORS, NOBODY, NOBODY, EDITORS, EDITORS),
            new PermissionRule(Permission.RELEASE, EDITORS, NOBODY, NOBODY, EDITORS, EDITORS),
            new PermissionRule(Permission.VIEW_AUDIT, ADMINS, NOBODY, NOBODY, ADMINS, ADMINS),
            // In a group, a role can be given in reply to the person's message.
            new PermissionRule(Permission.ASSIGN_ROLES, OWNERS, OWNERS, NOBODY, OWNERS, OWNERS));

    /// The rank of a person, the most powerful first.
    public enum OperatorRank {
        OWNER,
        ADMIN,
        EDITOR,
        READER;

        boolean isAtLeast(OperatorRank least) {
            return compareTo(least) <= 0;
        }

        public static OperatorRank of(Role role) {
            return switch (role) {
                case ADMIN -> ADMIN;
                case EDITOR -> EDITOR;
            };
        }
    }

    private final RoleStore roles = new RoleStore();
    private final Set<Person> owners;

    /// The owners' languages are ignored.
    public Permissions(Set<Person> owners) {
        this.owners = Set.copyOf(owners);
    }

    public static Grantee who(Permission permission, Chat chat) {
        return rule(permission).at(ChatContext.of(chat));
    }

    private static PermissionRule rule(Permission permission) {
        return TABLE.stream()
                .filter(rule -> rule.permission() == permission)
                .findFirst()
                .orElseThrow();
    }

    public static boolean isOperatorOnly(Permission permission) {
        return rule(permission).who().stream().anyMatch(Permissions::isOperator);
    }

    public static boolean mayInPrivateChat(OperatorRank rank, Permission permission) {
        return may(rank, true, rule(permission).at(ChatContext.TELEGRAM_PRIVATE));
    }

    private static boolean isOperator(Grantee grantee) {
        return switch (grantee) {
            case EDITORS, ADMINS, OWNERS -> true;
            case EVERYBODY, CHAT_ADMINS, NOBODY -> false;
        };
    }

    private static boolean may(OperatorRank rank, boolean manages, Grantee grantee) {
        return switch (grantee) {
            case EVERYBODY -> true;
            case CHAT_ADMINS -> manages;
            case EDITORS -> rank.isAtLeast(OperatorRank.EDITOR);
            case ADMINS -> rank.isAtLeast(OperatorRank.ADMIN);
            case OWNERS -> rank.isAtLeast(OperatorRank.OWNER);
            case NOBODY -> false;
        };
    }

    /// The text key of the reason why the request is not permitted; empty if it is.
    public Optional<String> refusal(Transaction transaction, Permission permission, CommandRequest request) {
        Grantee grantee = who(permission, request.origin().chat());
        if (grantee == EVERYBODY || grantee == CHAT_ADMINS) {
            return may(OperatorRank.READER, request.personIsChatAdmin(), grantee)
                    ? Optional.empty()
                    : Optional.of(managersOnly(request.origin().chat().platform()));
        }
        OperatorRank rank = standing(transaction, request.person());
        if (may(rank, false, grantee)) {
            return Optional.empty();
        }
        List<Grantee> elsewhere = rule(permission).who();
        return Optional.of(
                elsewhere.stream().anyMatch(each -> may(rank, false, each))
                        ? "privately-only"
                        : elsewhere.contains(OWNERS) ? "owners-only" : "operators-only");
    }

    /// The text key of the refusal of actions that require a chat admin.
    public static String managersOnly(Platform platform) {
        return switch (platform) {
            case TELEGRAM -> "chat-admins-only";
            case DISCORD -> "server-managers-only";
        };
    }

    /// Whether the person has the operators' permission in at least one kind of chat.
    public boolean mayAnywhere(Transaction transaction, Permission permission, Person person) {
        OperatorRank rank = standing(transaction, person);
        return rule(permission).who().stream().anyMatch(grantee -> isOperator(grantee) && may(rank, false, grantee));
    }

    public boolean mayBroadcast(Transaction transaction, Platform platform, long userId) {
        return mayAnywhere(transaction, Permission.BROADCAST, new Person(platform, userId, ""));
    }

    public OperatorRank standing(Transaction transaction, Person person) {
        return isOwner(person.platform(), person.userId())
                ? OperatorRank.OWNER
                : roles.of(transaction, person.platform(), person.userId())
                        .map(assignment -> OperatorRank.of(assignment.role()))
                        .orElse(OperatorRank.READER);
    }

    public boolean isOwner(Platform platform, long userId) {
        return owners.stream().anyMatch(owner -> owner.platform() == platform && owner.userId() == userId);
    }

    public List<Person> owners() {
        return owners.stream()
                .sorted(Comparator.comparing(Person::platform).thenComparingLong(Person::userId))
                .toList();
    }
}
