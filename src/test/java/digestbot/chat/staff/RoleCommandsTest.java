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
import digestbot.button.Fingerprint;
import digestbot.button.Press;
import digestbot.button.PrivacyPress;
import digestbot.button.StaffPress;
import digestbot.chat.api.Command;
import digestbot.chat.api.CommandRequest;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.Reply;
import digestbot.chat.api.StaffCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoleCommandsTest {

    private static final Person BEA = new Person(Platform.TELEGRAM, 502, "en");

    @TempDir
    Path folder;

    private ConversationFixture conversation;

    @BeforeEach
    void open() throws IOException {
        conversation = ConversationFixture.ofTwoTopics(folder);
    }

    @AfterEach
    void close() {
        conversation.close();
    }

    @Test
    void whoIsMadeAnEditorMayWithdrawAndNotAnnounce() {
        assertThat(by(BEA, new Command.Withdraw("trade", "2026-02-06"))).contains("Only this bot's operators");
        assertThat(owner(new StaffCommand.Appoint("editor", "502", "Bea")))
                .isEqualTo("Whisper: Bea (Telegram 502) is now editor.");
        assertThat(by(BEA, new Command.Withdraw("trade", "2026-02-06"))).contains("Withdraw World Trade");
        assertThat(by(BEA, new Command.Broadcast("Hello"))).contains("Only this bot's operators");
        assertThat(by(BEA, new Command.Help()))
                .contains("/release", "/withdraw")
                .doesNotContain("/broadcast", "/role ");
    }

    @Test
    void anAdminMayAnnounceAndSeeWhatWasDoneButGivesNoRole() {
        owner(new StaffCommand.Appoint("Admin", "502", ""));
        assertThat(by(BEA, new Command.Broadcast("Hello"))).contains("No recipients match.");
        assertThat(by(BEA, new StaffCommand.Audit())).contains("Made admin: Telegram 502");
        assertThat(by(BEA, new StaffCommand.Appoint("admin", "503", ""))).contains("Only this bot's owners");
        assertThat(ConversationFixture.buttons(reply(BEA, new StaffCommand.Roles())))
                .containsExactly(button("Help", new Press.Help()));
    }

    @Test
    void aRoleThatIsTakenIsGoneWithTheNextPress() {
        owner(new StaffCommand.Appoint("editor", "502", "Bea"));
        Reply list = reply(ConversationFixture.OWNER, new StaffCommand.Roles());
        assertThat(told(list))
                .contains("Owners (from the configuration): Telegram 900, Discord 901")
                .contains("Bea (Telegram 502): editor, since 6 Feb");
        assertThat(ConversationFixture.buttons(list))
                .first()
                .isEqualTo(button("Remove role: Bea …502", new StaffPress.TakeRole(Platform.TELEGRAM, 502)));
        assertThat(owner(pressed(new StaffPress.TakeRole(Platform.TELEGRAM, 502))))
                .startsWith("Replace")
                .contains("No admins or editors yet.");
        assertThat(by(BEA, pressed(new Press.Withdraw(2)))).isEqualTo("Toast: Only this bot's operators can do that.");
    }

    @Test
    void twoOfOneNameAreToldApart() {
        String name = "Bea who has a name that is longer than any button";
        owner(new StaffCommand.Appoint("editor", "502", name));
        owner(new StaffCommand.Appoint("editor", "1502", name));
        Reply list = reply(ConversationFixture.OWNER, new StaffCommand.Roles());
        assertThat(told(list)).contains("(Telegram 502): editor", "(Telegram 1502): editor");
        assertThat(ConversationFixture.buttons(list))
                .contains(
                        button(
                                "Remove role: Bea who has a name that… …502",
                                new StaffPress.TakeRole(Platform.TELEGRAM, 502)),
                        button(
                                "Remove role: Bea who has a name that… …1502",
                                new StaffPress.TakeRole(Platform.TELEGRAM, 1502)));
        assertThat(owner(new StaffCommand.Audit())).contains("(Telegram 502)", "(Telegram 1502)");
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
        assertThat(owner(new StaffCommand.Appoint(role, person, ""))).contains(expected);
    }

    @Test
    void aRoleCanBeCalledAsTheLanguageDoes() {
        var owner = new Person(Platform.TELEGRAM, ConversationFixture.OWNER.userId(), "de");
        assertThat(by(owner, new StaffCommand.Appoint("Redakteur", "502", "")))
                .contains("Telegram 502 ist jetzt Redakteur.");
        assertThat(by(owner, new StaffCommand.Appoint("keine", "502", ""))).contains("hat keine Rolle mehr");
    }

    @Test
    void anotherRoleTakesTheFirstOnesPlaceAndTheSameIsNoNews() {
        owner(new StaffCommand.Appoint("editor", "502", "Bea"));
        assertThat(owner(new StaffCommand.Appoint("editor", "502", ""))).contains("Bea (Telegram 502) is already");
        owner(new StaffCommand.Appoint("admin", "502", ""));
        Optional<RoleStore.Holder> bea =
                conversation.database.read(tx -> new RoleStore().of(tx, Platform.TELEGRAM, 502));
        assertThat(bea).hasValueSatisfying(holder -> {
            assertThat(holder.role()).isEqualTo(Role.ADMIN);
            assertThat(holder.name()).isEqualTo("Bea");
        });
        assertThat(deeds()).containsExactly(AuditAction.ADMIN_MADE, AuditAction.EDITOR_MADE);
    }

    @Test
    void whoWantsToBeForgottenLosesTheRoleAndThatIsNoted() {
        owner(new StaffCommand.Appoint("editor", "502", "Bea"));
        assertThat(by(BEA, new Command.Privacy())).contains("As an operator of this bot");
        by(BEA, pressed(new PrivacyPress.ForgetNow()));
        assertThat(conversation.database.read(new RoleStore()::all)).isEmpty();
        assertThat(entries().getFirst())
                .extracting(AuditEntry::by, AuditEntry::deed, AuditEntry::about)
                .containsExactly(
                        new Actor.Somebody(Platform.TELEGRAM, 502),
                        AuditAction.ROLE_GIVEN_UP,
                        new AuditSubject.Someone(Platform.TELEGRAM, 502));
        assertThat(by(BEA, new Command.Privacy())).doesNotContain("help to run");
    }

    @Test
    void whoeverWatchesHearsOfEveryChangeOnceItIsCommitted() {
        List<String> heard = new ArrayList<>();
        conversation.roles.watch((platform, userId, now) -> heard.add(platform.id() + " " + userId + " " + now));
        owner(new StaffCommand.Appoint("editor", "502", ""));
        owner(new StaffCommand.Appoint("editor", "502", ""));
        owner(new StaffCommand.Appoint("none", "502", ""));
        owner(new StaffCommand.Appoint("none", "502", ""));
        assertThat(heard).containsExactly("telegram 502 EDITOR", "telegram 502 READER");
    }

    @Test
    void theLogIsShownInPagesTheNewestFirst() {
        for (int person = 1; person <= 23; person++) {
            owner(new StaffCommand.Appoint("editor", Integer.toString(person), ""));
            conversation.pass(Duration.ofMinutes(1));
        }
        owner(pressed(new Press.Withdraw(3)));
        Reply first = reply(ConversationFixture.OWNER, new StaffCommand.Audit());
        assertThat(told(first))
                .startsWith("Whisper: Audit log\nFri 6 Feb 12:23 · Telegram 900\nDigest withdrawn: US vs China, Fri 6")
                .contains("Made editor: Telegram 23", "Made editor: Telegram 15")
                .doesNotContain("Made editor: Telegram 14");
        assertThat(ConversationFixture.buttons(first)).first().isEqualTo(button("2/3 ›", new StaffPress.Audit(1)));
        assertThat(owner(pressed(new StaffPress.Audit(2))))
                .startsWith("Replace")
                .contains("Made editor: Telegram 1");
        assertThat(owner(pressed(new StaffPress.Audit(99)))).contains("Made editor: Telegram 1");
    }

    @Test
    void whatIsDoneToAnAnnouncementIsNotedOnce() {
        by(BEA, new Command.Subscribe("trade", Command.Target.HERE));
        owner(new Command.Broadcast("Hello"));
        owner(pressed(new BroadcastPress.Show(1)));
        assertThat(deeds()).isEmpty();
        owner(pressed(new BroadcastPress.SendAt(1, 1_000_000_000, shown())));
        owner(pressed(new BroadcastPress.Send(1, shown())));
        owner(pressed(new BroadcastPress.Send(1, shown())));
        owner(pressed(new BroadcastPress.Stop(1)));
        assertThat(entries())
                .extracting(AuditEntry::deed, AuditEntry::about)
                .containsExactly(
                        tuple(AuditAction.BROADCAST_STOPPED, new AuditSubject.Broadcast(1)),
                        tuple(AuditAction.BROADCAST_SENT, new AuditSubject.Broadcast(1)),
                        tuple(AuditAction.BROADCAST_SCHEDULED, new AuditSubject.Broadcast(1)));
        assertThat(owner(new StaffCommand.Audit())).contains("Broadcast sent: #1");
    }

    private Optional<Fingerprint> shown() {
        return Optional.of(conversation.database.read(tx -> conversation
                .announcing
                .launch()
                .fingerprint(tx, conversation.broadcasts.find(tx, 1).orElseThrow())));
    }

    @Test
    void whatIsRefusedIsNotNoted() {
        by(BEA, new StaffCommand.Appoint("admin", "502", ""));
        by(BEA, pressed(new Press.Withdraw(3)));
        owner(pressed(new Press.Withdraw(99)));
        assertThat(deeds()).isEmpty();
        assertThat(owner(new StaffCommand.Audit())).contains("No entries yet.");
    }

    @Test
    void whatTheBotDoesWhenATimeIsUpIsNotedAsItsOwn() {
        conversation.database.run(tx -> new AuditLog(InstantSource.system())
                .note(tx, new Actor.Itself(), AuditAction.DIGEST_RELEASED, new AuditSubject.Digest(3)));
        assertThat(owner(new StaffCommand.Audit())).contains("· automatic\nDigest released: US vs China");
    }

    private List<AuditEntry> entries() {
        return conversation.database.read(tx -> new AuditStore().page(tx, 100, 0));
    }

    private List<AuditAction> deeds() {
        return entries().stream().map(AuditEntry::deed).toList();
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
