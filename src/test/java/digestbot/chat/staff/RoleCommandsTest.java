package digestbot.chat.staff;

import static digestbot.chat.api.ConversationFixture.pressed;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.action.BroadcastPress;
import digestbot.action.OperatorPress;
import digestbot.action.Press;
import digestbot.action.PreviewFingerprint;
import digestbot.action.PrivacyPress;
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
import digestbot.chat.api.ChatFeatures;
import digestbot.chat.api.Command;
import digestbot.chat.api.CommandRequest;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.chat.api.OperatorCommand;
import digestbot.chat.api.Reply;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("database")
@InConversation(golden = true)
class RoleCommandsTest {

    private static final Person BEA = new Person(Platform.TELEGRAM, 502, "en");

    private ConversationFixture conversation;

    @Test
    void whoIsMadeAnEditorMayWithdrawAndNotAnnounce() {
        conversation.privately(BEA, new Command.Withdraw("trade", "2026-02-06"));
        conversation.asOwner(new OperatorCommand.SetRole("editor", "502", "Bea"));
        conversation.privately(BEA, new Command.Withdraw("trade", "2026-02-06"));
        conversation.privately(BEA, new Command.WriteBroadcast("Hello"));
        conversation.privately(BEA, new Command.Help());
    }

    @Test
    void anAdminMayAnnounceAndSeeWhatWasDoneButGivesNoRole() {
        conversation.asOwner(new OperatorCommand.SetRole("Admin", "502", ""));
        conversation.privately(BEA, new Command.WriteBroadcast("Hello"));
        conversation.privately(BEA, new OperatorCommand.Audit());
        conversation.privately(BEA, new OperatorCommand.SetRole("admin", "503", ""));
        conversation.privately(BEA, new OperatorCommand.Roles());
    }

    @Test
    void aRoleThatIsTakenIsGoneWithTheNextPress() {
        conversation.asOwner(new OperatorCommand.SetRole("editor", "502", "Bea"));
        conversation.asOwner(new OperatorCommand.Roles());
        conversation.asOwner(pressed(new OperatorPress.RemoveRole(Platform.TELEGRAM, 502)));
        conversation.privately(BEA, pressed(new Press.WithdrawDigest(2)));
    }

    @Test
    void operatorsAreShownByTheNamesThatTheyHaveNow() {
        named(ConversationFixture.OWNER, "Olga", new OperatorCommand.Roles());
        conversation.asOwner(new OperatorCommand.SetRole("admin", "502", "Bea"));
        named(BEA, "Beatrice", new OperatorCommand.Roles());
        conversation.asOwner(new OperatorCommand.Roles());
        conversation.asOwner(new OperatorCommand.SetRole("none", "502", ""));
        conversation.asOwner(new OperatorCommand.Audit());
    }

