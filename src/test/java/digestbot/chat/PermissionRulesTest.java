package digestbot.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Permission;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audience.Role;
import digestbot.audience.RoleStore;
import digestbot.audience.RoleStore.RoleAssignment;
import digestbot.chat.Permissions.ChatContext;
import digestbot.chat.Permissions.Grantee;
import digestbot.chat.Permissions.OperatorRank;
import digestbot.chat.Permissions.PermissionRule;
import digestbot.content.action.ChatAction;
import digestbot.content.action.Invocation;
import digestbot.database.Database;
import digestbot.database.TestDatabase;
import digestbot.delivery.api.Destination;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The rules by themselves, written down a second time without the bot's code; `PermissionsTest`
/// tests them in the whole bot.
class PermissionRulesTest {

    private static final long OWNER = 1;
    private static final long ADMIN = 2;
    private static final long EDITOR = 3;
    private static final long READER = 4;

    private static final Set<Permission> ADMINS = EnumSet.of(Permission.BROADCAST, Permission.VIEW_ROLES);
    private static final Set<Permission> EDITORS = EnumSet.of(Permission.WITHDRAW, Permission.RELEASE);
    private static final Set<Permission> EVERYBODYS =
            EnumSet.of(Permission.READ, Permission.CHANGE_SETTINGS, Permission.MANAGE_DATA);

    private static final Map<Long, OperatorRank> STANDINGS = Map.of(
            OWNER,
            OperatorRank.OWNER,
            ADMIN,
            OperatorRank.ADMIN,
            EDITOR,
            OperatorRank.EDITOR,
            READER,
            OperatorRank.READER);

    private static final Permissions PERMISSIONS = new Permissions(Set.of(
            new Person(Platform.TELEGRAM, OWNER, "en"),
            new Person(Platform.DISCORD, OWNER, "en"),
            new Person(Platform.TELEGRAM, 77, "de")));

    @TempDir
    private static Path folder;

    @AutoClose
    private static Database database;

    @BeforeAll
    static void open() {
        database = TestDatabase.open(folder.resolve("digestbot.sqlite"));
        var roles = new RoleStore();
        for (Platform platform : Platform.all()) {
            database.writeWithoutResult(tx -> {
                roles.give(tx, new RoleAssignment(platform, ADMIN, Role.ADMIN, "", Instant.EPOCH));
                roles.give(tx, new RoleAssignment(platform, EDITOR, Role.EDITOR, "", Instant.EPOCH));
            });
        }
    }

    @Test
    void refusesWhatTheRulesRefuse() {
        assertThat(Permissions.TABLE.stream().map(PermissionRule::permission)).containsExactly(Permission.values());
        var softly = new SoftAssertions();
        for (Permission act : Permission.values()) {
            for (ChatContext where : ChatContext.values()) {
                Chat chat = chat(where);
                STANDINGS.forEach((person, standing) -> Stream.of(true, false)
                        .filter(manages -> manages || chat.kind() != ChatType.PRIVATE)
                        .forEach(manages -> softly.assertThat(refusal(act, chat, person, manages))
                                .as("refusal of %s in %s to %s, who manages it: %s", act, where, standing, manages)
                                .isEqualTo(expected(act, where, standing, manages))));
            }
        }
        softly.assertAll();
    }

    private static Optional<String> expected(
            Permission act, ChatContext where, OperatorRank standing, boolean manages) {
        return switch (act) {
            case READ -> Optional.empty();
            case CHANGE_SETTINGS, MANAGE_DATA ->
                manages
                        ? Optional.empty()
                        : Optional.of(
                                where == ChatContext.DISCORD_SERVER ? "server-managers-only" : "chat-admins-only");
            case BROADCAST, VIEW_ROLES -> staff(standing, OperatorRank.ADMIN, readAlong(where), "operators-only");
            case WITHDRAW, RELEASE -> staff(standing, OperatorRank.EDITOR, readAlong(where), "operators-only");
            case ASSIGN_ROLES ->
                staff(standing, OperatorRank.OWNER, where == ChatContext.TELEGRAM_CHANNEL, "owners-only");
        };
    }

    private static Optional<String> staff(OperatorRank standing, OperatorRank least, boolean nowhereHere, String no) {
        if (standing.compareTo(least) > 0) {
            return Optional.of(no);
        }
        return nowhereHere ? Optional.of("privately-only") : Optional.empty();
    }

    /// True if others read the answer, too.
    private static boolean readAlong(ChatContext where) {
        return where == ChatContext.TELEGRAM_GROUP || where == ChatContext.TELEGRAM_CHANNEL;
    }

    static Chat chat(ChatContext where) {
        return switch (where) {
            case TELEGRAM_PRIVATE -> new Chat(Platform.TELEGRAM, 10, ChatType.PRIVATE, "");
            case TELEGRAM_GROUP -> new Chat(Platform.TELEGRAM, -10, ChatType.GROUP, "Readers");
            case TELEGRAM_CHANNEL -> new Chat(Platform.TELEGRAM, -11, ChatType.CHANNEL, "News");
            case DISCORD_DIRECT -> new Chat(Platform.DISCORD, 10, ChatType.PRIVATE, "");
            case DISCORD_SERVER -> new Chat(Platform.DISCORD, 11, ChatType.GROUP, "Readers #news");
        };
    }

