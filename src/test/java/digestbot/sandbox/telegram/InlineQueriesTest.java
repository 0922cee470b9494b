package digestbot.sandbox.telegram;

import static digestbot.sandbox.telegram.SandboxWithClient.ANN;
import static digestbot.sandbox.telegram.SandboxWithClient.ANNS_CHAT;
import static digestbot.sandbox.telegram.SandboxWithClient.BO;
import static digestbot.sandbox.telegram.SandboxWithClient.GROUP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.sandbox.InlineOffer;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.ShownMessage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.telegram.telegrambots.meta.api.methods.AnswerInlineQuery;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.objects.inlinequery.inputmessagecontent.InputTextMessageContent;
import org.telegram.telegrambots.meta.api.objects.inlinequery.result.InlineQueryResult;
import org.telegram.telegrambots.meta.api.objects.inlinequery.result.InlineQueryResultArticle;
import org.telegram.telegrambots.meta.api.objects.inlinequery.result.InlineQueryResultsButton;

class InlineQueriesTest {
    private final SandboxWithClient it = new SandboxWithClient();

    @AfterEach
    void close() {
        it.close();
    }

    @Test
    void aPersonSendsWhatTheBotOffersForTheirWords() {
        CompletableFuture<InlineOffer> offer = it.sandbox.type(BO, GROUP, "@digest_bot  trade today", "10");
        JsonNode query = query();
        assertThat(query.path("query").asText()).isEqualTo("trade today");
        assertThat(query.path("offset").asText()).isEqualTo("10");
        assertThat(query.path("chat_type").asText()).isEqualTo("supergroup");
        assertThat(query.path("from").path("language_code").asText()).isEqualTo("zh-CN");

        it.execute(AnswerInlineQuery.builder()
                .inlineQueryId(query.path("id").asText())
                .results(List.of(article("1", "First", "<b>one</b>"), article("2", "Second", "two")))
                .nextOffset("20")
                .button(InlineQueryResultsButton.builder()
                        .text("Open")
                        .startParameter("a-b")
                        .build())
                .build());
        assertThat(offer.join())
                .isEqualTo(new InlineOffer(
                        query.path("id").asText(),
                        List.of(
                                new InlineOffer.Choice("1", "First", "about First"),
                                new InlineOffer.Choice("2", "Second", "about Second")),
                        "20",
                        Optional.of("Open")));

        it.sandbox.choose(BO, GROUP, offer.join().query(), "2");
        ShownMessage sent = it.sandbox.screen(GROUP).getLast();
        assertThat(sent.author()).contains(BO);
        assertThat(sent.rows()).contains(MessageBubblesTest.line("two"));
        JsonNode update =
                it.call("getUpdates", "{\"offset\":-1}").path("result").path(0);
        assertThat(update.path("message").path("via_bot").path("username").asText())
                .isEqualTo("digest_bot");
    }

    @Test
    void nothingIsOfferedForOtherLinesAndWithoutInlineMode() {
        assertThat(it.execute(new GetMe()).getSupportInlineQueries()).isTrue();
        assertThat(it.sandbox.type(ANN, GROUP, "@other_bot trade", "").join()).isEqualTo(InlineOffer.NOTHING);
        it.sandbox.inlineMode(false);
        assertThat(it.execute(new GetMe()).getSupportInlineQueries()).isFalse();
        assertThat(it.sandbox.type(ANN, GROUP, "@digest_bot trade", "").join()).isEqualTo(InlineOffer.NOTHING);
        assertThat(it.call("getUpdates", "{}").path("result")).isEmpty();
    }

