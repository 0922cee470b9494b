package digestbot.discord;

import static digestbot.discord.DiscordFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import digestbot.chat.PublicReplies;
import digestbot.chat.Reply;
import digestbot.delivery.outbox.FileRequest;
import digestbot.sandbox.SampleContents;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Answers that are promised first, because they take longer than Discord waits.
class DeferredAnswersTest {

    private static final SandboxPerson MEMBER = new SandboxPerson(1_000, "Member", "zh-CN");

    @TempDir
    static Path folder;

    @AutoClose
    private static DiscordFixture fixture;

    @BeforeAll
    static void logIn() {
        fixture = new DiscordFixture(folder, Duration.ZERO, _ -> {});
    }

    private static void assertForMember(ShownMessage message) {
        assertThat(message.onlyFor()).map(SandboxPerson::id).as("seen only by").contains(MEMBER.id());
    }

    @Test
    void aSlowAnswerOfALookupIsSeenByAll() {
        List<String> lookups = List.of(
                "/today", "/yesterday", "/digest date:2026-02-05", "/sources", "/card", "/perspective us", "/latest");
        assertThat(slowly(lookups, PublicReplies.toAll(SampleContents.text("at last"))))
                .allSatisfy(answer -> assertThat(answer.onlyFor()).isEmpty());
    }

    @Test
    void aSlowQuestionIsSeenByThePersonAloneWhereAnAnswerWouldBeSeenByAll() {
        Reply question = new Reply.EphemeralMessage(SampleContents.text("at last"));
        assertForMember(slowly(List.of("/today nosuchtopic"), question).getFirst());
    }

    @Test
    void aSlowAnswerInDirectMessagesIsAnOrdinaryMessage() {
        Reply settings = new Reply.EphemeralMessage(SampleContents.text("at last"));
        ShownMessage answer = slowly(List.of(fixture.sandbox.directMessages(MEMBER)), List.of("/zone lon"), settings)
                .getFirst();
        assertThat(answer.onlyFor()).isEmpty();
    }

    /// The only messages in new channels, which come after their deferrals were shown.
    private List<ShownMessage> slowly(List<String> commands, Reply reply) {
        return slowly(commands.stream().map(_ -> fixture.channel()).toList(), commands, reply);
    }

    private List<ShownMessage> slowly(List<SandboxPlace> places, List<String> commands, Reply reply) {
        var promised = new CompletableFuture<Reply>();
        fixture.answers.reply = _ -> promised.join();
        for (int i = 0; i < commands.size(); i++) {
            fixture.sandbox.write(MEMBER, places.get(i), commands.get(i));
        }
        await().untilAsserted(() ->
                assertThat(places).noneMatch(place -> fixture.fromBot(place).isEmpty()));
        promised.complete(reply);
        places.forEach(place -> fixture.awaitText(place, "at last"));
        return places.stream().map(place -> fixture.shown(place, 1)).toList();
    }

    @Test
    void aSlowFileComesInThePlaceOfThePromise() {
        var promised = new CompletableFuture<Void>();
        fixture.answers.reply = request -> {
            promised.join();
            return new Reply.PrivateFile(
                    new FileRequest.ExportFile(SampleContents.text("everything"), Optional.of(request.person())));
        };
        SandboxPlace channel = fixture.channel();
        fixture.sandbox.write(MEMBER, channel, "/export");
        await().until(() -> fixture.fromBot(channel), promises -> !promises.isEmpty());
        promised.complete(null);
        ShownMessage answer = fixture.shown(channel, 1);
        assertForMember(answer);
        assertThat(text(answer)).contains("everything", "digestbot.json");
    }
}
