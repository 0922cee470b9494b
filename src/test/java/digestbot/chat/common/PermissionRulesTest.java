package digestbot.chat.common;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Permission;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audience.Role;
import digestbot.audience.RoleStore;
import digestbot.audience.RoleStore.Holder;
import digestbot.chat.api.Command;
import digestbot.chat.api.CommandRequest;
import digestbot.chat.common.Permissions.Standing;
import digestbot.chat.common.Permissions.Where;
import digestbot.chat.common.Permissions.Who;
import digestbot.database.Database;
import digestbot.delivery.api.Destination;
import digestbot.i18n.Phrase;
import digestbot.i18n.ReplyPhrase;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The rules by themselves, said a second time and without a word of the bot's; `PermissionsTest` asks the whole bot.
class PermissionRulesTest {

    private static final long OWNER = 1;
    private static final long ADMIN = 2;
    private static final long EDITOR = 3;
    private static final long READER = 4;

    private static final Set<Permission> ADMINS = EnumSet.of(Permission.ANNOUNCE, Permission.OVERSEE);
    private static final Set<Permission> EDITORS = EnumSet.of(Permission.WITHDRAW, Permission.RELEASE);
    private static final Set<Permission> EVERYBODYS = EnumSet.of(Permission.READ, Permission.CHANGE, Permission.OWN);

    private static final Map<Long, Standing> STANDINGS =
            Map.of(OWNER, Standing.OWNER, ADMIN, Standing.ADMIN, EDITOR, Standing.EDITOR, READER, Standing.READER);

    private static final Permissions PERMISSIONS = new Permissions(Set.of(
            new Person(Platform.TELEGRAM, OWNER, "en"),
            new Person(Platform.DISCORD, OWNER, "en"),
            new Person(Platform.TELEGRAM, 77, "de")));

    @TempDir
    private static Path folder;

    private static Database database;

