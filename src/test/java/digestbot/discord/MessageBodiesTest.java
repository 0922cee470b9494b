package digestbot.discord;

import static org.assertj.core.api.Assertions.assertThat;

import digestbot.content.Content;
import digestbot.delivery.api.Attachment;
import java.util.List;
import java.util.Optional;
import net.dv8tion.jda.api.utils.data.DataObject;
import org.junit.jupiter.api.Test;

class MessageBodiesTest {

    private final DiscordMessenger.MessageBodies bodies = new DiscordMessenger.MessageBodies();

    @Test
    void aMessageIsTheSameForAllChannelsButForItsNonce() {
        DiscordMessage message = message("News");

        DataObject first = json(message, false, "a-0");
        DataObject second = json(message, false, "b-0");

        assertThat(first.getString("nonce")).isEqualTo("a-0");
        assertThat(first.getBoolean("enforce_nonce")).isTrue();
        assertThat(second.getString("nonce")).isEqualTo("b-0");
        assertThat(second.remove("nonce").toMap())
                .isEqualTo(first.remove("nonce").toMap());
        assertThat(first.remove("enforce_nonce").toMap())
                .isEqualTo(DataObject.fromJson(message.payload()).toMap());
    }

    @Test
    void everyOtherMessageHasItsOwnBody() {
        json(message("News"), false, "a-0");

        assertThat(json(message("More"), false, "b-0").toString())
                .contains("More")
                .doesNotContain("News");
        DiscordMessage message = message("News");

        assertThat(json(message, false, "a-0").getInt("flags"))
                .isNotEqualTo(json(message, true, "b-0").getInt("flags"));
        DiscordMessage picture = message("News").with(new Attachment.Image("a.png", "A picture", () -> new byte[3]));

        assertThat(bodies.of(picture, false, "a-0")).isEmpty();
        assertThat(bodies.of(picture, false, "b-0")).isEmpty();
    }

    @Test
    void aPictureOfABroadcastIsAboveItsText() {
        DiscordMessage message = message("News").with(new Attachment.Picture(1, "a.png", () -> new byte[3]));

        assertThat(message.payload()).matches(".*attachment://a.png.*News.*");
        assertThat(DiscordRenderer.render(Content.of(List.of(), List.of()).withPicture(Optional.of(1L)))
                        .components())
                .isEmpty();
    }

    private static DiscordMessage message(String text) {
        return DiscordRenderer.render(Content.text(text, List.of()));
    }

    private DataObject json(DiscordMessage message, boolean silent, String nonce) {
        return DataObject.fromJson(bodies.of(message, silent, nonce).orElseThrow());
    }
}
