package digestbot.chat.staff;

import static digestbot.chat.api.ConversationFixture.button;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audience.Role;
import digestbot.audience.RoleStore;
import digestbot.audit.Actor;
import digestbot.audit.AuditAction;
import digestbot.audit.AuditEntry;
import digestbot.audit.AuditLog;
import digestbot.audit.AuditStore;
import digestbot.audit.AuditSubject;
import digestbot.button.BroadcastPress;
import digestbot.button.OperatorPress;
import digestbot.button.Press;
import digestbot.button.PreviewFingerprint;
import digestbot.button.PrivacyPress;
import digestbot.chat.api.ChatFeatures;
import digestbot.chat.api.Command;
import digestbot.chat.api.CommandRequest;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.chat.api.OperatorCommand;
import digestbot.chat.api.Reply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("database")
@InConversation
class RoleCommandsTest {

    private static final Person BEA = new Person(Platform.TELEGRAM, 502, "en");

    private ConversationFixture conversation;

    @Test
    void whoIsMadeAnEditorMayWithdrawAndNotAnnounce() {
        assertThat(by(BEA, new Command.Withdraw("trade", "2026-02-06"))).contains("Only this bot's operators");
        assertThat(owner(new OperatorCommand.SetRole("editor", "502", "Bea")))
                .isEqualTo("Whisper: Bea (Telegram 502) is now editor.");
        assertThat(by(BEA, new Command.Withdraw("trade", "2026-02-06"))).contains("Withdraw World Trade");
        assertThat(by(BEA, new Command.WriteBroadcast("Hello"))).contains("Only this bot's operators");
        assertThat(by(BEA, new Command.Help()))
                .contains("/release", "/withdraw")
                .doesNotContain("/broadcast", "/role ");
    }

    @Test
    void anAdminMayAnnounceAndSeeWhatWasDoneButGivesNoRole() {
        owner(new OperatorCommand.SetRole("Admin", "502", ""));
        assertThat(by(BEA, new Command.WriteBroadcast("Hello"))).contains("No recipients match.");
        assertThat(by(BEA, new OperatorCommand.Audit())).contains("Made admin: Telegram 502");
        assertThat(by(BEA, new OperatorCommand.SetRole("admin", "503", ""))).contains("Only this bot's owners");
        assertThat(ConversationFixture.buttons(reply(BEA, new OperatorCommand.Roles())))
                .containsExactly(button("Help", new Press.ShowHelp()));
    }

    @Test
    void aRoleThatIsTakenIsGoneWithTheNextPress() {
        owner(new OperatorCommand.SetRole("editor", "502", "Bea"));
        Reply list = reply(ConversationFixture.OWNER, new OperatorCommand.Roles());
        assertThat(told(list))
                .contains("Owners (from the configuration): Telegram 900, Discord 901")
                .contains("Bea (Telegram 502): editor, since 6 Feb");
        assertThat(ConversationFixture.buttons(list))
                .first()
                .isEqualTo(button("Remove role: Bea …502", new OperatorPress.RemoveRole(Platform.TELEGRAM, 502)));
        assertThat(owner(pressed(new OperatorPress.RemoveRole(Platform.TELEGRAM, 502))))
                .startsWith("Replace")
                .contains("No admins or editors yet.");
        assertThat(by(BEA, pressed(new Press.WithdrawDigest(2))))
                .isEqualTo("Toast: Only this bot's operators can do that.");
    }

    @Test
    void operatorsAreShownByTheNamesThatTheyHaveNow() {
        Reply list = named(ConversationFixture.OWNER, "Olga", new OperatorCommand.Roles());
        assertThat(told(list)).contains("Owners (from the configuration): Olga (Telegram 900), Discord 901");
        owner(new OperatorCommand.SetRole("admin", "502", "Bea"));
        named(BEA, "Beatrice", new OperatorCommand.Roles());
        assertThat(owner(new OperatorCommand.Roles())).contains("Beatrice (Telegram 502): admin, since 6 Feb");
        owner(new OperatorCommand.SetRole("none", "502", ""));
        assertThat(owner(new OperatorCommand.Audit())).contains("Role removed: Beatrice (Telegram 502)");
    }

    @Test
    void theNamesOfReadersAreNotStored() {
        named(BEA, "Bea", new Command.Today(""));
        assertThat(conversation.database.<Integer>read(tx -> tx.handle()
                        .createQuery("SELECT count(*) FROM operator_name")
                        .mapTo(Integer.class)
                        .one()))
                .isZero();
    }