    private static Optional<String> refusal(Permission act, Chat chat, long userId, boolean manages) {
        var person = new Person(chat.platform(), userId, "en");
        var request = new CommandRequest(
                person,
                new Destination(chat, 0),
                manages,
                Optional.empty(),
                Invocation.typed(new ChatAction.ShowHelp()));
        return database.read(tx -> PERMISSIONS.refusal(tx, act, request));
    }

    @Test
    void saysWhoMayDoItSomewhereAndAlone() {
        var softly = new SoftAssertions();
        for (Permission act : Permission.values()) {
            softly.assertThat(Permissions.isOperatorOnly(act))
                    .as("%s is for operators only", act)
                    .isEqualTo(!EVERYBODYS.contains(act));
            STANDINGS.forEach((person, standing) -> {
                boolean may = (EDITORS.contains(act) && standing != OperatorRank.READER)
                        || (ADMINS.contains(act) && (standing == OperatorRank.ADMIN || standing == OperatorRank.OWNER))
                        || (act == Permission.ASSIGN_ROLES && standing == OperatorRank.OWNER);
                for (Platform platform : Platform.all()) {
                    softly.assertThat(database.<Boolean>read(
                                    tx -> PERMISSIONS.mayAnywhere(tx, act, new Person(platform, person, "en"))))
                            .as("%s by %s anywhere on %s", act, standing, platform)
                            .isEqualTo(may);
                    softly.assertThat(database.<Boolean>read(tx -> PERMISSIONS.mayBroadcast(tx, platform, person)))
                            .as("broadcasts by %s on %s", standing, platform)
                            .isEqualTo(standing == OperatorRank.OWNER || standing == OperatorRank.ADMIN);
                }
                softly.assertThat(Permissions.mayInPrivateChat(standing, act))
                        .as("%s by %s alone", act, standing)
                        .isEqualTo(may || EVERYBODYS.contains(act));
            });
        }
        softly.assertAll();
    }

    @Test
    void knowsWhatAPersonIsAndItsOwnersInALastingOrder() {
        for (Platform platform : Platform.all()) {
            STANDINGS.forEach((userId, standing) ->
                    assertThat(standing(new Person(platform, userId, "fr"))).isEqualTo(standing));
        }
        assertThat(standing(new Person(Platform.TELEGRAM, 77, "fr"))).isEqualTo(OperatorRank.OWNER);
        assertThat(standing(new Person(Platform.DISCORD, 77, "de"))).isEqualTo(OperatorRank.READER);
        assertThat(PERMISSIONS.owners().stream().map(owner -> owner.platform() + " " + owner.userId()))
                .containsExactly("TELEGRAM 1", "TELEGRAM 77", "DISCORD 1");
        assertThat(PERMISSIONS.isOwner(Platform.TELEGRAM, 77)).isTrue();
        assertThat(PERMISSIONS.isOwner(Platform.DISCORD, 77)).isFalse();
        assertThat(PERMISSIONS.isOwner(Platform.TELEGRAM, 78)).isFalse();
    }

    private static OperatorRank standing(Person person) {
        return database.read(tx -> PERMISSIONS.standing(tx, person));
    }

    @Test
    void anOwnerWithARoleStaysAnOwner() {
        try (Database other = TestDatabase.open(folder.resolve("other.sqlite"))) {
            other.writeWithoutResult(tx -> new RoleStore()
                    .give(tx, new RoleAssignment(Platform.TELEGRAM, OWNER, Role.EDITOR, "", Instant.EPOCH)));
            var owner = new Person(Platform.TELEGRAM, OWNER, "en");
            assertThat(other.<OperatorRank>read(tx -> PERMISSIONS.standing(tx, owner)))
                    .isEqualTo(OperatorRank.OWNER);
        }
    }

    @Test
    void everyPlaceIsKnownByItsChatAndEachStandingIsAllBelowIt() {
        Stream.of(ChatContext.values())
                .forEach(where -> assertThat(ChatContext.of(chat(where))).isEqualTo(where));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ChatContext.of(new Chat(Platform.DISCORD, 1, ChatType.CHANNEL, "")));
        assertThat(Permissions.who(Permission.ASSIGN_ROLES, chat(ChatContext.TELEGRAM_CHANNEL)))
                .isEqualTo(Grantee.NOBODY);
        for (OperatorRank standing : OperatorRank.values()) {
            assertThat(Arrays.stream(OperatorRank.values()).filter(standing::isAtLeast))
                    .containsExactlyElementsOf(EnumSet.range(standing, OperatorRank.READER));
        }
        assertThat(OperatorRank.of(Role.ADMIN)).isEqualTo(OperatorRank.ADMIN);
        assertThat(OperatorRank.of(Role.EDITOR)).isEqualTo(OperatorRank.EDITOR);
    }
}
