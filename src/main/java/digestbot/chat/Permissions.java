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
import digestbot.audience.Platform.Feature;
import digestbot.audience.Role;
import digestbot.audience.RoleStore;
import digestbot.database.Transaction;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

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

    /// A row of the table: who has the permission in each kind of chat.
    public record PermissionRule(Permission permission, Map<ChatContext, Grantee> who) {

        public Grantee at(ChatContext where) {
            return Objects.requireNonNull(who.get(where));
        }

        private static PermissionRule of(Permission permission, Function<ChatContext, Grantee> who) {
            return new PermissionRule(
                    permission, Arrays.stream(ChatContext.values()).collect(Collectors.toMap(where -> where, who)));
        }

        private static PermissionRule ofSettings(Permission permission) {
            return of(permission, where -> where.kind == ChatType.PRIVATE ? EVERYBODY : CHAT_ADMINS);
        }

        /// Actions that reach all subscribers are not allowed where others can read the reply.
        private static PermissionRule ofOperators(Permission permission, Grantee operators) {
            return of(
                    permission,
                    where -> where.kind == ChatType.PRIVATE || where.platform.has(Feature.EPHEMERAL_ANSWERS)
                            ? operators
                            : NOBODY);
        }
    }

    public static final List<PermissionRule> TABLE = List.of(
            PermissionRule.of(Permission.READ, _ -> EVERYBODY),
            PermissionRule.ofSettings(Permission.CHANGE_SETTINGS),
            PermissionRule.ofSettings(Permission.MANAGE_DATA),
            PermissionRule.ofOperators(Permission.BROADCAST, ADMINS),
            PermissionRule.ofOperators(Permission.WITHDRAW, EDITORS),
            PermissionRule.ofOperators(Permission.RELEASE, EDITORS),
            PermissionRule.ofOperators(Permission.VIEW_ROLES, ADMINS),
            // In a group, a role can be given in reply to the person's message.
            PermissionRule.of(
                    Permission.ASSIGN_ROLES, where -> where == ChatContext.TELEGRAM_CHANNEL ? NOBODY : OWNERS));

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
        return rule(permission).who().values().stream().anyMatch(Permissions::isOperator);
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
        Collection<Grantee> elsewhere = rule(permission).who().values();
        return Optional.of(
                elsewhere.stream().anyMatch(each -> may(rank, false, each))
                        ? "privately-only"
                        : elsewhere.contains(OWNERS) ? "owners-only" : "operators-only");
    }

    /// The text key of the refusal of actions that require a chat admin.
    public static String managersOnly(Platform platform) {
        return platform.has(Feature.SERVERS) ? "server-managers-only" : "chat-admins-only";
    }

    /// Whether the person has the operators' permission in at least one kind of chat.
    public boolean mayAnywhere(Transaction transaction, Permission permission, Person person) {
        OperatorRank rank = standing(transaction, person);
        return rule(permission).who().values().stream()
                .anyMatch(grantee -> isOperator(grantee) && may(rank, false, grantee));
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
