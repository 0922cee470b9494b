package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.sandbox.SandboxPerson;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whole conversations with a bot on both platforms, as people see them: `golden/conversations`. Each language has a
/// bot
/// of its own.
abstract class GoldenConversations {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    /// The languages, with the names that clients have for them.
    enum Language {
        EN("en", "en-US"),
        DE("de", "de"),
        ES("es", "es-ES"),
        ZH("zh-hans", "zh-CN");

        private final String onTelegram;
        private final String onDiscord;

        Language(String onTelegram, String onDiscord) {
            this.onTelegram = onTelegram;
            this.onDiscord = onDiscord;
        }

        SandboxPerson onTelegram(long id, String name) {
            return new SandboxPerson(id, name, onTelegram);
        }

        SandboxPerson onDiscord(long id, String name) {
            return new SandboxPerson(id, name, onDiscord);
        }

        /// The name of its golden files' folder.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Test
    void areAsWritten() throws Exception {
        converse(Language.EN);
    }

    /// What people do does not depend on their language, so that the quick tests do it in one.
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EN")
    @Tag("full")
    void areAsWrittenInOtherLanguages(Language language) throws Exception {
        converse(language);
    }

    private void converse(Language language) throws Exception {
        try (var fixture = new BotFixture(folder)) {
            prepare(fixture);
            try (Bot bot = Bot.start(fixture.config(config()), clock())) {
                assertThat(bot.awaitReady(PATIENCE)).as("the bot is ready").isTrue();
                converse(fixture, bot, language);
                fixture.record(getClass().getSimpleName() + "-" + language);
            }
        }
    }

    /// The clock of the bot.
    InstantSource clock() {
        return SameMinuteClock.clock();
    }

    /// Further YAML lines of the configuration.
    String config() throws Exception {
        return "";
    }

    /// Puts digests into the folder, and makes places, before the bot starts.
    abstract void prepare(BotFixture fixture) throws Exception;

    /// Has the conversations, and compares them with their golden files.
    abstract void converse(BotFixture fixture, Bot bot, Language language) throws Exception;
}
