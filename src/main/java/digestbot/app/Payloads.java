package digestbot.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.delivery.Destination;
import digestbot.discord.DiscordRenderer;
import digestbot.edition.Content;
import digestbot.edition.Packing;
import digestbot.sandbox.Row;
import digestbot.sandbox.discord.Drawing;
import digestbot.sandbox.telegram.Bubbles;
import digestbot.subscription.Chat;
import digestbot.subscription.ChatKind;
import digestbot.subscription.Platform;
import digestbot.telegram.TelegramMessenger;
import digestbot.telegram.TelegramRenderer;
import java.io.UncheckedIOException;
import java.util.List;

/// The requests that would send a content, and how their messages look.
final class Payloads {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Payloads() {}

    /// The bodies of the requests, one for each message.
    static List<JsonNode> of(Platform platform, Content content) {
        return switch (platform) {
            case TELEGRAM ->
                Packing.messages(content, TelegramRenderer.budget()).stream()
                        .map(TelegramRenderer::render)
                        .map(message -> tree(TelegramMessenger.payload(somewhere(platform), message)))
                        .toList();
            case DISCORD ->
                Packing.messages(content, DiscordRenderer.budget()).stream()
                        .map(DiscordRenderer::render)
                        .map(message -> tree(message.payload()))
                        .toList();
        };
    }

    /// What a person sees of the message that the body sends.
    static List<Row> drawn(Platform platform, JsonNode payload) {
        return switch (platform) {
            case TELEGRAM -> Bubbles.of(payload);
            case DISCORD -> Drawing.of(payload);
        };
    }

    /// What a person sees of the content, message by message.
    static List<List<Row>> messages(Platform platform, Content content) {
        return of(platform, content).stream()
                .map(payload -> drawn(platform, payload))
                .toList();
    }

    private static Destination somewhere(Platform platform) {
        return new Destination(new Chat(platform, 1, ChatKind.PRIVATE, ""), 0);
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
