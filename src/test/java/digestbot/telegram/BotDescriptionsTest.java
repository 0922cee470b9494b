package digestbot.telegram;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.i18n.ReplyPhrase;
import digestbot.i18n.Texts;
import digestbot.sandbox.RecordedRequest;
import digestbot.sandbox.telegram.TelegramSandbox;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BotDescriptionsTest {

    @TempDir
    Path folder;

    private TelegramSandbox sandbox;

    @BeforeEach
    void open() {
        sandbox = TelegramFixture.sandbox();
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    @Test
    void areSetOnceInEachLanguageAndForAllOthers() {
        int languages = Texts.languages().size() + 1;
        try (TelegramFixture first = new TelegramFixture(folder)) {
            first.start(sandbox);
            await().until(() -> bodies("setMyShortDescription").size() == languages);
        }
        assertThat(bodies("setMyDescription"))
                .hasSize(languages)
                .extracting(body -> body.path("description").asText())
                .contains(Texts.of("zh").format(ReplyPhrase.BOT_DESCRIPTION))
                .last()
                .isEqualTo(Texts.of("en").format(ReplyPhrase.BOT_DESCRIPTION));
        try (TelegramFixture second = new TelegramFixture(folder)) {
            second.start(sandbox);
            await().until(() -> bodies("getMyShortDescription").size() == 2);
        }
        assertThat(bodies("setMyDescription")).hasSize(languages);
        assertThat(bodies("setMyShortDescription")).hasSize(languages);
    }

    @Test
    void fitWhereTelegramShowsThem() {
        for (String language : Texts.languages()) {
            Texts texts = Texts.of(language);
            assertThat(texts.format(ReplyPhrase.BOT_DESCRIPTION)).as(language).hasSizeBetween(20, 512);
            assertThat(texts.format(ReplyPhrase.WELCOME)).as(language).hasSizeBetween(20, 120);
        }
    }

    private List<JsonNode> bodies(String method) {
        return sandbox.requests().stream()
                .filter(request -> request.path().equals(method))
                .map(RecordedRequest::body)
                .toList();
    }
}