    @Test
    void onlyThePersonWhoAskedSendsAChoice() {
        var _ = it.sandbox.type(ANN, GROUP, "@digest_bot trade", "");
        String id = query().path("id").asText();
        it.execute(answer(id, article("1", "First", "one")));
        assertThatThrownBy(() -> it.sandbox.choose(BO, GROUP, id, "1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> it.sandbox.choose(ANN, GROUP, id, "2")).isInstanceOf(IllegalArgumentException.class);
        assertThat(it.sandbox.screen(GROUP)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\":\"article\",\"title\":\"t\",\"input_message_content\":{\"message_text\":\"m\"}}"
                        + " | can't parse inline query result: Can't find field \"id\"",
                "{\"type\":\"article\",\"id\":\"\",\"title\":\"t\",\"input_message_content\":{\"message_text\":\"m\"}}"
                        + " | RESULT_ID_INVALID",
                "{\"type\":\"article\",\"id\":\"1\",\"title\":\" \",\"input_message_content\":{\"message_text\":\"m\"}}"
                        + " | ARTICLE_TITLE_EMPTY",
                "{\"type\":\"article\",\"id\":\"1\",\"title\":\"t\",\"message_text\":\"m\"}"
                        + " | can't parse inline query result: Can't find field \"message_text\"",
                "{\"type\":\"article\",\"id\":\"1\",\"title\":\"t\",\"input_message_content\":{\"message_text\":\"\"}}"
                        + " | message text is empty",
                "{\"type\":\"gift\",\"id\":\"1\"}"
                        + " | can't parse inline query result: Type \"gift\" is unsupported for the inline query result",
                "7 | can't parse inline query result: Inline query result must be an object",
            })
    void refusesAWrongResult(String result, String why) {
        assertRefused("{\"inline_query_id\":\"%s\",\"results\":[" + result + "]}", why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"results\":{} | expected an Array of inline query results",
                "\"cache_time\":1 | expected an Array of inline query results",
                "\"results\":[],\"button\":{\"start_parameter\":\"a\"} | SWITCH_PM_TEXT_EMPTY",
                "\"results\":[],\"button\":{\"text\":\"t\",\"start_parameter\":\"a b\"} | START_PARAM_INVALID",
            })
    void refusesAWrongAnswer(String fields, String why) {
        assertRefused("{\"inline_query_id\":\"%s\"," + fields + "}", why);
    }

    private void assertRefused(String body, String why) {
        var _ = it.sandbox.type(ANN, ANNS_CHAT, "@digest_bot trade", "");
        String id = query().path("id").asText();
        assertThat(it.call("answerInlineQuery", body.formatted(id))
                        .path("description")
                        .asText())
                .isEqualTo("Bad Request: " + why);
    }

    @Test
    void refusesTooManyResultsLongOrRepeatedIdsAndAnsweringTooLate() {
        var _ = it.sandbox.type(ANN, ANNS_CHAT, "@digest_bot trade", "");
        String id = query().path("id").asText();
        InlineQueryResult[] many = IntStream.range(0, 51)
                .mapToObj(i -> article(Integer.toString(i), "t", "m"))
                .toArray(InlineQueryResult[]::new);
        assertThat(it.refused(answer(id, many)).getApiResponse())
                .isEqualTo("Bad Request: too many inline query results specified");
        assertThat(it.refused(answer(id, article("é".repeat(33), "t", "m"))).getApiResponse())
                .isEqualTo("Bad Request: RESULT_ID_INVALID");
        assertThat(it.refused(answer(id, article("1", "t", "m"), article("1", "u", "m")))
                        .getApiResponse())
                .isEqualTo("Bad Request: RESULT_ID_DUPLICATE");
        assertThat(it.refused(AnswerInlineQuery.builder()
                                .inlineQueryId(id)
                                .results(List.of())
                                .nextOffset("9".repeat(65))
                                .build())
                        .getApiResponse())
                .isEqualTo("Bad Request: NEXT_OFFSET_INVALID");
        it.now.updateAndGet(now -> now.plus(Duration.ofSeconds(11)));
        for (String late : List.of(id, "1")) {
            assertThat(it.refused(answer(late)).getApiResponse())
                    .isEqualTo("Bad Request: query is too old and response timeout expired or query ID is invalid");
        }
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
        it.sandbox.close();
        assertThat(it.events)
                .contains(
                        new SandboxEvent.Prefilled(ANNS_CHAT, ANN, "@digest_bot trade 2026-02-05"),
                        new SandboxEvent.Toast(ANNS_CHAT, ANN, "Copied: https://example.org/"));
    }

    private JsonNode query() {
        return it.call("getUpdates", "{}").path("result").path(0).path("inline_query");
    }

    private static AnswerInlineQuery answer(String query, InlineQueryResult... results) {
        return AnswerInlineQuery.builder()
                .inlineQueryId(query)
                .results(List.of(results))
                .build();
    }

    private static InlineQueryResult article(String id, String title, String html) {
        return InlineQueryResultArticle.builder()
                .id(id)
                .title(title)
                .description("about " + title)
                .inputMessageContent(InputTextMessageContent.builder()
                        .messageText(html)
                        .parseMode("HTML")
                        .build())
                .build();
    }
}
