package digestbot.chat;

import static digestbot.chat.ConversationFixture.pressed;
import static digestbot.chat.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Person;
import digestbot.audience.Platform;
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

    private static final Person BEA = new Person(Platform.TELEGRAM, 502, "en");

    private ConversationFixture conversation;

    @Test
    void whoIsMadeAnEditorMayWithdrawAndNotAnnounce() {
        conversation.privately(BEA, new OperatorAction.Withdraw("trade", "2026-02-06"));
        conversation.assertSays("Only this bot's operators can do that.");
        conversation.asOwner(new OperatorAction.SetRole("502", "editor", "Bea"));
        conversation.assertSays("Bea (Telegram 502) now has the role editor.");
        conversation.privately(BEA, new OperatorAction.Withdraw("trade", "2026-02-06"));
        conversation.assertSays("Withdraw World Trade, Fri 6 February 2026?");
        conversation.privately(BEA, new BroadcastRequest.WriteBroadcast("Hello"));
        conversation.assertSays("Only this bot's operators can do that.");
        conversation.privately(BEA, new ChatAction.ShowHelp());
        conversation.assertSays("/withdraw, /release");
    }

    @Test
    void anAdminMayAnnounceAndSeeTheRolesButGivesNone() {
        conversation.asOwner(new OperatorAction.SetRole("502", "Admin", ""));
        conversation.privately(BEA, new BroadcastRequest.WriteBroadcast("Hello"));
        conversation.assertSays("Preview on Telegram:\nHello");
        conversation.privately(BEA, new OperatorAction.SetRole("503", "admin", ""));
        conversation.assertSays("Only this bot's owners can do that.");
        conversation.privately(BEA, new OperatorAction.ShowRoles(0));
        conversation.assertSays(
                "Owners (from the configuration): Telegram 900, Discord 901\nTelegram 502: admin, since 6 Feb");
        conversation.assertSaysNot("Remove role");
    }

    @GoldenTest
    void aRoleThatIsTakenIsGoneWithTheNextPress() {
        conversation.asOwner(new OperatorAction.SetRole("502", "editor", "Bea"));
        conversation.asOwner(new OperatorAction.ShowRoles(0));
        conversation.assertSays(
                "Bea (Telegram 502): editor, since 6 Feb",
                "[Remove role: Bea …502] RemoveRole[platform=TELEGRAM, userId=502]");
        conversation.asOwner(pressed(new OperatorAction.RemoveRole(Platform.TELEGRAM, 502)));
        conversation.assertSays("No admins or editors yet.");
        conversation.privately(BEA, pressed(new OperatorAction.WithdrawDigest(2)));
        conversation.assertSays("Toast: Only this bot's operators can do that.");
        assertThat(conversation.deeds()).containsExactly(AuditAction.ROLE_TAKEN, AuditAction.EDITOR_MADE);
    }

    @Test
    void operatorsAreShownByTheNamesThatTheyHaveNow() {
        named(ConversationFixture.OWNER, "Olga", new OperatorAction.ShowRoles(0));
        conversation.assertSays("Owners (from the configuration): Olga (Telegram 900), Discord 901");
        conversation.asOwner(new OperatorAction.SetRole("502", "admin", "Bea"));
        named(BEA, "Beatrice", new OperatorAction.ShowRoles(0));
        conversation.asOwner(new OperatorAction.ShowRoles(0));
        conversation.assertSays(
                "Owners (from the configuration): Olga (Telegram 900), Discord 901\nBeatrice (Telegram 502): admin");
    }

    @Test
    void theNamesOfReadersAreNotStored() {
        named(BEA, "Bea", new ReadAction.ShowToday(""));
        assertThat(conversation.rows("SELECT name FROM operator_name")).isEmpty();
    }

    private Reply named(Person person, String name, Action action) {
        return conversation.answer(new CommandRequest(
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
        conversation.asOwner(new OperatorAction.SetRole("502", "editor", name));
        conversation.asOwner(new OperatorAction.SetRole("1502", "editor", name));
        conversation.asOwner(new OperatorAction.ShowRoles(0));
        conversation.assertSays(
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
        assertThat(told(conversation.asOwner(new OperatorAction.SetRole(person, role, ""))))
                .contains(expected);
    }

    @Test
    void aRoleCanBeCalledAsTheLanguageDoes() {
        var owner = new Person(Platform.TELEGRAM, ConversationFixture.OWNER.userId(), "de");
        conversation.privately(owner, new OperatorAction.SetRole("502", "Redakteur", ""));
        conversation.assertSays("Telegram 502 ist jetzt Redakteur.");
        conversation.privately(owner, new OperatorAction.SetRole("502", "keine", ""));
        conversation.assertSays("Telegram 502 hat keine Rolle mehr.");
    }

    @Test
    void anotherRoleTakesTheFirstOnesPlaceAndTheSameIsNoNews() {
        conversation.asOwner(new OperatorAction.SetRole("502", "editor", "Bea"));
        conversation.asOwner(new OperatorAction.SetRole("502", "editor", ""));
        conversation.assertSays("Bea (Telegram 502) already has the role editor.");
        conversation.asOwner(new OperatorAction.SetRole("502", "admin", ""));
        Optional<RoleStore.RoleAssignment> bea =
                conversation.database.read(tx -> new RoleStore().of(tx, Platform.TELEGRAM, 502));
        assertThat(bea).hasValueSatisfying(assignment -> {
            assertThat(assignment.role()).isEqualTo(Role.ADMIN);
            assertThat(assignment.name()).isEqualTo("Bea");
        });
        assertThat(conversation.deeds()).containsExactly(AuditAction.ADMIN_MADE, AuditAction.EDITOR_MADE);
    }

    @Test
    void whoWantsToBeForgottenLosesTheRoleAndThatIsNoted() {
        conversation.asOwner(new OperatorAction.SetRole("502", "editor", "Bea"));
        conversation.privately(BEA, new DataAction.ShowPrivacy());
        conversation.assertSays(
                "As an operator of this bot: your role, your name and, even after you leave, what you did in that"
                        + " role.");
        conversation.privately(BEA, pressed(new DataAction.ConfirmForget()));
        assertThat(conversation.database.read(new RoleStore()::all)).isEmpty();
        assertThat(entries().getFirst()).satisfies(entry -> {
            assertThat(entry.action()).isEqualTo(AuditAction.ROLE_GIVEN_UP);
            assertThat(entry.by()).isEqualTo(new Actor.ChatUser(Platform.TELEGRAM, 502));
        });
        conversation.privately(BEA, new DataAction.ShowPrivacy());
        conversation.assertSaysNot("As an operator");
    }

    @Test
    void whoeverWatchesHearsOfEveryChangeOnceItIsCommitted() {
        List<String> heard = new ArrayList<>();
        conversation.roles.addListener((platform, userId, now) -> heard.add(platform.id() + " " + userId + " " + now));
        conversation.asOwner(new OperatorAction.SetRole("502", "editor", ""));
        conversation.asOwner(new OperatorAction.SetRole("502", "editor", ""));
        conversation.asOwner(new OperatorAction.SetRole("502", "none", ""));
        conversation.asOwner(new OperatorAction.SetRole("502", "none", ""));
        assertThat(heard).containsExactly("telegram 502 EDITOR", "telegram 502 READER");
    }

    @Test
    void whatIsRefusedIsNotNoted() {
        conversation.privately(BEA, new OperatorAction.SetRole("502", "admin", ""));
        conversation.assertSays("Only this bot's owners can do that.");
        conversation.privately(BEA, pressed(new OperatorAction.WithdrawDigest(3)));
        conversation.assertSays("Toast: Only this bot's operators can do that.");
        conversation.asOwner(pressed(new OperatorAction.WithdrawDigest(99)));
        conversation.assertSays("Toast: This digest was withdrawn.");
        assertThat(conversation.deeds()).isEmpty();
    }

    private List<AuditEntry> entries() {
        return conversation.database.read(tx -> AuditStore.page(tx, 100, 0));
    }
}
