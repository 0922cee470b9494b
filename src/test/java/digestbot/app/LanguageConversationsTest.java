package digestbot.app;

import digestbot.delivery.outbox.DeliveryCause;
import digestbot.sandbox.PlatformSandbox;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A topic in English and German; Ada reads English and Bea German: `golden/conversations`. Ada is
/// in a group, too, and in the end she switches to German and goes to another group.
class LanguageConversationsTest extends BotStory {

    private static final SandboxPerson ADA = new SandboxPerson(501, "Ada", "en");
    private static final SandboxPerson BEA = new SandboxPerson(502, "Bea", "de");

    @BeforeEach
    void startBot() throws Exception {
        fixture.drop("before.en.md", BotFixture.digestIn("en", "2026-01-30", "January"));
        fixture.drop("before.de.md", BotFixture.digestIn("de", "2026-01-30", "January"));
        ready(Bot.start(fixture.config(""), SameMinuteClock.clock()));
    }

    @Test
    void isAsWrittenOnTelegram() throws Exception {
        SandboxPlace ada = fixture.privateChat(ADA);
        SandboxPlace bea = fixture.privateChat(BEA);
        var group = new SandboxPlace(-1_001_000_000_506L, SandboxPlace.Kind.GROUP, "Readers");
        fixture.telegram.promote(group, ADA);
        var other = new SandboxPlace(-1_001_000_000_507L, SandboxPlace.Kind.GROUP, "Others");
        converse(fixture.telegram, ada, bea, group, other).isAsWritten("telegram/languages.txt");
        fixture.record("languages-telegram");
    }

    @Test
    void isAsWrittenOnDiscord() throws Exception {
        SandboxPlace ada = fixture.discord.directMessages(ADA);
        SandboxPlace bea = fixture.discord.directMessages(BEA);
        SandboxPlace channel = fixture.discord.channel("readers");
        fixture.discord.promote(channel, ADA);
        SandboxPlace other = fixture.discord.channel("others");
        converse(fixture.discord, ada, bea, channel, other).isAsWritten("discord/languages.txt");
        fixture.record("languages-discord");
    }

    private Transcript converse(
            PlatformSandbox platform, SandboxPlace ada, SandboxPlace bea, SandboxPlace group, SandboxPlace other)
            throws Exception {
        var transcript = new Transcript(platform, ada, bea, group, other);
        transcript.write(ADA, ada, "/subscribe trade");
        transcript.write(BEA, bea, "/subscribe trade");
        arrives(transcript, "en", "2026-02-06", 1);
        sent(DeliveryCause.DIGEST, 1);
        transcript.press(ADA, "🇨🇳");
        transcript.write(BEA, bea, "/today");
        arrives(transcript, "de", "2026-02-06", 1);
        sent(DeliveryCause.DIGEST, 2);
        transcript.write(BEA, bea, "/search news");
        transcript.write(ADA, ada, "/today");
        transcript.press(ADA, "🇨🇳");
        other(transcript, platform, "Deutsch");
        other(transcript, platform, "English");
        transcript.write(ADA, group, "/today");
        other(transcript, platform, "Deutsch");
        transcript.write(ADA, ada, "/settings");
        transcript.press(ADA, 4, 1);
        arrives(transcript, "en", "2026-02-05", 0);
        arrives(transcript, "de", "2026-02-05", 2);
        sent(DeliveryCause.DIGEST, 4);
        transcript.write(ADA, other, "/start", "/today");
        return transcript;
    }

    /// Turns to another language, which is in the menu.
    private void other(Transcript transcript, PlatformSandbox platform, String language) {
        if (platform == fixture.telegram) {
            transcript.press(ADA, "⋯");
        }
        transcript.press(ADA, language);
    }

    private void arrives(Transcript transcript, String language, String day, int messages) throws Exception {
        fixture.drop(day + "." + language + ".md", BotFixture.digestIn(language, day, "News of " + day));
        transcript.happens("the digest of " + day + " is put into the folder in “" + language + "”", messages);
    }
}
