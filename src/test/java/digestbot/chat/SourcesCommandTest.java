package digestbot.chat;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.chat.Suggestions.AutocompleteInput;
import digestbot.chat.Suggestions.Suggestion;
import digestbot.content.action.CommandOption.SuggestionSource;
import digestbot.content.action.Invocation;
import digestbot.content.action.ReadAction;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The kind of outlets as an option. Digests 1 and 3 are “US vs China” of 5 and 6 February, 2 is
/// “World Trade”.
@InConversation(golden = true)
class SourcesCommandTest {

    private ConversationFixture conversation;

    @Test
    void theOptionTakesWordsOfEveryLanguageAndAKindInPlaceOfTheDateIsAKind() {
        ask("us-china", "", "state");
        ask("", "", "Staatlich");
        ask("trade", "2026-02-06", "públicos");
        ask("trade", "", "私营");
        ask("trade", "staatlich", "");
    }

    @Test
    void anUnknownWordIsAnsweredAloneWithAButtonForEachKindOfTheDay() {
        ask("us-china", "", "foreign");
        ask("us-china", "2026-02-05", "foreign");
        ask("trade", "", "x");
    }

    @Test
    void anUnknownTopicAndADayWithoutADigestAreSaidFirst() {
        ask("mars", "", "foreign");
        ask("us-china", "2026-02-04", "foreign");
        ask("us-china", "soonish", "foreign");
    }

    @Test
    void aPerspectiveIsTypedAsAKindIs() throws IOException {
        conversation.arriveText("ports.md", """
                ---
                date: 2026-02-06
                topic: ports
                topicName: Ports
                perspectives:
                  - {id: china, name: China, count: 1}
                  - {id: east-timor, name: East Timor, count: 1}
                ---
                - Ports reopen.

                ## China

                - As China tells it.

                ## East Timor

                - As East Timor tells it.

                ## Sources

                1. [en] [Of China](https://example.org/1) - Example Wire (2/5/2026)
                2. [en] [Of East Timor](https://example.org/2) - Example Wire (2/5/2026)
                """);
        ask("ports china", "", "");
        ask("East Timor", "", "");
        ask("ports", "2026-02-06", "East Timor");
    }

    private void ask(String topic, String date, String kind) {
        conversation.privately(new ReadAction.ListSources(topic, date, kind));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            en | ''   | Public=public, State-run=state, Private=private
            en | p    | Public=public, Private=private
            en | run  | State-run=state
            en | owned | State-run=state, Private=private
            de | ''   | Öffentlich=public, Staatlich=state, Privat=private
            de | Ö    | Öffentlich=public
            es | est  | Estatales=state
            zh | 官   | 官方=state
            zh | state | 官方=state
            en | x    | ''
            """)
    void kindsAreSuggestedInThePersonsLanguage(String language, String typed, String suggested) {
        conversation.as(Platform.DISCORD, language);
        var request = new CommandRequest(
                conversation.person(),
                ConversationFixture.SERVER,
                false,
                Optional.empty(),
                Invocation.typed(new ReadAction.ListSources("", "", typed)));
        List<Suggestion> expected = suggested.isEmpty()
                ? List.of()
                : Arrays.stream(suggested.split(", ", -1))
                        .map(each -> each.split("=", 2))
                        .map(each -> new Suggestion(each[0], each[1]))
                        .toList();
        assertThat(conversation
                        .suggestions()
                        .suggest(request, new AutocompleteInput(SuggestionSource.OUTLET_KIND, typed, "")))
                .isEqualTo(expected);
    }
}
