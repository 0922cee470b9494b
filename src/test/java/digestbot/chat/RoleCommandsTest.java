package digestbot.chat;

import static digestbot.audience.Platform.TELEGRAM;
import static digestbot.chat.ConversationFixture.pressed;
import static digestbot.chat.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Person;
import digestbot.audience.Role;
import digestbot.audience.RoleStore;
import digestbot.audience.audit.Actor;
import digestbot.audience.audit.AuditAction;
import digestbot.audience.audit.AuditStore;
import digestbot.audience.audit.AuditStore.AuditEntry;
import digestbot.content.action.Action;
import digestbot.content.action.BroadcastRequest;
import digestbot.content.action.ChatAction;
import digestbot.content.action.DataAction;
import digestbot.content.action.Invocation;
import digestbot.content.action.OperatorAction;
import digestbot.content.action.OperatorAction.SetRole;
import digestbot.content.action.ReadAction;
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

    private static final Person BEA = new Person(TELEGRAM, 502, "en");

    private ConversationFixture chat;

    @Test
    void whoIsMadeAnEditorMayWithdrawAndNotAnnounce() {
        chat.privately(BEA, new OperatorAction.Withdraw("trade", "2026-02-06"));
        chat.assertSays("Only this bot's operators can do that.");
        chat.assertOwner(new SetRole("502", "editor", "Bea"), "Bea (Telegram 502) now has the role editor.");
        chat.privately(BEA, new OperatorAction.Withdraw("trade", "2026-02-06"));
        chat.assertSays("Withdraw World Trade, Fri 6 February 2026?");
        chat.privately(BEA, new BroadcastRequest.WriteBroadcast("Hello"));
        chat.assertSays("Only this bot's operators can do that.");
        chat.privately(BEA, new ChatAction.ShowHelp());
        chat.assertSays("/withdraw, /release");
    }

    @Test
    void anAdminMayAnnounceAndSeeTheRolesButGivesNone() {
        chat.asOwner(new SetRole("502", "Admin", ""));
        chat.privately(BEA, new BroadcastRequest.WriteBroadcast("Hello"));
        chat.assertSays("Preview on Telegram:\nHello");
        chat.privately(BEA, new SetRole("503", "admin", ""));
        chat.assertSays("Only this bot's owners can do that.");
        chat.privately(BEA, new OperatorAction.ShowRoles(0));
        chat.assertSays("Owners (from the configuration): Telegram 900, Discord 901\nTelegram 502: admin, since 6 Feb");
        chat.assertSaysNot("Remove role");
    }

    @GoldenTest
    void aRoleThatIsTakenIsGoneWithTheNextPress() {
        chat.asOwner(new SetRole("502", "editor", "Bea"));
        chat.asOwner(new OperatorAction.ShowRoles(0));
        chat.assertSays(
                "Bea (Telegram 502): editor, since 6 Feb",
                "[Remove role: Bea …502] RemoveRole[platform=TELEGRAM, userId=502]");
        chat.assertOwner(pressed(new OperatorAction.RemoveRole(TELEGRAM, 502)), "No admins or editors yet.");
        chat.privately(BEA, pressed(new OperatorAction.WithdrawDigest(2)));
        chat.assertSays("Toast: Only this bot's operators can do that.");
        assertThat(chat.deeds()).containsExactly(AuditAction.ROLE_TAKEN, AuditAction.EDITOR_MADE);
    }

    @Test
    void operatorsAreShownByTheNamesThatTheyHaveNow() {
        named(ConversationFixture.OWNER, "Ol\u202ega", new OperatorAction.ShowRoles(0));
        chat.assertSays("Owners (from the configuration): Olga (Telegram 900), Discord 901");
        chat.asOwner(new SetRole("502", "admin", "Bea"));
        named(BEA, "Beatrice", new OperatorAction.ShowRoles(0));
        chat.asOwner(new OperatorAction.ShowRoles(0));
        chat.assertSays(
                "Owners (from the configuration): Olga (Telegram 900), Discord 901\nBeatrice (Telegram 502): admin");
    }

    @Test
    void theNamesOfReadersAreNotStored() {
        named(BEA, "Bea", new ReadAction.ShowToday(""));
        assertThat(chat.rows("SELECT name FROM operator_name")).isEmpty();
    }

    private Reply named(Person person, String name, Action action) {
        return chat.answer(new CommandRequest(
                person,
                ConversationFixture.PRIVATE,
                true,
                Optional.of(ConversationFixture.PRIVATE),
                Invocation.typed(action),
                ChatFeatures.PLAIN,
                Optional.empty(),
                name,
                Optional.empty()));
    }

    @Test
    void twoOfOneNameAreToldApart() {
        String name = "Bea who has a name that is longer than any button";
        chat.asOwner(new SetRole("502", "editor", name));
        chat.asOwner(new SetRole("1502", "editor", name));
        chat.asOwner(new OperatorAction.ShowRoles(0));
        chat.assertSays(
                "[Remove role: Bea who has a name that… …502]", "[Remove role: Bea who has a name that… …1502]");
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
            editor  | discord:502          | Discord 502 now has the role editor.
            EDITOR  | Telegram:502         | Telegram 502 now has the role editor.
            """)
    void saysWhatBecameOfWhatWasTyped(String role, String person, String expected) {
        assertThat(told(chat.asOwner(new SetRole(person, role, "")))).contains(expected);
    }

    @Test
    void aRoleCanBeCalledAsTheLanguageDoes() {
        var owner = new Person(TELEGRAM, ConversationFixture.OWNER.userId(), "de");
        chat.privately(owner, new SetRole("502", "Redakteur", ""));
        chat.assertSays("Telegram 502 ist jetzt Redakteur.");
        chat.privately(owner, new SetRole("502", "keine", ""));
        chat.assertSays("Telegram 502 hat keine Rolle mehr.");
    }

    @Test
    void anotherRoleTakesTheFirstOnesPlaceAndTheSameIsNoNews() {
        chat.asOwner(new SetRole("502", "editor", "Bea"));
        chat.assertOwner(new SetRole("502", "editor", ""), "Bea (Telegram 502) already has the role editor.");
        chat.asOwner(new SetRole("502", "admin", ""));
        Optional<RoleStore.RoleAssignment> bea = chat.database.read(tx -> new RoleStore().of(tx, TELEGRAM, 502));
        assertThat(bea).hasValueSatisfying(assignment -> {
            assertThat(assignment.role()).isEqualTo(Role.ADMIN);
            assertThat(assignment.name()).isEqualTo("Bea");
        });
        assertThat(chat.deeds()).containsExactly(AuditAction.ADMIN_MADE, AuditAction.EDITOR_MADE);
    }

    @Test
    void whoWantsToBeForgottenLosesTheRoleAndThatIsNoted() {
        chat.asOwner(new SetRole("502", "editor", "Bea"));
        chat.privately(BEA, new DataAction.ShowPrivacy());
        chat.assertSays(
                "As an operator of this bot: your role, your name and, even after you leave, what you did in that"
                        + " role.");
        chat.privately(BEA, pressed(new DataAction.ConfirmForget()));
        assertThat(chat.database.read(new RoleStore()::all)).isEmpty();
        assertThat(entries().getFirst()).satisfies(entry -> {
            assertThat(entry.action()).isEqualTo(AuditAction.ROLE_GIVEN_UP);
            assertThat(entry.by()).isEqualTo(new Actor.ChatUser(TELEGRAM, 502));
        });
        chat.privately(BEA, new DataAction.ShowPrivacy());
        chat.assertSaysNot("As an operator");
    }

    @Test
    void whoeverWatchesHearsOfEveryChangeOnceItIsCommitted() {
        List<String> heard = new ArrayList<>();
        chat.roles.addListener((platform, userId, now) -> heard.add(platform.id() + " " + userId + " " + now));
        chat.asOwner(new SetRole("502", "editor", ""));
        chat.asOwner(new SetRole("502", "editor", ""));
        chat.asOwner(new SetRole("502", "none", ""));
        chat.asOwner(new SetRole("502", "none", ""));
        assertThat(heard).containsExactly("telegram 502 EDITOR", "telegram 502 READER");
    }

    @Test
    void whatIsRefusedIsNotNoted() {
        chat.privately(BEA, new SetRole("502", "admin", ""));
        chat.assertSays("Only this bot's owners can do that.");
        chat.privately(BEA, pressed(new OperatorAction.WithdrawDigest(3)));
        chat.assertSays("Toast: Only this bot's operators can do that.");
        chat.assertOwner(pressed(new OperatorAction.WithdrawDigest(99)), "Toast: This digest was withdrawn.");
        assertThat(chat.deeds()).isEmpty();
    }

    private List<AuditEntry> entries() {
        return chat.database.read(tx -> AuditStore.page(tx, 100, 0));
    }
}