    @BeforeAll
    static void open() {
        database = Database.open(folder.resolve("digestbot.sqlite"));
        var roles = new RoleStore();
        for (Platform platform : Platform.values()) {
            database.run(tx -> {
                roles.give(tx, new Holder(platform, ADMIN, Role.ADMIN, "", Instant.EPOCH));
                roles.give(tx, new Holder(platform, EDITOR, Role.EDITOR, "", Instant.EPOCH));
            });
        }
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void refusesWhatTheRulesRefuse(Permission act) {
        for (Where where : Where.values()) {
            Chat chat = chat(where);
            STANDINGS.forEach((person, standing) -> {
                for (boolean manages : List.of(true, false)) {
                    if (chat.kind() != ChatType.PRIVATE || manages) {
                        assertThat(refusal(act, chat, person, manages))
                                .as("%s in %s by %s who manages it: %s", act, where, standing, manages)
                                .isEqualTo(expected(act, where, standing, manages));
                    }
                }
            });
        }
    }

    private static Optional<Phrase> expected(Permission act, Where where, Standing standing, boolean manages) {
        return switch (act) {
            case READ -> Optional.empty();
            case CHANGE, OWN ->
                manages
                        ? Optional.empty()
                        : Optional.of(
                                where == Where.DISCORD_SERVER
                                        ? ReplyPhrase.SERVER_MANAGERS_ONLY
                                        : ReplyPhrase.CHAT_ADMINS_ONLY);
            case ANNOUNCE, OVERSEE -> staff(standing, Standing.ADMIN, readAlong(where), ReplyPhrase.OPERATORS_ONLY);
            case WITHDRAW, RELEASE -> staff(standing, Standing.EDITOR, readAlong(where), ReplyPhrase.OPERATORS_ONLY);
            case APPOINT -> staff(standing, Standing.OWNER, where == Where.TELEGRAM_CHANNEL, ReplyPhrase.OWNERS_ONLY);
        };
    }

    private static Optional<Phrase> staff(Standing standing, Standing least, boolean nowhereHere, Phrase no) {
        if (standing.compareTo(least) > 0) {
            return Optional.of(no);
        }
        return nowhereHere ? Optional.of(ReplyPhrase.PRIVATELY_ONLY) : Optional.empty();
    }

    /// Where an answer is read by others, too.
    private static boolean readAlong(Where where) {
        return where == Where.TELEGRAM_GROUP || where == Where.TELEGRAM_CHANNEL;
    }

    private static Chat chat(Where where) {
        return switch (where) {
            case TELEGRAM_PRIVATE -> new Chat(Platform.TELEGRAM, 10, ChatType.PRIVATE, "");
            case TELEGRAM_GROUP -> new Chat(Platform.TELEGRAM, -10, ChatType.GROUP, "Readers");
            case TELEGRAM_CHANNEL -> new Chat(Platform.TELEGRAM, -11, ChatType.CHANNEL, "News");
            case DISCORD_DIRECT -> new Chat(Platform.DISCORD, 10, ChatType.PRIVATE, "");
            case DISCORD_SERVER -> new Chat(Platform.DISCORD, 11, ChatType.GROUP, "Readers #news");
        };
    }

    private static Optional<Phrase> refusal(Permission act, Chat chat, long userId, boolean manages) {
        var person = new Person(chat.platform(), userId, "en");
        var request =
                new CommandRequest(person, new Destination(chat, 0), manages, Optional.empty(), new Command.Help());
        return database.read(tx -> PERMISSIONS.refusal(tx, act, request));
    }

    @ParameterizedTest
    @EnumSource
    void ownersAndAdminsMaySendBroadcasts(Platform platform) {
        STANDINGS.forEach((person, standing) -> {
            boolean may = database.read(tx -> PERMISSIONS.maySend(tx, platform, person));
            assertThat(may).as("%s", standing).isEqualTo(standing == Standing.OWNER || standing == Standing.ADMIN);
        });
    }

    @ParameterizedTest
    @EnumSource
    void saysWhoMayDoItSomewhereAndAlone(Permission act) {
        assertThat(Permissions.isStaffs(act)).isEqualTo(!EVERYBODYS.contains(act));
        for (Map.Entry<Long, Standing> each : STANDINGS.entrySet()) {
            Standing standing = each.getValue();
            boolean may = (EDITORS.contains(act) && standing != Standing.READER)
                    || (ADMINS.contains(act) && (standing == Standing.ADMIN || standing == Standing.OWNER))
                    || (act == Permission.APPOINT && standing == Standing.OWNER);
            var person = new Person(Platform.TELEGRAM, each.getKey(), "en");
            assertThat(database.<Boolean>read(tx -> PERMISSIONS.mayAnywhere(tx, act, person)))
                    .as("%s by %s anywhere", act, standing)
                    .isEqualTo(may);
            assertThat(Permissions.mayAlone(standing, act))
                    .as("%s by %s alone", act, standing)
                    .isEqualTo(may || EVERYBODYS.contains(act));
        }
    }

    @Test
    void knowsWhatAPersonIs() {
        for (Platform platform : Platform.values()) {
            STANDINGS.forEach((userId, standing) ->
                    assertThat(standing(new Person(platform, userId, "fr"))).isEqualTo(standing));
        }
        assertThat(standing(new Person(Platform.TELEGRAM, 77, "fr"))).isEqualTo(Standing.OWNER);
        assertThat(standing(new Person(Platform.DISCORD, 77, "de"))).isEqualTo(Standing.READER);
    }

    private static Standing standing(Person person) {
        return database.read(tx -> PERMISSIONS.standing(tx, person));
    }

    @Test
    void anOwnerWithARoleStaysAnOwner() {
        try (Database other = Database.open(folder.resolve("other.sqlite"))) {
            other.run(tx ->
                    new RoleStore().give(tx, new Holder(Platform.TELEGRAM, OWNER, Role.EDITOR, "", Instant.EPOCH)));
            var owner = new Person(Platform.TELEGRAM, OWNER, "en");
            assertThat(other.<Standing>read(tx -> PERMISSIONS.standing(tx, owner)))
                    .isEqualTo(Standing.OWNER);
        }
    }

    @Test
    void namesItsOwnersInALastingOrder() {
        assertThat(PERMISSIONS.owners().stream().map(owner -> owner.platform() + " " + owner.userId()))
                .containsExactly("TELEGRAM 1", "TELEGRAM 77", "DISCORD 1");
        assertThat(PERMISSIONS.isOwner(Platform.TELEGRAM, 77)).isTrue();
        assertThat(PERMISSIONS.isOwner(Platform.DISCORD, 77)).isFalse();
        assertThat(PERMISSIONS.isOwner(Platform.TELEGRAM, 78)).isFalse();
    }

    @Test
    void everyPlaceIsKnownByItsChatAndNoOtherIs() {
        Stream.of(Where.values())
                .forEach(where -> assertThat(Where.of(chat(where))).isEqualTo(where));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Where.of(new Chat(Platform.DISCORD, 1, ChatType.CHANNEL, "")));
        assertThat(Permissions.who(Permission.APPOINT, chat(Where.TELEGRAM_CHANNEL)))
                .isEqualTo(Who.NOBODY);
    }

    @Test
    void eachStandingIsAllThatIsBelowIt() {
        for (Standing standing : Standing.values()) {
            assertThat(Arrays.stream(Standing.values()).filter(standing::is))
                    .containsExactlyElementsOf(EnumSet.range(standing, Standing.READER));
        }
        assertThat(Standing.of(Role.ADMIN)).isEqualTo(Standing.ADMIN);
        assertThat(Standing.of(Role.EDITOR)).isEqualTo(Standing.EDITOR);
    }
}