    private Reply named(Person person, String name, Command command) {
        return conversation.answer(new CommandRequest(
                person,
                ConversationFixture.PRIVATE,
                true,
                Optional.of(ConversationFixture.PRIVATE),
                command,
                ChatFeatures.PLAIN,
                Optional.empty(),
                name));
    }

    @Test
    void twoOfOneNameAreToldApart() {
        String name = "Bea who has a name that is longer than any button";
        owner(new OperatorCommand.SetRole("editor", "502", name));
        owner(new OperatorCommand.SetRole("editor", "1502", name));
        Reply list = reply(ConversationFixture.OWNER, new OperatorCommand.Roles());
        assertThat(told(list)).contains("(Telegram 502): editor", "(Telegram 1502): editor");
        assertThat(ConversationFixture.buttons(list))
                .contains(
                        button(
                                "Remove role: Bea who has a name that… …502",
                                new OperatorPress.RemoveRole(Platform.TELEGRAM, 502)),
                        button(
                                "Remove role: Bea who has a name that… …1502",
                                new OperatorPress.RemoveRole(Platform.TELEGRAM, 1502)));
        assertThat(owner(new OperatorCommand.Audit())).contains("(Telegram 502)", "(Telegram 1502)");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            editor  | ''                   | Usage: /role editor 123456
            ''      | 502                  | Usage: /role editor 123456
            king    | 502                  | Usage: /role editor 123456
            editor  | Bea                  | Usage: /role editor 123456
            editor  | irc:502              | Usage: /role editor 123456
            editor  | 0                    | Usage: /role editor 123456
            editor  | 9999999999999999999  | Usage: /role editor 123456
            admin   | 900                  | This person is already an owner
            admin   | discord:901          | This person is already an owner
            none    | 502                  | Telegram 502 has no role.
            editor  | discord:502          | Discord 502 is now editor.
            EDITOR  | Telegram:502         | Telegram 502 is now editor.
            """)
    void saysWhatBecameOfWhatWasTyped(String role, String person, String expected) {
        assertThat(owner(new OperatorCommand.SetRole(role, person, ""))).contains(expected);
    }

    @Test
    void aRoleCanBeCalledAsTheLanguageDoes() {
        var owner = new Person(Platform.TELEGRAM, ConversationFixture.OWNER.userId(), "de");
        assertThat(by(owner, new OperatorCommand.SetRole("Redakteur", "502", "")))
                .contains("Telegram 502 ist jetzt Redakteur.");
        assertThat(by(owner, new OperatorCommand.SetRole("keine", "502", ""))).contains("hat keine Rolle mehr");
    }

    @Test
    void anotherRoleTakesTheFirstOnesPlaceAndTheSameIsNoNews() {
        owner(new OperatorCommand.SetRole("editor", "502", "Bea"));
        assertThat(owner(new OperatorCommand.SetRole("editor", "502", ""))).contains("Bea (Telegram 502) is already");
        owner(new OperatorCommand.SetRole("admin", "502", ""));
        Optional<RoleStore.RoleAssignment> bea =
                conversation.database.read(tx -> new RoleStore().of(tx, Platform.TELEGRAM, 502));
        assertThat(bea).hasValueSatisfying(assignment -> {
            assertThat(assignment.role()).isEqualTo(Role.ADMIN);
            assertThat(assignment.name()).isEqualTo("Bea");
        });
        assertThat(deeds()).containsExactly(AuditAction.ADMIN_MADE, AuditAction.EDITOR_MADE);
    }

    @Test
    void whoWantsToBeForgottenLosesTheRoleAndThatIsNoted() {
        owner(new OperatorCommand.SetRole("editor", "502", "Bea"));
        assertThat(by(BEA, new Command.Privacy())).contains("As an operator of this bot");
        by(BEA, pressed(new PrivacyPress.ConfirmForget()));
        assertThat(conversation.database.read(new RoleStore()::all)).isEmpty();
        assertThat(entries().getFirst())
                .extracting(AuditEntry::by, AuditEntry::action, AuditEntry::subject)
                .containsExactly(
                        new Actor.ChatUser(Platform.TELEGRAM, 502),
                        AuditAction.ROLE_GIVEN_UP,
                        new AuditSubject.PersonSubject(Platform.TELEGRAM, 502));
        assertThat(by(BEA, new Command.Privacy())).doesNotContain("help to run");
    }

    @Test
    void whoeverWatchesHearsOfEveryChangeOnceItIsCommitted() {
        List<String> heard = new ArrayList<>();
        conversation.roles.addListener((platform, userId, now) -> heard.add(platform.id() + " " + userId + " " + now));
        owner(new OperatorCommand.SetRole("editor", "502", ""));
        owner(new OperatorCommand.SetRole("editor", "502", ""));
        owner(new OperatorCommand.SetRole("none", "502", ""));
        owner(new OperatorCommand.SetRole("none", "502", ""));
        assertThat(heard).containsExactly("telegram 502 EDITOR", "telegram 502 READER");
    }

    @Test
    void theLogIsShownInPagesTheNewestFirst() {
        for (int person = 1; person <= 23; person++) {
            owner(new OperatorCommand.SetRole("editor", Integer.toString(person), ""));
            conversation.pass(Duration.ofMinutes(1));
        }
        owner(pressed(new Press.WithdrawDigest(3)));
        Reply first = reply(ConversationFixture.OWNER, new OperatorCommand.Audit());
        assertThat(told(first))
                .startsWith(
                        "Whisper: Audit log\nFri 6 Feb 12:23 UTC · Telegram 900\nDigest withdrawn: US vs China, Fri 6")
                .contains("Made editor: Telegram 23", "Made editor: Telegram 15")
                .doesNotContain("Made editor: Telegram 14");
        assertThat(ConversationFixture.buttons(first))
                .first()
                .isEqualTo(button("2/3 ›", new OperatorPress.ShowAuditLog(1)));
        assertThat(owner(pressed(new OperatorPress.ShowAuditLog(2))))
                .startsWith("Replace")
                .contains("Made editor: Telegram 1");
        assertThat(owner(pressed(new OperatorPress.ShowAuditLog(99)))).contains("Made editor: Telegram 1");
    }

    @Test
    void whatIsDoneToAnAnnouncementIsNotedOnce() {
        by(BEA, new Command.Subscribe("trade", Command.Target.HERE));
        owner(new Command.WriteBroadcast("Hello"));
        owner(pressed(new BroadcastPress.ShowBroadcast(1)));
        assertThat(deeds()).isEmpty();
        owner(pressed(new BroadcastPress.SendAt(1, 1_000_000_000, shown())));
        owner(pressed(new BroadcastPress.SendBroadcast(1, shown())));
        owner(pressed(new BroadcastPress.SendBroadcast(1, shown())));
        owner(pressed(new BroadcastPress.StopBroadcast(1)));
        assertThat(entries())
                .extracting(AuditEntry::action, AuditEntry::subject)
                .containsExactly(
                        tuple(AuditAction.BROADCAST_STOPPED, new AuditSubject.BroadcastSubject(1)),
                        tuple(AuditAction.BROADCAST_SENT, new AuditSubject.BroadcastSubject(1)),
                        tuple(AuditAction.BROADCAST_SCHEDULED, new AuditSubject.BroadcastSubject(1)));
        assertThat(owner(new OperatorCommand.Audit())).contains("Broadcast sent: #1");
    }

    private Optional<PreviewFingerprint> shown() {
        return Optional.of(conversation.database.read(tx -> conversation
                .announcing
                .sender()
                .fingerprint(tx, conversation.broadcasts.find(tx, 1).orElseThrow())));
    }

    @Test
    void whatIsRefusedIsNotNoted() {
        by(BEA, new OperatorCommand.SetRole("admin", "502", ""));
        by(BEA, pressed(new Press.WithdrawDigest(3)));
        owner(pressed(new Press.WithdrawDigest(99)));
        assertThat(deeds()).isEmpty();
        assertThat(owner(new OperatorCommand.Audit())).contains("No entries yet.");
    }

    @Test
    void whatTheBotDoesWhenATimeIsUpIsNotedAsItsOwn() {
        conversation.database.writeWithoutResult(tx -> new AuditLog(InstantSource.system())
                .record(tx, new Actor.BotItself(), AuditAction.DIGEST_RELEASED, new AuditSubject.DigestSubject(3)));
        assertThat(owner(new OperatorCommand.Audit())).contains("· automatic\nDigest released: US vs China");
    }

    private List<AuditEntry> entries() {
        return conversation.database.read(tx -> new AuditStore().page(tx, 100, 0));
    }

    private List<AuditAction> deeds() {
        return entries().stream().map(AuditEntry::action).toList();
    }

    private String owner(Command command) {
        return by(ConversationFixture.OWNER, command);
    }

    private String by(Person person, Command command) {
        return told(reply(person, command));
    }

    private Reply reply(Person person, Command command) {
        return conversation.answer(new CommandRequest(
                person, ConversationFixture.PRIVATE, true, Optional.of(ConversationFixture.PRIVATE), command));
    }

    private static Command pressed(Press press) {
        return new Command.Pressed(Optional.of(press));
    }
}
