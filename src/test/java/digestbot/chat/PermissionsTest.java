package digestbot.chat;

import static digestbot.chat.ConversationFixture.button;
import static digestbot.chat.ConversationFixture.pressed;
import static digestbot.chat.ConversationFixture.told;
import static digestbot.content.action.Invocation.typed;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import digestbot.Logged;
import digestbot.audience.Permission;
import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.chat.Permissions.ChatContext;
import digestbot.chat.dispatch.CommandDispatcher;
import digestbot.content.action.BroadcastRequest;
import digestbot.content.action.ChatAction;
import digestbot.content.action.DataAction;
import digestbot.content.action.Invocation;
import digestbot.content.action.OperatorAction;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SubscribeAction;
import digestbot.delivery.api.Destination;
import digestbot.i18n.Texts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A command and a button of each permission keep to [Permissions] in the whole bot, which
/// `PermissionRulesTest` tests; `golden/buttons/kinds.txt` has the permission of each action.
@InConversation
class PermissionsTest {

    private static final Person READER = new Person(Platform.TELEGRAM, 501, "en");

    private ConversationFixture chat;

    @AutoClose
    private final Logged log = Logged.by(CommandDispatcher.class.getName());

    @ParameterizedTest
    @EnumSource
    void whatIsRefusedIsSaidWithHelpAndLoggedAndAllElseIsAnswered(Permission permission) {
        var permissions = new Permissions(Set.of(ConversationFixture.OWNER));
        var softly = new SoftAssertions();
        for (ChatContext where : List.of(ChatContext.TELEGRAM_PRIVATE, ChatContext.TELEGRAM_GROUP)) {
            for (Person person : List.of(ConversationFixture.OWNER, READER)) {
                invocations(permission).forEach(invocation -> {
                    chat.pass(Duration.ofMinutes(1));
                    int logged = log.from(Level.INFO).size();
                    CommandRequest request = request(person, where, invocation);
                    Optional<String> refusal = chat.database
                            .<Optional<String>>read(tx -> permissions.refusal(tx, permission, request))
                            .map(why -> Texts.of("en").format(why));
                    Reply reply = chat.answer(request);
                    String said = told(reply).replaceFirst("^(Whisper|Toast): ", "");
                    List<String> refusals = log.from(Level.INFO)
                            .subList(logged, log.from(Level.INFO).size());
                    if (refusal.isPresent()) {
                        softly.assertThat(said)
                                .as("%s by %s in %s", invocation, person, where)
                                .isEqualTo(refusal.get());
                        softly.assertThat(reply instanceof Reply.Toast
                                        || ConversationFixture.buttons(reply)
                                                .equals(List.of(button("Help", new ChatAction.ShowHelp()))))
                                .as("help for %s", invocation)
                                .isTrue();
                        softly.assertThat(refusals)
                                .singleElement(InstanceOfAssertFactories.STRING)
                                .startsWith("refused "
                                        + invocation.action().getClass().getSimpleName())
                                .endsWith("user " + person.userId() + " lacks permission " + permission);
                    } else {
                        softly.assertThat(refusals)
                                .as("%s by %s in %s", invocation, person, where)
                                .isEmpty();
                    }
                });
            }
        }
        softly.assertAll();
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
                        pressed(new BroadcastRequest.StopBroadcast(1)));
            case WITHDRAW ->
                Stream.of(
                        typed(new OperatorAction.Withdraw("trade", "")),
                        pressed(new OperatorAction.WithdrawDigest(77)));
            case RELEASE ->
                Stream.of(typed(new OperatorAction.Release()), pressed(new OperatorAction.ReleaseDigest(77)));
            case VIEW_ROLES ->
                Stream.of(typed(new OperatorAction.ShowRoles(0)), pressed(new OperatorAction.ShowRoles(0)));
            case ASSIGN_ROLES ->
                Stream.of(
                        typed(new OperatorAction.SetRole("", "editor", "")),
                        pressed(new OperatorAction.RemoveRole(Platform.TELEGRAM, 77)));
        };
    }

    @Test
    void aRefusedPressChangesNothing() {
        chat.asManager(new SubscribeAction.Subscribe("trade", SubscribeAction.Target.DEFAULT));
        var before = chat.subscription(ConversationFixture.GROUP, "trade");
        chat.asMember(pressed(new SettingsAction.Choose(2, "time", "none")));
        chat.asMember(pressed(new SettingsAction.Choose(2, "time", "0800")));
        chat.asMember(pressed(new SubscribeAction.UnsubscribeTopic(2)));
        chat.asMember(pressed(new SettingsAction.StopDeliveries()));
        assertThat(chat.subscription(ConversationFixture.GROUP, "trade")).isEqualTo(before);
        assertThat(chat.subscriber(ConversationFixture.GROUP).isStopped()).isFalse();
        assertThat(log.from(Level.INFO)).hasSize(4);
    }

    private static CommandRequest request(Person person, ChatContext where, Invocation invocation) {
        var chat = new Destination(PermissionRulesTest.chat(where), 0);
        boolean alone = where == ChatContext.TELEGRAM_PRIVATE;
        return new CommandRequest(person, chat, alone, alone ? Optional.of(chat) : Optional.empty(), invocation);
    }
}
