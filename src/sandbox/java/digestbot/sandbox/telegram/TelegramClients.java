package digestbot.sandbox.telegram;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.clientview.telegram.FormattedText;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.telegram.EphemeralMessages.EphemeralMessage;
import digestbot.sandbox.telegram.text.EntityDetector;
import digestbot.sandbox.telegram.text.Refusal;
import digestbot.sandbox.telegram.text.TelegramJson;
import digestbot.sandbox.telegram.text.TextRules;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The actions of people in their clients, and the updates that the bot receives about them.
final class TelegramClients {
    private static final int LONGEST_TEXT = 4096;

    private final SandboxChats chats;
    private final UpdateQueue updates;
    private final ApiObjects objects;
    private final TelegramEvents events;
    private final PendingCallbacks callbacks;
    private final InstantSource clock;

    TelegramClients(
            SandboxChats chats,
            UpdateQueue updates,
            ApiObjects objects,
            TelegramEvents events,
            PendingCallbacks callbacks,
            InstantSource clock) {
        this.chats = chats;
        this.updates = updates;
        this.objects = objects;
        this.events = events;
        this.callbacks = callbacks;
        this.clock = clock;
    }

    /// A person writes; in a channel, the channel itself does. A person who writes to a bot that
    /// they blocked unblocks it.
    void write(SandboxPerson person, SandboxPlace place, OptionalLong thread, String line) {
        write(person, place, thread, typed(line));
    }

