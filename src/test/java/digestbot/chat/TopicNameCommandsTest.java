package digestbot.chat;

import static digestbot.chat.ConversationFixture.PRIVATE;
import static digestbot.chat.ConversationFixture.pressed;
import static digestbot.content.action.Invocation.typed;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.chat.SuggestionProvider.AutocompleteInput;
import digestbot.chat.SuggestionProvider.Suggestion;
import digestbot.chat.dispatch.DigestSuggestions;
import digestbot.content.action.CommandOption.SuggestionSource;
import digestbot.content.action.Invocation;
import digestbot.content.action.MistakeAction;
import digestbot.content.action.OperatorAction;
import digestbot.content.action.ReadAction;
import digestbot.content.action.SettingsAction;
import digestbot.content.action.SubscribeAction;
import digestbot.content.action.SubscribeAction.Target;
import digestbot.digest.DigestView;
import digestbot.library.intake.HoldPolicy;
import digestbot.ops.notice.OperatorChat;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// “US vs China”, which the configuration calls “Pacific”, in every place where people see it.
@InConversation
class TopicNameCommandsTest {

    private ConversationFixture chat;

    @BeforeEach
    void prepare() throws IOException {
        chat.library.applyConfiguredNames(chat.database, Map.of("us-china", "Pacific"));
        chat.database.writeWithoutResult(tx -> chat.notices.registerOwner(
                tx, new OperatorChat(Platform.TELEGRAM, ConversationFixture.OWNER.userId(), PRIVATE)));
        chat.press(new SubscribeAction.SubscribeTopic(1));
        chat.hold(HoldPolicy.HoldMode.ALWAYS);
        chat.arrive("us-china", "US vs China", "2026-02-07", "us: United States", "china: China");
    }

    private static Stream<Invocation> wherePeopleMeetIt() {
        return Stream.of(
                typed(new SubscribeAction.ShowTopics(0)),
                typed(new SettingsAction.ShowSettings()),
                typed(new ReadAction.ShowMissed(0)),
                typed(new ReadAction.Search("us-china")),
                typed(new SubscribeAction.Subscribe("us-china", Target.DEFAULT)),
                typed(new SubscribeAction.Unsubscribe("us-china", Target.DEFAULT)),
                typed(new ReadAction.ShowToday("pacifik")),
                typed(new ReadAction.ShowToday("us vs china")),
                typed(new ReadAction.DigestOfDay("2026-01-01", "us-china")),
                typed(new ReadAction.ListSources("us-china", "")),
                typed(new ReadAction.ShowPerspective("moon", "us-china", "")),
                typed(new OperatorAction.Withdraw("us-china", "2026-02-06")),
                typed(new OperatorAction.Release("", "")),
                pressed(new OperatorAction.Release()),
                pressed(new MistakeAction.ReportMistake(3, new DigestView.Overview())));
    }

    @ParameterizedTest
    @MethodSource("wherePeopleMeetIt")
    void itHasTheConfiguredName(Invocation invocation) {
        Reply reply = chat.asOwner(invocation);
        assertThat(ConversationFixture.told(reply) + ConversationFixture.buttons(reply))
                .contains("Pacific")
                .doesNotContain("US vs China");
    }

    @Test
    void soItHasInWhatAdminsAreTold() {
        chat.asOwner(new MistakeAction.Mistake(
                Optional.of(new MistakeAction.ReportMistakeIn(3, new DigestView.Overview())), "wrong"));
        assertThat(chat.rows("SELECT content FROM delivery WHERE content LIKE '%wrong%'"))
                .isNotEmpty()
                .allSatisfy(notice -> assertThat(notice).contains("Pacific").doesNotContain("US vs China"));
    }

    @Test
    void itIsSuggestedByThatNameWhicheverIsTyped() {
        DigestSuggestions suggestions = chat.suggestions();
        for (String typed : List.of("pac", "us vs", "us-")) {
            assertThat(suggestions.topics(typed)).containsExactly(new Suggestion("Pacific", "us-china"));
        }
        var owner = new CommandRequest(
                ConversationFixture.OWNER, PRIVATE, true, Optional.of(PRIVATE), typed(new OperatorAction.Release()));
        assertThat(suggestions.suggest(owner, new AutocompleteInput(SuggestionSource.TOPIC, "", "")))
                .containsExactly(new Suggestion("Pacific", "us-china"));
        assertThat(suggestions.suggest(owner, new AutocompleteInput(SuggestionSource.DATE, "", "US vs China")))
                .hasSize(1);
    }
}
