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
@InConversation
class SourcesCommandTest {

    private ConversationFixture conversation;

    @ParameterizedTest
    @CsvSource({
        "us-china, '', state, US vs China",
        "'', '', Staatlich, US vs China",
        "trade, 2026-02-06, públicos, World Trade",
        "trade, '', 私营, World Trade",
        "trade, staatlich, '', World Trade"
    })
    void theOptionTakesWordsOfEveryLanguageAndAKindInPlaceOfTheDateIsAKind(
            String topic, String date, String kind, String shown) {
        ask(topic, date, kind);
        conversation.assertSays("Say: " + shown, "2026-02-06\nNo article is from an outlet of this kind.\n");
    }

    @ParameterizedTest
    @CsvSource({"us-china, '', foreign, 3", "us-china, 2026-02-05, foreign, 1", "trade, '', x, 2"})
    void anUnknownWordIsAnsweredAloneWithAButtonForEachKindOfTheDay(
            String topic, String date, String kind, long digest) {
        ask(topic, date, kind);
        String shows = "] Show[digest=" + digest + ", view=Sources[all=false, kind=Optional";
        conversation.assertSays(
                "Whisper: “" + kind + "” isn't a kind of outlet. Choose one:",
                "[Public" + shows + "[PUBLIC]",
                "[State-run" + shows + "[STATE]",
                "[Private" + shows + "[PRIVATE]",
                "[All outlets" + shows + ".empty");
    }

    @Test
    void anUnknownTopicAndADayWithoutADigestAreSaidFirst() {
        ask("mars", "", "foreign");
        conversation.assertSays("Whisper: No topic called “mars”.");
        ask("us-china", "2026-02-04", "foreign");
        conversation.assertSays(
                "No US vs China digest for Wed 4 February 2026.\nNearest digests:\n    [Thu 5 February 2026] Show");
        ask("us-china", "soonish", "foreign");
        conversation.assertSays("I couldn't read “soonish” as a date.");
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
        conversation.assertSays(
                "🇨🇳 China\nOf China\nExample Wire · 5 Feb\n·", "([🇨🇳 China 1]", "[🟡 East Timor 1]");
        ask("East Timor", "", "");
        conversation.assertSays("🟡 East Timor\nOf East Timor\nExample Wire", "([🟡 East Timor 1]");
        ask("ports", "2026-02-06", "East Timor");
        conversation.assertSays("🟡 East Timor\nOf East Timor\n");
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
