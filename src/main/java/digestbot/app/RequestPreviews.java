package digestbot.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform;
import digestbot.clientview.ClientRow;
import digestbot.clientview.discord.DiscordMessageRows;
import digestbot.clientview.telegram.TelegramMessageRows;
import digestbot.content.Content;
import digestbot.content.paging.MessagePacker;
import digestbot.delivery.api.Destination;
import digestbot.discord.DiscordRenderer;
import digestbot.telegram.TelegramMessenger;
import digestbot.telegram.TelegramRenderer;
import java.io.UncheckedIOException;
import java.util.List;

/// The requests that would send given content, and the appearance of their messages.
public final class RequestPreviews {

    private static final ObjectMapper JSON = new ObjectMapper();

    private RequestPreviews() {}

    /// The bodies of the requests, one for each message.
    public static List<JsonNode> of(Platform platform, Content content) {
        return switch (platform) {
            case TELEGRAM ->
                MessagePacker.messages(content, TelegramRenderer.budget()).stream()
                        .map(TelegramRenderer::render)
                        .map(message -> tree(TelegramMessenger.payload(somewhere(platform), message)))
                        .toList();
            case DISCORD ->
                MessagePacker.messages(content, DiscordRenderer.budget()).stream()
                        .map(DiscordRenderer::render)
                        .map(message -> tree(message.payload()))
                        .toList();
            case WEBHOOK -> throw Platform.WEBHOOK.withoutChats();
        };
    }

    /// Draws the message that the body sends.
    public static List<ClientRow> rows(Platform platform, JsonNode payload) {
        return switch (platform) {
            case TELEGRAM -> TelegramMessageRows.of(payload);
            case DISCORD -> DiscordMessageRows.of(payload);
            case WEBHOOK -> throw Platform.WEBHOOK.withoutChats();
        };
    }

    /// Draws the messages of the content.
    static List<List<ClientRow>> messages(Platform platform, Content content) {
        return of(platform, content).stream()
                .map(payload -> rows(platform, payload))
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
}
