package digestbot.chat.api;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.audience.Platform;
import digestbot.chat.api.Suggestions.AutocompleteInput;
import digestbot.chat.api.Suggestions.Suggestion;
import digestbot.chat.api.Suggestions.SuggestionSource;
import digestbot.chat.dispatch.DigestSuggestions;
import digestbot.content.ContentDump;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The kind of outlets as an option. Digests 1 and 3 are “US vs China” of 5 and 6 February, 2 is “World Trade”.
@InConversation
class SourcesCommandTest {

    private static final String NONE = "Say: %s · Fri 6 February 2026\nNo article is from an outlet of this kind.";

    private ConversationFixture conversation;

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            us-china | ''         | state     | US vs China
            ''       | ''         | Staatlich | US vs China
            trade    | 2026-02-06 | públicos  | World Trade
            trade    | ''         | 私营      | World Trade
            """)
    void theOptionTakesWordsOfEveryLanguage(String topic, String date, String kind, String told) {
        assertThat(ConversationFixture.told(ask(topic, date, kind))).isEqualTo(NONE.formatted(told));
    }

    @Test
    void aKindInPlaceOfTheDateIsAKind() {
        assertThat(ConversationFixture.told(ask("trade", "staatlich", ""))).isEqualTo(NONE.formatted("World Trade"));
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource(delimiter = '|', textBlock = """
            us-china | ''         | foreign | [Public]<1:v:3:ru> [State-run]<1:v:3:rs> [Private]<1:v:3:rp> [All outlets]<1:v:3:r>
            us-china | 2026-02-05 | foreign | [Public]<1:v:1:ru> [State-run]<1:v:1:rs> [Private]<1:v:1:rp> [All outlets]<1:v:1:r>
            trade    | ''         | x       | [Public]<1:v:2:ru> [State-run]<1:v:2:rs> [Private]<1:v:2:rp> [All outlets]<1:v:2:r>
            """)
    void anUnknownWordIsAnsweredAloneWithAButtonForEachKindOfTheDay(
            String topic, String date, String kind, String buttons) {
        Reply reply = ask(topic, date, kind);
        assertThat(ConversationFixture.told(reply))
                .isEqualTo("Whisper: No kind of outlet is called “" + kind + "”. Choose one:");
        assertThat(ContentDump.of(ConversationFixture.content(reply))
                        .lines()
                        .skip(2)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(buttons);
    }

    @Test
    void anUnknownTopicIsSaidFirst() {
        assertThat(ConversationFixture.told(ask("mars", "", "foreign"))).contains("No topic called “mars”.");
    }

    @Test
    void aDayWithoutADigestIsSaidFirst() {
        assertThat(ConversationFixture.told(ask("us-china", "2026-02-04", "foreign")))
                .contains("No US vs China digest for Wed 4 February 2026.");
        assertThat(ConversationFixture.told(ask("us-china", "soonish", "foreign")))
                .contains("I couldn't read “soonish” as a date.");
    }

    private Reply ask(String topic, String date, String kind) {
        return conversation.privately(new LookupCommand.ListSources(topic, date, kind));
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
        var suggestions = new DigestSuggestions(
                conversation.database, conversation.library, conversation.heldDigests, conversation.permissions);
        var request = new CommandRequest(
                conversation.person(),
                ConversationFixture.SERVER,
                false,
                Optional.empty(),
                new LookupCommand.ListSources("", "", typed));
        List<Suggestion> expected = suggested.isEmpty()
                ? List.of()
                : Arrays.stream(suggested.split(", ", -1))
                        .map(each -> each.split("=", 2))
                        .map(each -> new Suggestion(each[0], each[1]))
                        .toList();
        assertThat(suggestions.suggest(request, new AutocompleteInput(SuggestionSource.OUTLET_KIND, typed, "")))
                .isEqualTo(expected);
    }
}
