package digestbot.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.broadcast.BroadcastText.BroadcastPreviews;
import digestbot.content.Content;
import digestbot.content.ContentText;
import digestbot.content.paging.MessagePacker;
import digestbot.delivery.api.Destination;
import digestbot.discord.DiscordRenderer;
import digestbot.telegram.TelegramMessenger;
import digestbot.telegram.TelegramRenderer;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

public final class RequestPreviews {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RequestPreviews() {}

    /// The messages into which the content is cut, in order, with only the buttons that the
    /// platform has.
    public static List<Content> messages(Platform platform, Content content) {
        return switch (platform) {
            case TELEGRAM -> MessagePacker.messages(content, TelegramRenderer.budget());
            case DISCORD -> MessagePacker.messages(DiscordRenderer.withOwnButtons(content), DiscordRenderer.budget());
        };
    }

    /// The messages with the buttons where the platform shows them.
    public static List<Content> shown(Platform platform, Content content) {
        return messages(platform, content).stream()
                .map(message -> platform == Platform.DISCORD ? DiscordRenderer.shown(message) : message)
                .toList();
    }

    /// The request bodies, one for each message.
    public static List<JsonNode> bodies(Platform platform, Content content) {
        return messages(platform, content).stream()
                .map(message -> tree(
                        switch (platform) {
                            case TELEGRAM ->
                                TelegramMessenger.payload(somewhere(platform), TelegramRenderer.render(message));
                            case DISCORD -> DiscordRenderer.render(message).payload();
                        }))
                .toList();
    }

    private static Destination somewhere(Platform platform) {
        return new Destination(new Chat(platform, 1, ChatType.PRIVATE, ""), 0);
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Previews as text. `width` is in terminal cells.
    public record TextPreviews(int width) implements BroadcastPreviews {

        /// The width of most terminals, with room for an indent.
        public static final int TERMINAL = 96;

        /// The width of a code block on a phone.
        static final int PHONE = 44;

        private static final String GAP = "";

        @Override
        public int messages(Platform platform, Content content) {
            return RequestPreviews.messages(platform, content).size();
        }

        @Override
        public List<String> drawing(Platform platform, Content content) {
            List<String> lines = new ArrayList<>();
            for (Content message : RequestPreviews.messages(platform, content)) {
                if (!lines.isEmpty()) {
                    lines.add(GAP);
                }
                lines.addAll(ContentText.lines(message, width));
            }
            return lines;
        }
    }
}
