package digestbot.chat.staff;

import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

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
        by(BEA, new Command.Withdraw("trade", "2026-02-06"));
        owner(new OperatorCommand.SetRole("editor", "502", "Bea"));
        by(BEA, new Command.Withdraw("trade", "2026-02-06"));
        by(BEA, new Command.WriteBroadcast("Hello"));
        by(BEA, new Command.Help());
    }

    @Test
    void anAdminMayAnnounceAndSeeWhatWasDoneButGivesNoRole() {
        owner(new OperatorCommand.SetRole("Admin", "502", ""));
        by(BEA, new Command.WriteBroadcast("Hello"));
        by(BEA, new OperatorCommand.Audit());
        by(BEA, new OperatorCommand.SetRole("admin", "503", ""));
        reply(BEA, new OperatorCommand.Roles());
    }

    @Test
    void aRoleThatIsTakenIsGoneWithTheNextPress() {
        owner(new OperatorCommand.SetRole("editor", "502", "Bea"));
        reply(ConversationFixture.OWNER, new OperatorCommand.Roles());
        owner(pressed(new OperatorPress.RemoveRole(Platform.TELEGRAM, 502)));
        by(BEA, pressed(new Press.WithdrawDigest(2)));
    }

    @Test
    void operatorsAreShownByTheNamesThatTheyHaveNow() {
        named(ConversationFixture.OWNER, "Olga", new OperatorCommand.Roles());
        owner(new OperatorCommand.SetRole("admin", "502", "Bea"));
        named(BEA, "Beatrice", new OperatorCommand.Roles());
        owner(new OperatorCommand.Roles());
        owner(new OperatorCommand.SetRole("none", "502", ""));
        owner(new OperatorCommand.Audit());
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
        reply(ConversationFixture.OWNER, new OperatorCommand.Roles());
        owner(new OperatorCommand.Audit());
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
        by(owner, new OperatorCommand.SetRole("Redakteur", "502", ""));
        by(owner, new OperatorCommand.SetRole("keine", "502", ""));
    }

    @Test
    void anotherRoleTakesTheFirstOnesPlaceAndTheSameIsNoNews() {
        owner(new OperatorCommand.SetRole("editor", "502", "Bea"));
        owner(new OperatorCommand.SetRole("editor", "502", ""));
        owner(new OperatorCommand.SetRole("admin", "502", ""));
        Optional<RoleStore.RoleAssignment> bea =
                conversation.database.read(tx -> new RoleStore().of(tx, Platform.TELEGRAM, 502));
        assertThat(bea).hasValueSatisfying(assignment -> {
            assertThat(assignment.role()).isEqualTo(Role.ADMIN);
            assertThat(assignment.name()).isEqualTo("Bea");
        });
        conversation.note(deeds());
    }

    @Test
    void whoWantsToBeForgottenLosesTheRoleAndThatIsNoted() {
        owner(new OperatorCommand.SetRole("editor", "502", "Bea"));
        by(BEA, new Command.Privacy());
        by(BEA, pressed(new PrivacyPress.ConfirmForget()));
        assertThat(conversation.database.read(new RoleStore()::all)).isEmpty();
        conversation.note(entries().getFirst());
        by(BEA, new Command.Privacy());
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
        reply(ConversationFixture.OWNER, new OperatorCommand.Audit());
        owner(pressed(new OperatorPress.ShowAuditLog(2)));
        owner(pressed(new OperatorPress.ShowAuditLog(99)));
    }

    @Test
    void whatIsDoneToAnAnnouncementIsNotedOnce() {
        by(BEA, new Command.Subscribe("trade", Command.Target.HERE));
        owner(new Command.WriteBroadcast("Hello"));
        owner(pressed(new BroadcastPress.ShowBroadcast(1)));
        conversation.note(deeds());
        owner(pressed(new BroadcastPress.SendAt(1, 1_000_000_000, shown())));
        owner(pressed(new BroadcastPress.SendBroadcast(1, shown())));
        owner(pressed(new BroadcastPress.SendBroadcast(1, shown())));
        owner(pressed(new BroadcastPress.StopBroadcast(1)));
        conversation.note(entries());
        owner(new OperatorCommand.Audit());
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
        conversation.note(deeds());
        owner(new OperatorCommand.Audit());
    }

    @Test
    void whatTheBotDoesWhenATimeIsUpIsNotedAsItsOwn() {
        conversation.database.writeWithoutResult(tx -> new AuditLog(conversation::now)
                .record(tx, new Actor.BotItself(), AuditAction.DIGEST_RELEASED, new AuditSubject.DigestSubject(3)));
        owner(new OperatorCommand.Audit());
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
