package digestbot.chat.common;

import static digestbot.action.Invocation.typed;
import static digestbot.chat.api.ConversationFixture.button;
import static digestbot.chat.api.ConversationFixture.pressed;
import static digestbot.chat.api.ConversationFixture.told;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.action.BroadcastRequest;
import digestbot.action.ChatAction;
import digestbot.action.DataAction;
import digestbot.action.Invocation;
import digestbot.action.OperatorAction;
import digestbot.action.ReadAction;
import digestbot.action.SettingsAction;
import digestbot.action.SubscribeAction;
import digestbot.audience.ChatType;
import digestbot.audience.Permission;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.audience.Role;
import digestbot.audience.RoleStore;
import digestbot.audience.RoleStore.RoleAssignment;
import digestbot.chat.api.CommandRequest;
import digestbot.chat.api.ConversationFixture;
import digestbot.chat.api.InConversation;
import digestbot.chat.api.Reply;
import digestbot.chat.common.Permissions.ChatContext;
import digestbot.chat.common.Permissions.PermissionRule;
import digestbot.chat.dispatch.CommandDispatcher;
import digestbot.delivery.api.Destination;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A command and a button of each permission keep to the table in the whole bot. `PermissionRulesTest`
/// tests the table and its rules; `golden/buttons/kinds.txt` has the permission of each action.
@InConversation
class PermissionsTest {

    private static final String ADMINS_ONLY =
            "Only admins of this chat can change that. You can set up your own digests in a private chat.";
    private static final String MANAGERS_ONLY =
            "Only server managers can change that. You can set up your own digests in direct messages.";
    private static final String OPERATORS_ONLY = "Only this bot's operators can do that.";
    private static final String OWNERS_ONLY = "Only this bot's owners can do that.";
    private static final String PRIVATELY_ONLY = "This only works in a private chat.";

    private static final long ADMIN = 902;
    private static final long EDITOR = 903;

    private enum Asker {
        OWNER(3),
        ADMIN(2),
        EDITOR(1),
        MANAGER(0),
        ANYBODY(0);

        private final int power;

        Asker(int power) {
            this.power = power;
        }

        /// The text that the table expects instead of an answer; empty if they may.
        private Optional<String> refusal(PermissionRule rule, ChatContext where) {
            String no = rule.permission() == Permission.ASSIGN_ROLES ? OWNERS_ONLY : OPERATORS_ONLY;
            return switch (rule.at(where)) {
                case EVERYBODY -> Optional.empty();
                case CHAT_ADMINS ->
                    this == MANAGER
                            ? Optional.empty()
                            : Optional.of(where == ChatContext.DISCORD_SERVER ? MANAGERS_ONLY : ADMINS_ONLY);
                case EDITORS -> power >= 1 ? Optional.empty() : Optional.of(no);
                case ADMINS -> power >= 2 ? Optional.empty() : Optional.of(no);
                case OWNERS -> power >= 3 ? Optional.empty() : Optional.of(no);
                case NOBODY ->
                    Optional.of(refusal(rule, ChatContext.TELEGRAM_PRIVATE).orElse(PRIVATELY_ONLY));
            };
        }
    }

    private record Case(PermissionRule rule, ChatContext where, Asker asker, Invocation invocation) {}

