package digestbot.sandbox.discord;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import digestbot.GivenTime;
import digestbot.sandbox.SandboxPerson;
import java.util.List;
import org.junit.jupiter.api.Test;

class MessagesTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    /// Each request found the message before any of the others changed it.
    @Test
    void aCrosspostIsNotLostWhenAThreadIsStartedFromTheMessageAtTheSameMoment() throws ApiError {
        var world = new World(GivenTime.CLOCK);
        Channel channel = world.directMessages(new SandboxPerson(4_001, "Ada", "en"));
        var messages = new Messages(world);
        var draft = Messages.Draft.of(channel, JSON.objectNode().put("content", "News"), List.of());
        ChannelMessage found = messages.post(draft, "");
        messages.crosspost(found);
        messages.startThread(found, JSON.objectNode().put("id", "7"));
        messages.edit(found, JSON.objectNode().put("content", "Better news"), List.of(), "");
        ChannelMessage kept = messages.find(channel, found.id()).orElseThrow();
        assertThat(kept.has(MessageRules.CROSSPOSTED))
                .as("crossposted: %s", kept.json())
                .isTrue();
        assertThat(kept.json().at("/thread/id").asText()).isEqualTo("7");
        assertThat(kept.json().path("content").asText()).isEqualTo("Better news");
        messages.crosspost(found);
        assertThat(messages.find(channel, found.id())).contains(kept);
    }
}