    /// A person writes with formatting.
    void writeFormatted(SandboxPerson person, SandboxPlace place, String html) {
        try {
            write(person, place, OptionalLong.empty(), TextRules.toMessage(TextRules.html(html)));
        } catch (Refusal e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private void write(SandboxPerson person, SandboxPlace place, OptionalLong thread, FormattedText text) {
        synchronized (chats) {
            SandboxChat chat = chats.join(person, place);
            if (chat.fault() instanceof SandboxFault.Blocked) {
                chat.fault(new SandboxFault.None());
            }
            write(chat, author(person, chat), thread, text);
        }
    }

    /// The author of a person's message. In a channel, only administrators write, and in its name.
    private static ChatMessage.Author author(SandboxPerson person, SandboxChat chat) {
        if (chat.place.kind() != SandboxPlace.Kind.CHANNEL) {
            return new ChatMessage.Author.Member(person);
        }
        AdminRights rights = chat.administrators.get(person.id());
        if (rights == null || !rights.posts()) {
            throw new IllegalArgumentException("%s may not post in “%s”.".formatted(person.name(), chat.place.title()));
        }
        return new ChatMessage.Author.TheChat();
    }

    /// A person replies to a message.
    void reply(SandboxPerson person, SandboxPlace place, long id, String line) {
        synchronized (chats) {
            SandboxChat chat = chats.join(person, place);
            ChatMessage answered = chat.transcript
                    .find(id)
                    .orElseThrow(() -> new IllegalArgumentException("There is no message %d here.".formatted(id)));
            write(
                    chat,
                    author(person, chat),
                    new ChatMessage.Context(answered.context().thread(), Optional.of(answered)),
                    typed(line));
        }
    }

    /// An anonymous administrator writes as the group.
    void writeAnonymously(SandboxPlace group, String line) {
        synchronized (chats) {
            write(chats.at(group), new ChatMessage.Author.TheChat(), OptionalLong.empty(), typed(line));
        }
    }

    /// A person edits a message of theirs.
    void rewrite(SandboxPerson person, SandboxPlace place, long id, String line) {
        synchronized (chats) {
            SandboxChat chat = chats.join(person, place);
            ChatMessage.Author author = author(person, chat);
            ChatMessage changed = chat.transcript
                    .find(id)
                    .filter(message -> message.author().equals(author))
                    .orElseThrow(() -> new IllegalArgumentException(
                            "There is no message %d of %s here.".formatted(id, person.name())))
                    .with(new ChatMessage.Content(typed(line), Keyboard.NONE), now());
            chat.transcript.keep(changed);
            events.emit(() -> new SandboxEvent.Edited(ShownMessages.of(chat, changed)));
            tell(chat, "edited_", changed);
        }
    }

    private static FormattedText typed(String line) {
        String text = line.strip();
        if (text.isEmpty() || text.length() > LONGEST_TEXT) {
            throw new IllegalArgumentException(
                    "A message has 1 to %d characters, this one %d.".formatted(LONGEST_TEXT, text.length()));
        }
        return new FormattedText(text, EntityDetector.in(text));
    }

    private void write(SandboxChat chat, ChatMessage.Author author, OptionalLong thread, FormattedText text) {
        if (thread.isPresent()) {
            chat.threads.putIfAbsent(thread.getAsLong(), Long.toString(thread.getAsLong()));
        }
        write(chat, author, new ChatMessage.Context(thread, takeQuestion(chat)), text);
    }

    /// The message for which the client opened the field for a reply; the next text answers it.
    private static Optional<ChatMessage> takeQuestion(SandboxChat chat) {
        OptionalLong question = chat.question;
        chat.question = OptionalLong.empty();
        return question.isPresent()
                ? chat.transcript.find(question.getAsLong()).map(MessageMethods::withoutReply)
                : Optional.empty();
    }

    /// A person sends a message that the bot offered; in a channel, the channel itself does.
    void sendViaBot(SandboxPerson person, SandboxPlace place, ChatMessage.Content content) {
        synchronized (chats) {
            SandboxChat chat = chats.join(person, place);
            ChatMessage.Author author = author(person, chat);
            write(
                    chat,
                    author instanceof ChatMessage.Author.Member ? new ChatMessage.Author.MemberViaBot(person) : author,
                    ChatMessage.Context.PLAIN,
                    content);
        }
    }

    private void write(SandboxChat chat, ChatMessage.Author author, ChatMessage.Context context, FormattedText text) {
        write(chat, author, context, new ChatMessage.Content(text, Keyboard.NONE));
    }

    private void write(
            SandboxChat chat, ChatMessage.Author author, ChatMessage.Context context, ChatMessage.Content content) {
        ChatMessage message =
                new ChatMessage(chat.transcript.nextId(), author, now(), OptionalLong.empty(), context, content);
        chats.keep(chat, message);
        events.emit(() -> new SandboxEvent.Shown(ShownMessages.of(chat, message)));
        tell(chat, "", message);
    }

    /// @param prefix the prefix of the update's type
    private void tell(SandboxChat chat, String prefix, ChatMessage message) {
        if (chat.isHeard()) {
            String type = chat.place.kind() == SandboxPlace.Kind.CHANNEL ? "channel_post" : "message";
            updates.add(prefix + type, objects.message(chat, message));
        }
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }

    /// A person sends a command that only they and the bot see.
    void whisper(SandboxPerson person, SandboxPlace group, OptionalLong thread, String line) {
        synchronized (chats) {
            SandboxChat chat = chats.join(person, group);
            var message = new ChatMessage(
                    chat.ephemeral.nextId(),
                    new ChatMessage.Author.Member(person),
                    now(),
                    OptionalLong.empty(),
                    new ChatMessage.Context(thread, Optional.empty()),
                    new ChatMessage.Content(typed(line), Keyboard.NONE));
            var kept = new EphemeralMessage(message, person, OptionalLong.empty());
            chat.ephemeral.keep(kept);
            events.emit(() -> new SandboxEvent.Shown(ShownMessages.of(chat, kept)));
            if (chat.isHeard()) {
                updates.add("message", objects.ephemeral(chat, kept));
            }
        }
    }

    void press(SandboxPerson person, SandboxPlace place, long id, int number) {
        synchronized (chats) {
            SandboxChat chat = chats.join(person, place);
            Optional<EphemeralMessage> ephemeral = chat.ephemeral.find(person.id(), id);
            ChatMessage message = ephemeral
                    .map(EphemeralMessage::message)
                    .or(() -> chat.transcript.find(id))
                    .orElseThrow(() -> new IllegalArgumentException("There is no message %d here.".formatted(id)));
            List<JsonNode> buttons = message.content().keyboard().buttons();
            if (number < 1 || number > buttons.size()) {
                throw new IllegalArgumentException(
                        "Message %d has %d buttons, so no button %d.".formatted(id, buttons.size(), number));
            }
            ObjectNode object = ephemeral
                    .map(each -> objects.ephemeral(chat, each))
                    .orElseGet(() -> objects.message(chat, message));
            String query = callbacks.add(person, chat, id, ephemeral.isPresent());
            press(person, chat, query, object, buttons.get(number - 1));
        }
    }

    private void press(SandboxPerson person, SandboxChat chat, String id, ObjectNode message, JsonNode button) {
        if (button.has("callback_data")) {
            ObjectNode query = TelegramJson.object().put("id", id);
            query.set("from", objects.user(person));
            query.set("message", message);
            query.put("chat_instance", Long.toString(7_000_000_000_000_000_000L + chat.id()));
            query.set("data", button.path("callback_data"));
            updates.add("callback_query", query);
        } else if (button.has("url")) {
            open(person, chat.place, button.path("url").asText());
        } else if (button.has("switch_inline_query_chosen_chat")) {
            String query =
                    button.path("switch_inline_query_chosen_chat").path("query").asText("");
            events.emit(() -> InlineClients.prefilled(chat.place, person, objects.botUsername(), query));
        } else if (button.has("copy_text")) {
            String copied = "Copied: " + button.path("copy_text").path("text").asText();
            events.emit(() -> new SandboxEvent.Toast(chat.place, person, copied));
        } else {
            throw new IllegalArgumentException("The button “%s” does nothing here."
                    .formatted(button.path("text").asText()));
        }
    }

    /// The person's client opens a link. A link that starts the bot leads to their private chat,
    /// where they tap START.
    void open(SandboxPerson person, SandboxPlace place, String url) {
        synchronized (chats) {
            events.emit(() -> new SandboxEvent.Opened(place, person, url));
            startPayload(url)
                    .ifPresent(payload -> write(
                            person,
                            new SandboxPlace(person.id(), SandboxPlace.Kind.PRIVATE, ""),
                            OptionalLong.empty(),
                            typed("/start " + payload)));
        }
    }

    /// The payload after `start=` in a link that starts this bot.
    Optional<String> startPayload(String url) {
        Matcher link = Pattern.compile("(?i:(?:https?://)?(?:t|telegram)\\.me/%s)\\?start=([A-Za-z0-9_-]{1,64})"
                        .formatted(Pattern.quote(objects.botUsername())))
                .matcher(url);
        return link.matches() ? Optional.of(link.group(1)) : Optional.empty();
    }
}