    /// A command and a button for each permission.
    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (PermissionRule rule : Permissions.TABLE) {
            for (Asker asker : Asker.values()) {
                for (ChatContext where : ChatContext.values()) {
                    invocations(rule.permission())
                            .forEach(invocation -> cases.add(new Case(rule, where, asker, invocation)));
                }
            }
        }
        return cases;
    }

    private static Stream<Invocation> invocations(Permission act) {
        return switch (act) {
            case READ ->
                Stream.of(typed(new ReadAction.ShowToday("trade")), pressed(new SubscribeAction.ShowTopics(0)));
            case CHANGE_SETTINGS ->
                Stream.of(typed(new SettingsAction.ShowSettings()), pressed(new SubscribeAction.SubscribeTopic(1)));
            case MANAGE_DATA -> Stream.of(typed(new DataAction.ExportData()), pressed(new DataAction.AskToForget()));
            case BROADCAST ->
                Stream.of(
                        typed(new BroadcastRequest.WriteBroadcast("Hello")),
                        pressed(new BroadcastRequest.ShowBroadcast(1)));
            case WITHDRAW ->
                Stream.of(
                        typed(new OperatorAction.Withdraw("trade", "")),
                        pressed(new OperatorAction.WithdrawDigest(77)));
            case RELEASE ->
                Stream.of(typed(new OperatorAction.Release()), pressed(new OperatorAction.ReleaseDigest(77)));
            case VIEW_AUDIT ->
                Stream.of(typed(new OperatorAction.ShowAuditLog(0)), pressed(new OperatorAction.ShowRoles(0)));
            case ASSIGN_ROLES ->
                Stream.of(
                        typed(new OperatorAction.SetRole("", "editor", "")),
                        pressed(new OperatorAction.RemoveRole(Platform.TELEGRAM, 77)));
        };
    }

    private ConversationFixture conversation;

    private final Logged log = Logged.by(CommandDispatcher.class.getName());
    private int alreadyLogged;

    @AfterEach
    void listenNoMore() {
        log.close();
    }

    @Test
    void everybodyMayWhatTheTableSaysAndNothingElse() {
        List<String> mismatches = new ArrayList<>();
        for (Case one : cases()) {
            beginAnew();
            Reply reply = conversation.answer(request(one));
            Optional<String> refusal = one.asker().refusal(one.rule(), one.where());
            String expected =
                    refusal.orElse("an answer") + refusal.map(_ -> logged(one)).orElse("");
            String seen = seen(reply);
            if (!seen.equals(expected)) {
                mismatches.add("%s by %s in %s: %s%n    expected %s%n    but was  %s"
                        .formatted(
                                one.rule().permission(), one.asker(), one.where(), one.invocation(), expected, seen));
            }
        }
        assertThat(mismatches)
                .as("commands that do not keep to the table in Permissions.java")
                .isEmpty();
    }

    private void beginAnew() {
        conversation.pass(Duration.ofMinutes(1));
        alreadyLogged = refusals().size();
        // A person who asked to be forgotten has no role any more.
        conversation.database.writeWithoutResult(tx -> {
            for (Platform platform : Platform.all()) {
                var roles = new RoleStore();
                roles.give(tx, new RoleAssignment(platform, ADMIN, Role.ADMIN, "", Instant.EPOCH));
                roles.give(tx, new RoleAssignment(platform, EDITOR, Role.EDITOR, "", Instant.EPOCH));
            }
            tx.handle().execute("UPDATE person SET chosen_language = NULL");
            tx.handle().execute("UPDATE subscriber SET language = 'en'");
        });
    }

    /// A refusal offers help, and is logged.
    private static String logged(Case one) {
        return ", help; refused %s to %d lacks permission %s"
                .formatted(
                        one.invocation().action().getClass().getSimpleName(),
                        person(one).userId(),
                        one.rule().permission());
    }

    private List<String> refusals() {
        return log.from(Level.INFO).stream()
                .map(line -> line.replaceFirst("^(refused \\S+) in .* user (\\d+)", "; $1 to $2"))
                .toList();
    }

    private String seen(Reply reply) {
        String heard = told(reply).replaceFirst("^(Whisper|Toast): ", "");
        boolean refused = List.of(ADMINS_ONLY, MANAGERS_ONLY, OPERATORS_ONLY, OWNERS_ONLY, PRIVATELY_ONLY)
                .contains(heard);
        boolean help = reply instanceof Reply.Toast
                || ConversationFixture.buttons(reply).equals(List.of(button("Help", new ChatAction.ShowHelp())));
        return (refused ? heard + (help ? ", help" : "") : "an answer")
                + refusals().stream().skip(alreadyLogged).collect(Collectors.joining());
    }

    @Test
    void aRefusedPressChangesNothing() {
        conversation.asManager(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.DEFAULT));
        var before = conversation.subscription(ConversationFixture.GROUP, "trade");
        conversation.asMember(pressed(new SettingsAction.DeliverImmediately(2)));
        conversation.asMember(pressed(new SettingsAction.SetTime(2, 480)));
        conversation.asMember(pressed(new SubscribeAction.UnsubscribeTopic(2)));
        conversation.asMember(pressed(new SettingsAction.StopDeliveries()));
        assertThat(conversation.subscription(ConversationFixture.GROUP, "trade"))
                .isEqualTo(before);
        assertThat(conversation.subscriber(ConversationFixture.GROUP).isStopped())
                .isFalse();
        assertThat(log.from(Level.INFO)).hasSize(4);
    }

    private static CommandRequest request(Case one) {
        var chat = new Destination(PermissionRulesTest.chat(one.where()), 0);
        boolean alone = chat.chat().kind() == ChatType.PRIVATE;
        return new CommandRequest(
                person(one),
                chat,
                alone || one.asker() == Asker.MANAGER,
                alone ? Optional.of(chat) : Optional.empty(),
                one.invocation());
    }

    private static Person person(Case one) {
        Platform platform = one.where().name().startsWith("DISCORD") ? Platform.DISCORD : Platform.TELEGRAM;
        return switch (one.asker()) {
            case OWNER ->
                platform == Platform.TELEGRAM ? ConversationFixture.OWNER : ConversationFixture.OWNER_ON_DISCORD;
            case ADMIN -> new Person(platform, ADMIN, "en");
            case EDITOR -> new Person(platform, EDITOR, "en");
            case MANAGER, ANYBODY -> new Person(platform, 501, "en");
        };
    }
}