    @Test
    void theNamesOfReadersAreNotStored() {
        named(BEA, "Bea", new Command.Today(""));
        assertThat(conversation.rows("SELECT name FROM operator_name")).isEmpty();
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
                name,
                Optional.empty()));
    }

    @Test
    void twoOfOneNameAreToldApart() {
        String name = "Bea who has a name that is longer than any button";
        conversation.asOwner(new OperatorCommand.SetRole("editor", "502", name));
        conversation.asOwner(new OperatorCommand.SetRole("editor", "1502", name));
        conversation.asOwner(new OperatorCommand.Roles());
        conversation.asOwner(new OperatorCommand.Audit());
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
        assertThat(told(conversation.asOwner(new OperatorCommand.SetRole(role, person, ""))))
                .contains(expected);
    }

    @Test
    void aRoleCanBeCalledAsTheLanguageDoes() {
        var owner = new Person(Platform.TELEGRAM, ConversationFixture.OWNER.userId(), "de");
        conversation.privately(owner, new OperatorCommand.SetRole("Redakteur", "502", ""));
        conversation.privately(owner, new OperatorCommand.SetRole("keine", "502", ""));
    }

    @Test
    void anotherRoleTakesTheFirstOnesPlaceAndTheSameIsNoNews() {
        conversation.asOwner(new OperatorCommand.SetRole("editor", "502", "Bea"));
        conversation.asOwner(new OperatorCommand.SetRole("editor", "502", ""));
        conversation.asOwner(new OperatorCommand.SetRole("admin", "502", ""));
        Optional<RoleStore.RoleAssignment> bea =
                conversation.database.read(tx -> new RoleStore().of(tx, Platform.TELEGRAM, 502));
        assertThat(bea).hasValueSatisfying(assignment -> {
            assertThat(assignment.role()).isEqualTo(Role.ADMIN);
            assertThat(assignment.name()).isEqualTo("Bea");
        });
        conversation.note(conversation.deeds());
    }

    @Test
    void whoWantsToBeForgottenLosesTheRoleAndThatIsNoted() {
        conversation.asOwner(new OperatorCommand.SetRole("editor", "502", "Bea"));
        conversation.privately(BEA, new Command.Privacy());
        conversation.privately(BEA, pressed(new PrivacyPress.ConfirmForget()));
        assertThat(conversation.database.read(new RoleStore()::all)).isEmpty();
        conversation.note(entries().getFirst());
        conversation.privately(BEA, new Command.Privacy());
    }

    @Test
    void whoeverWatchesHearsOfEveryChangeOnceItIsCommitted() {
        List<String> heard = new ArrayList<>();
        conversation.roles.addListener((platform, userId, now) -> heard.add(platform.id() + " " + userId + " " + now));
        conversation.asOwner(new OperatorCommand.SetRole("editor", "502", ""));
        conversation.asOwner(new OperatorCommand.SetRole("editor", "502", ""));
        conversation.asOwner(new OperatorCommand.SetRole("none", "502", ""));
        conversation.asOwner(new OperatorCommand.SetRole("none", "502", ""));
        assertThat(heard).containsExactly("telegram 502 EDITOR", "telegram 502 READER");
    }

    @Test
    void theLogIsShownInPagesTheNewestFirst() {
        for (int person = 1; person <= 23; person++) {
            conversation.asOwner(new OperatorCommand.SetRole("editor", Integer.toString(person), ""));
            conversation.pass(Duration.ofMinutes(1));
        }
        conversation.asOwner(pressed(new Press.WithdrawDigest(3)));
        conversation.asOwner(new OperatorCommand.Audit());
        conversation.asOwner(pressed(new OperatorPress.ShowAuditLog(2)));
        conversation.asOwner(pressed(new OperatorPress.ShowAuditLog(99)));
    }

    @Test
    void whatIsDoneToAnAnnouncementIsNotedOnce() {
        conversation.privately(BEA, new Command.Subscribe("trade", Command.Target.HERE));
        conversation.asOwner(new Command.WriteBroadcast("Hello"));
        conversation.asOwner(pressed(new BroadcastPress.ShowBroadcast(1)));
        conversation.note(conversation.deeds());
        conversation.asOwner(pressed(new BroadcastPress.SendBroadcast(1, shown())));
        conversation.asOwner(pressed(new BroadcastPress.SendBroadcast(1, shown())));
        conversation.asOwner(pressed(new BroadcastPress.StopBroadcast(1)));
        conversation.note(entries());
        conversation.asOwner(new OperatorCommand.Audit());
    }

    private Optional<PreviewFingerprint> shown() {
        return Optional.of(conversation.database.read(tx -> conversation
                .announcing
                .sender()
                .fingerprint(tx, conversation.broadcasts.find(tx, 1).orElseThrow())));
    }

    @Test
    void whatIsRefusedIsNotNotedAndWhatTheBotDoesIsNotedAsItsOwn() {
        conversation.privately(BEA, new OperatorCommand.SetRole("admin", "502", ""));
        conversation.privately(BEA, pressed(new Press.WithdrawDigest(3)));
        conversation.asOwner(pressed(new Press.WithdrawDigest(99)));
        conversation.note(conversation.deeds());
        conversation.asOwner(new OperatorCommand.Audit());
        conversation.database.writeWithoutResult(tx -> new AuditLog(conversation::now)
                .record(tx, new Actor.BotItself(), AuditAction.DIGEST_RELEASED, new AuditSubject.DigestSubject(3)));
        conversation.asOwner(new OperatorCommand.Audit());
    }

    private List<AuditEntry> entries() {
        return conversation.database.read(tx -> new AuditStore().page(tx, 100, 0));
    }
}
