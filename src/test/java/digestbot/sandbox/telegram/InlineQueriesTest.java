package digestbot.sandbox.telegram;

import static digestbot.sandbox.telegram.RawBot.ANN;
import static digestbot.sandbox.telegram.RawBot.ANNS_CHAT;
import static digestbot.sandbox.telegram.RawBot.BO;
import static digestbot.sandbox.telegram.RawBot.GROUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import digestbot.sandbox.InlineOffer;
import digestbot.sandbox.SandboxEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InlineQueriesTest {

    @RegisterExtension
    final RawBot it = new RawBot();

    @Test
    void onlyWhoTypedSendsWhatTheBotOffered() {
        String id = query();
        assertThat(answer(id, "{'results':[%s]}".formatted(article("2", "Second", "two"))))
                .isEmpty();
        assertThatThrownBy(() -> it.sandbox.choose(BO, ANNS_CHAT, id, "2"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> it.sandbox.choose(ANN, ANNS_CHAT, id, "3"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(it.sandbox.screen(ANNS_CHAT)).isEmpty();
        it.sandbox.choose(ANN, ANNS_CHAT, id, "2");
        assertThat(it.sandbox.screen(ANNS_CHAT).getLast().author()).contains(ANN);
        assertThat(it.updates().findPath("via_bot").path("username").asText()).isEqualTo("digest_bot");
    }

    @Test
    void nothingIsOfferedForOtherLinesAndWithoutInlineMode() {
        assertThat(it.sandbox.type(ANN, GROUP, "@other_bot trade", "").join()).isEqualTo(InlineOffer.NOTHING);
        for (boolean supported : List.of(true, false)) {
            it.sandbox.inlineMode(supported);
            assertThat(it.result("getMe", Map.of())
                            .path("supports_inline_queries")
                            .asBoolean())
                    .isEqualTo(supported);
        }
        assertThat(it.sandbox.type(ANN, GROUP, "@digest_bot trade", "").join()).isEqualTo(InlineOffer.NOTHING);
        assertThat(it.updates()).isEmpty();
    }

    @Test
    void refusesWrongResults() {
        String cannot = "can't parse inline query result: ";
        String content = "'input_message_content':{'message_text':'m'}";
        assertResult("{'type':'article','title':'t'," + content + "}", cannot + "Can't find field \"id\"");
        assertResult("{'type':'article','id':'','title':'t'," + content + "}", "RESULT_ID_INVALID");
        assertResult("{'type':'article','id':'1','title':' '," + content + "}", "ARTICLE_TITLE_EMPTY");
        assertResult(
                "{'type':'article','id':'1','title':'t','message_text':'m'}",
                cannot + "Can't find field \"message_text\"");
        assertResult(article("1", "t", ""), "message text is empty");
        assertResult("{'type':'gift','id':'1'}", cannot + "Type \"gift\" is unsupported for the inline query result");
        assertResult("7", cannot + "Inline query result must be an object");
        assertResult(article("é".repeat(33), "t", "m"), "RESULT_ID_INVALID");
        assertResult(article("1", "t", "m") + "," + article("1", "u", "m"), "RESULT_ID_DUPLICATE");
        String many = IntStream.range(0, 51)
                .mapToObj(i -> article(Integer.toString(i), "t", "m"))
                .collect(Collectors.joining(","));
        assertResult(many, "too many inline query results specified");
    }

    private void assertResult(String results, String error) {
        assertRefused("{'results':[" + results + "]}", error);
    }

    @Test
    void refusesWrongAndLateAnswers() {
        assertRefused("{'results':{}}", "expected an Array of inline query results");
        assertRefused("{'cache_time':1}", "expected an Array of inline query results");
        assertRefused("{'results':[],'button':{'start_parameter':'a'}}", "SWITCH_PM_TEXT_EMPTY");
        assertRefused("{'results':[],'button':{'text':'t','start_parameter':'a b'}}", "START_PARAM_INVALID");
        assertRefused("{'results':[],'next_offset':'" + "9".repeat(65) + "'}", "NEXT_OFFSET_INVALID");
        String id = query();
        it.pass(Duration.ofSeconds(11));
        for (String late : List.of(id, "1")) {
            assertThat(answer(late, "{'results':[]}"))
                    .isEqualTo("400 Bad Request: query is too old and response timeout expired or query ID is invalid");
        }
    }

    private void assertRefused(String body, String why) {
        assertThat(answer(query(), body)).as(body).isEqualTo("400 Bad Request: " + why);
    }

    private String query() {
        var _ = it.sandbox.type(ANN, ANNS_CHAT, "@digest_bot trade", "");
        return it.updates().findValues("inline_query").getLast().path("id").asText();
    }

    private String answer(String query, String body) {
        return RawBot.error(it.call(
                "answerInlineQuery",
                body.replace('\'', '"').replaceFirst("\\{", "{\"inline_query_id\":\"" + query + "\",")));
    }

    private static String article(String id, String title, String html) {
        return ("{'type':'article','id':'%s','title':'%s','description':'about %s',"
                        + "'input_message_content':{'message_text':'%s','parse_mode':'HTML'}}")
                .formatted(id, title, title, html);
    }

    @Test
    void aButtonPutsTheQueryIntoTheInputFieldAndAnotherCopiesText() {
        it.call("sendMessage", """
            {"chat_id":11,"text":"digest","reply_markup":{"inline_keyboard":[[
              {"text":"Share","switch_inline_query_chosen_chat":{"query":"trade 2026-02-05"}},
              {"text":"Copy","copy_text":{"text":"https://example.org/"}}]]}}
            """);
        it.sandbox.press(ANN, ANNS_CHAT, 1, 1, 0);
        it.sandbox.press(ANN, ANNS_CHAT, 1, 2, 0);
        assertThat(it.seen(SandboxEvent.Prefilled.class))
                .isEqualTo(new SandboxEvent.Prefilled(ANNS_CHAT, ANN, "@digest_bot trade 2026-02-05"));
        assertThat(it.seen(SandboxEvent.Toast.class))
                .isEqualTo(new SandboxEvent.Toast(ANNS_CHAT, ANN, "Copied: https://example.org/"));
    }
}
