package digestbot.app;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Whole conversations with a bot on both platforms, as people see them: `golden/conversations`.
/// Each language has a bot of its own.
abstract class GoldenConversations {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    BotFixture fixture;
    Bot bot;
    Language language;

    /// With the names that clients have for the languages.
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

        /// The name of the folder of golden files.
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Test
    void areAsWritten() throws Exception {
        converse(Language.EN);
    }

    /// The steps do not depend on the language, so the quick tests run in one language.
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "EN")
    @Tag("full")
    void areAsWrittenInOtherLanguages(Language language) throws Exception {
        converse(language);
    }

    private void converse(Language of) throws Exception {
        language = of;
        try (var platforms = new BotFixture(folder)) {
            fixture = platforms;
            prepare();
            try (Bot started = Bot.start(fixture.config(config()), clock())) {
                bot = fixture.watchedBy(started);
                assertThat(bot.awaitReady(PATIENCE)).as("the bot is ready").isTrue();
                converse();
                fixture.record(getClass().getSimpleName() + "-" + language);
            }
        }
    }

    Dialogue onTelegram(long id, String name) {
        SandboxPerson person = language.onTelegram(id, name);
        return onTelegram(person, fixture.privateChat(person));
    }

    /// The transcript shows the other places, too.
    Dialogue onTelegram(SandboxPerson person, SandboxPlace place, SandboxPlace... other) {
        return dialogue(fixture.telegram, "telegram/", person, place, other);
    }

    Dialogue onDiscord(long id, String name) {
        SandboxPerson person = language.onDiscord(id, name);
        return onDiscord(person, fixture.discord.directMessages(person));
    }

    Dialogue onDiscord(SandboxPerson person, SandboxPlace place, SandboxPlace... other) {
        return dialogue(fixture.discord, "discord/", person, place, other);
    }

    private Dialogue dialogue(
            PlatformSandbox platform, String at, SandboxPerson person, SandboxPlace place, SandboxPlace... other) {
        SandboxPlace[] all = Stream.concat(Stream.of(place), Stream.of(other)).toArray(SandboxPlace[]::new);
        return new Dialogue(new Transcript(platform, all), person, place, at + language + "/");
    }

    static SandboxPlace group(long number, String title) {
        return new SandboxPlace(-1_001_000_000_000L - number, SandboxPlace.Kind.GROUP, title);
    }

    InstantSource clock() {
        return SameMinuteClock.clock();
    }

    String config() throws Exception {
        return "";
    }

    void prepare() throws Exception {
        fixture.drop("before.md", BotFixture.paired("trade", "2026-01-05", "An old one"));
    }

    abstract void converse() throws Exception;
}
