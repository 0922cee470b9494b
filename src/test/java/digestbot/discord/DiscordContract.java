package digestbot.discord;

import static digestbot.discord.DiscordFixture.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import digestbot.content.Content;
import digestbot.delivery.api.Attachment;
import digestbot.delivery.api.Attachment.FileNotMade;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.MessengerContract;
import digestbot.delivery.api.Outcome;
import digestbot.delivery.api.SendResult;
import digestbot.sandbox.RequestJournal.RecordedRequest;
import digestbot.sandbox.SampleContents;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPlace;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The contract of a messenger in a channel or in a forum.
@ExtendWith(SharedDiscord.class)
abstract class DiscordContract extends MessengerContract<DiscordMessage> {

    final DiscordFixture fixture;

    DiscordContract(DiscordFixture fixture) {
        this.fixture = fixture;
    }

    /// A place that accepts messages and has none.
    abstract SandboxPlace fresh();

    @Override
    protected Messenger<DiscordMessage> messenger() {
        return fixture.platform.messenger();
    }

    @Override
    protected Destination reachable() {
        return at(fresh());
    }

    @Override
    protected Optional<Move> moved() {
        return Optional.empty();
    }

    @Override
    protected Destination faulty(SandboxFault fault) {
        SandboxPlace place = fresh();
        fixture.sandbox.fault(place, fault);
        return at(place);
    }

    @Override
    protected Destination closedThread() {
        return inThread(new SandboxFault.Closed());
    }

    @Override
    protected Destination deletedThread() {
        return inThread(new SandboxFault.Gone());
    }

    private Destination inThread(SandboxFault fault) {
        SandboxPlace place = fresh();
        SandboxPlace thread = fixture.sandbox.thread(place, "thread");
        fixture.sandbox.fault(thread, fault);
        return at(place, thread.id());
    }

    @Test
    void tellsAPlaceThatIsGoneAndOneWithoutAccess() {
        assertThat(fixture.send(faulty(new SandboxFault.Gone()), "hello"))
                .isEqualTo(new SendResult.Unreachable(Outcome.UNKNOWN_CHANNEL, "404 Unknown Channel (10003)"));
        assertThat(fixture.send(faulty(new SandboxFault.Removed()), "hello"))
                .isEqualTo(new SendResult.Unreachable(Outcome.NO_RIGHTS, "403 Missing Access (50001)"));
    }

    @Test
    void nothingIsSentWithoutAFileThatCannotBeMade() {
        Destination chat = reachable();
        var file = new Attachment.Document("digestbot.json", "application/json", () -> {
            throw new FileNotMade(new IllegalStateException("no font"));
        });
        DiscordMessage message = messenger().attach(messenger().render(Content.text("Everything.", List.of())), file);
        assertThat(fixture.send(chat, message)).isEqualTo(new SendResult.NotSent(Outcome.FILE_NOT_MADE, "no font"));
        assertThat(shown(chat)).isEmpty();
    }

    @Test
    void asksForQuietDeliveryAndForNoMentions() {
        Destination to = reachable();
        messenger().send(to, messenger().render(SampleContents.text("@everyone")), "n", true);
        JsonNode body = request(to).body();
        JsonNode message = body.path("message").isObject() ? body.path("message") : body;
        assertThat(message.path("flags").asInt()).isEqualTo(1 << 12 | 1 << 15);
        assertThat(message.path("allowed_mentions").path("parse")).isEmpty();
    }

    /// The request that made the last message of the place.
    RecordedRequest request(Destination to) {
        String channel = "/channels/" + to.chat().id() + "/";
        return fixture.requests(path -> path.startsWith(channel)).getLast();
    }

    static SandboxPlace place(Destination chat) {
        return new SandboxPlace(
                chat.chat().id(), SandboxPlace.Kind.CHANNEL, chat.chat().title());
    }
}
