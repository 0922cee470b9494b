package digestbot.chat.api;

import static digestbot.chat.api.ConversationFixture.pressed;
import static org.assertj.core.api.Assertions.assertThat;

import digestbot.action.OperatorPress;
import digestbot.action.Press;
import digestbot.audience.Platform;
import digestbot.chat.api.Command.SearchFilters;
import digestbot.chat.api.Command.Target;
import digestbot.chat.api.Suggestions.AutocompleteInput;
import digestbot.chat.api.Suggestions.Suggestion;
import digestbot.chat.api.Suggestions.SuggestionSource;
import digestbot.chat.dispatch.DigestSuggestions;
import digestbot.digest.DigestView;
import digestbot.library.intake.HoldPolicy;
import digestbot.notice.OperatorNotices;
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

    private ConversationFixture conversation;

    @BeforeEach
    void prepare() throws IOException {
        conversation.library.applyConfiguredNames(conversation.database, Map.of("us-china", "Pacific"));
        conversation.database.writeWithoutResult(tx -> conversation.notices.registerOwner(
                tx,
                new OperatorNotices.OperatorChat(
                        Platform.TELEGRAM, ConversationFixture.OWNER.userId(), ConversationFixture.PRIVATE)));
        conversation.press(new Press.SubscribeTopic(1));
        conversation.hold(HoldPolicy.HoldMode.ALWAYS);
        conversation.arrive("us-china", "US vs China", "2026-02-07", "us: United States", "china: China");
    }

    private static Stream<Command> wherePeopleMeetIt() {
        return Stream.of(
                new Command.ListTopics(),
                new Command.Settings(),
                new LookupCommand.Missed(),
                new LookupCommand.Search("us-china", SearchFilters.NONE),
                new LookupCommand.Search("", new SearchFilters("us-china", "", "", "")),
                new Command.Subscribe("us-china", Target.DEFAULT),
                new Command.Unsubscribe("us-china", Target.DEFAULT),
                new Command.Today("pacifik"),
                new Command.Today("us vs china"),
                new LookupCommand.DigestOfDay("us-china", "2026-01-01"),
                new LookupCommand.Changes("PACIFIC", ""),
                new LookupCommand.ListSources("us-china", "", ""),
                new Command.ShowPerspective("moon", "us-china", ""),
                new Command.Withdraw("us-china", "2026-02-06"),
                new OperatorCommand.Release("", ""),
                pressed(new OperatorPress.ShowHeld()),
                pressed(new Press.ReportMistake(3, new DigestView.Overview())));
    }

    @ParameterizedTest
    @MethodSource("wherePeopleMeetIt")
    void itHasTheConfiguredName(Command command) {
        Reply reply = conversation.asOwner(command);
        assertThat(ConversationFixture.told(reply) + ConversationFixture.buttons(reply))
                .contains("Pacific")
                .doesNotContain("US vs China");
    }

    @Test
    void soItHasInWhatAdminsAreTold() {
        conversation.asOwner(
                new Command.Mistake(Optional.of(new Press.ReportMistakeIn(3, new DigestView.Overview())), "wrong"));
        assertThat(conversation.rows("SELECT content FROM delivery WHERE content LIKE '%wrong%'"))
                .isNotEmpty()
                .allSatisfy(notice -> assertThat(notice).contains("Pacific").doesNotContain("US vs China"));
    }

    @Test
    void itIsSuggestedByThatNameWhicheverIsTyped() {
        DigestSuggestions suggestions = conversation.suggestions();
        for (String typed : List.of("pac", "us vs", "us-")) {
            assertThat(suggestions.topics(typed)).containsExactly(new Suggestion("Pacific", "us-china"));
        }
        var owner = new CommandRequest(
                ConversationFixture.OWNER,
                ConversationFixture.PRIVATE,
                true,
                Optional.of(ConversationFixture.PRIVATE),
                new OperatorCommand.Release("", ""));
        assertThat(suggestions.suggest(owner, new AutocompleteInput(SuggestionSource.TOPIC, "", "")))
                .containsExactly(new Suggestion("Pacific", "us-china"));
        assertThat(suggestions.suggest(owner, new AutocompleteInput(SuggestionSource.DATE, "", "US vs China")))
                .hasSize(1);
    }
}
