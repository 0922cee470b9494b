package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.ShownMessage;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Checks and stores the messages of all channels, and emits an event for every change. Keeps the
/// last 1,000 messages of a channel.
final class Messages {

    private static final int KEPT = 1_000;
    private static final Duration NONCE_LIFE = Duration.ofMinutes(5);

    private final World world;
    private final MessageShape shape;
    private final DiscordScreen screen;
    private final Map<Long, SequencedMap<Long, ChannelMessage>> byChannel = new HashMap<>();
    private final SequencedMap<String, Nonce> nonces = new LinkedHashMap<>();
    private long delivered;

    private record Nonce(ChannelMessage first, Instant at) {}

    Messages(World world) {
        this.world = world;
        this.shape = new MessageShape(world);
        this.screen = new DiscordScreen(world);
    }

    /// The flags are those that the sandbox sets itself: ephemeral, or still thinking.
    record Draft(Channel channel, JsonNode body, List<RestCall.Upload> files, Optional<Interaction> cause, int flags) {

        static Draft of(Channel channel, JsonNode body, List<RestCall.Upload> files) {
            return new Draft(channel, body, files, Optional.empty(), 0);
        }

        /// The body may ask for an ephemeral message.
        static Draft answer(Interaction cause, JsonNode body, List<RestCall.Upload> files) {
            int ephemeral = body.path("flags").asInt() & MessageRules.EPHEMERAL;
            return new Draft(cause.channel(), body, files, Optional.of(cause), ephemeral);
        }

        Draft loading() {
            return new Draft(channel, body, files, cause, flags | MessageRules.LOADING);
        }

        Optional<SandboxPerson> onlyFor() {
            return (flags & MessageRules.EPHEMERAL) == 0 ? Optional.empty() : cause.map(Interaction::person);
        }
    }

    /// The prefix is the message's path in the request's body: empty, or `data.`.
    synchronized ChannelMessage post(Draft draft, String prefix) throws ApiError {
        return post(draft, world.snowflakes.next(), prefix);
    }

    /// The first message of a post has the id of the post.
    synchronized ChannelMessage begin(Draft draft) throws ApiError {
        return post(draft, draft.channel().id(), "message.");
    }

    private ChannelMessage post(Draft draft, long id, String prefix) throws ApiError {
        boolean loading = (draft.flags() & MessageRules.LOADING) != 0;
        if (!loading) {
            MessageRules.check(draft.body(), !draft.files().isEmpty(), prefix);
        }
        JsonNode body = draft.body();
        String nonce =
                body.path("enforce_nonce").asBoolean() ? body.path("nonce").asText("") : "";
        Optional<ChannelMessage> first = repeated(nonce);
        if (first.isPresent()) {
            return first.get();
        }
        List<String> pings = draft.onlyFor().isPresent() ? List.of() : Mentions.pings(body);
        ObjectNode json = shape.of(id, draft, pings);
        ChannelMessage message =
                new ChannelMessage(id, draft.channel(), Optional.empty(), draft.onlyFor(), json, "", pings);
        if (!nonce.isEmpty()) {
            nonces.put(nonce, new Nonce(message, world.clock.instant()));
        }
        if (!loading) {
            delivered++;
        }
        return show(message);
    }

    /// `onlyFor` is empty if everybody sees the line.
    synchronized ChannelMessage line(
            Channel channel, SandboxPerson author, String text, Optional<SandboxPerson> onlyFor) {
        long id = world.snowflakes.next();
        ObjectNode json = shape.line(id, channel, author);
        return show(new ChannelMessage(id, channel, Optional.of(author), onlyFor, json, text, List.of()));
    }

    synchronized ChannelMessage edit(ChannelMessage found, JsonNode body, List<RestCall.Upload> files, String prefix)
            throws ApiError {
        ChannelMessage old = find(found.channel(), found.id()).orElse(found);
        ObjectNode merged = MessageShape.merged(old.json(), body);
        MessageRules.check(merged, !files.isEmpty(), prefix);
        boolean loading = old.has(MessageRules.LOADING);
        List<String> pings = loading && old.onlyFor().isEmpty() ? Mentions.pings(merged) : old.pings();
        if (loading) {
            delivered++;
        }
        return showEdited(old.with(shape.edited(old.json(), body, files, pings), pings));
    }

    synchronized void delete(ChannelMessage message) {
        channel(message.channel()).remove(message.id());
        world.events.emit(() -> new SandboxEvent.Deleted(message.channel().place(), message.id()));
    }

    synchronized Optional<ChannelMessage> find(Channel channel, long id) {
        return Optional.ofNullable(channel(channel).get(id));
    }

    synchronized List<ChannelMessage> in(Channel channel) {
        return List.copyOf(channel(channel).values());
    }

    List<ShownMessage> shown(Channel channel) {
        return in(channel).stream().map(screen::shown).toList();
    }

    synchronized List<String> pings(long id) {
        return byChannel.values().stream()
                .filter(messages -> messages.containsKey(id))
                .flatMap(messages -> messages.get(id).pings().stream())
                .toList();
    }

    synchronized long delivered() {
        return delivered;
    }

    private SequencedMap<Long, ChannelMessage> channel(Channel channel) {
        return byChannel.computeIfAbsent(channel.id(), _ -> new LinkedHashMap<>());
    }

    private ChannelMessage show(ChannelMessage message) {
        keep(message);
        world.events.emit(() -> new SandboxEvent.Shown(screen.shown(message)));
        return message;
    }

    private ChannelMessage showEdited(ChannelMessage message) {
        keep(message);
        world.events.emit(() -> new SandboxEvent.Edited(screen.shown(message)));
        return message;
    }

    private void keep(ChannelMessage message) {
        SequencedMap<Long, ChannelMessage> messages = channel(message.channel());
        messages.put(message.id(), message);
        if (messages.size() > KEPT) {
            messages.pollFirstEntry();
        }
    }

    private Optional<ChannelMessage> repeated(String nonce) {
        Instant oldest = world.clock.instant().minus(NONCE_LIFE);
        while (!nonces.isEmpty() && nonces.firstEntry().getValue().at().isBefore(oldest)) {
            nonces.pollFirstEntry();
        }
        return Optional.ofNullable(nonces.get(nonce)).map(Nonce::first);
    }

    /// Finds the mentions that a message pings. Mentions in code ping nobody. A backslash has no
    /// effect, because Discord documents none. See "Allowed Mentions Object" in Discord's
    /// documentation.
    private static final class Mentions {

        private static final Pattern CODE = Pattern.compile("```[\\s\\S]*?```|``[^`]+``|`[^`]+`");
        private static final Pattern MENTION = Pattern.compile("@everyone|@here|<@!?(\\d+)>|<@&(\\d+)>");

        static List<String> pings(JsonNode body) {
            Set<String> pings = new LinkedHashSet<>();
            for (String text : texts(body)) {
                Matcher found = MENTION.matcher(CODE.matcher(text).replaceAll(" "));
                while (found.find()) {
                    if (allowed(body.path("allowed_mentions"), found)) {
                        pings.add(found.group().replace("!", ""));
                    }
                }
            }
            return List.copyOf(pings);
        }

        private static boolean allowed(JsonNode allowed, Matcher mention) {
            if (!allowed.isObject()) {
                return true;
            }
            if (mention.group(1) != null) {
                return permits(allowed, "users", mention.group(1));
            }
            return mention.group(2) != null
                    ? permits(allowed, "roles", mention.group(2))
                    : contains(allowed.path("parse"), "everyone");
        }

        private static boolean permits(JsonNode allowed, String kind, String id) {
            return contains(allowed.path("parse"), kind) || contains(allowed.path(kind), id);
        }

        private static boolean contains(JsonNode list, String text) {
            return list.valueStream().anyMatch(item -> item.asText().equals(text));
        }

        private static List<String> texts(JsonNode body) {
            Stream<JsonNode> displays = ComponentType.all(body.path("components"))
                    .filter(component -> component.path("type").asInt() == ComponentType.TEXT_DISPLAY);
            return Stream.concat(Stream.of(body), displays)
                    .map(each -> each.path("content").asText(""))
                    .toList();
        }
    }

    /// Messages as JSON. See "Message Object" in Discord's documentation.
    private static final class MessageShape {

        private static final int COMMAND_REPLY = 20;

        private final World world;

        MessageShape(World world) {
            this.world = world;
        }

        ObjectNode of(long id, Messages.Draft draft, List<String> pings) {
            JsonNode body = draft.body();
            ObjectNode json = bare(id, draft.channel())
                    .put("content", body.path("content").asText(""))
                    .put("flags", (body.path("flags").asInt() & MessageRules.SETTABLE) | draft.flags());
            json.set("author", world.shapes.bot());
            json.set("embeds", SandboxJson.items(body.path("embeds")).deepCopy());
            json.set("components", StoredComponents.of(body.path("components")));
            mentions(json, pings);
            attach(json, draft.files());
            if (body.hasNonNull("nonce")) {
                json.set("nonce", body.get("nonce"));
            }
            draft.cause().ifPresent(cause -> caused(json, cause));
            return json;
        }

        /// The bot may not read a person's text except in direct messages, because it lacks the intent.
        ObjectNode line(long id, Channel channel, SandboxPerson author) {
            ObjectNode json = bare(id, channel).setAll(SandboxJson.object("""
                    {"content": "", "flags": 0, "embeds": [], "components": [], "attachments": []}"""));
            json.set("author", world.shapes.user(author));
            mentions(json, List.of());
            return json;
        }

        ObjectNode edited(ObjectNode old, JsonNode body, List<RestCall.Upload> files, List<String> pings) {
            ObjectNode json = merged(old, body).put("edited_timestamp", now());
            json.set("components", StoredComponents.of(json.path("components")));
            json.remove("allowed_mentions");
            if (!files.isEmpty()) {
                attach(json, files);
            }
            mentions(json, pings);
            return json;
        }

        /// The message that an edit would result in, before it is checked.
        static ObjectNode merged(ObjectNode old, JsonNode body) {
            ObjectNode json = old.deepCopy();
            if (body.has("content")) {
                json.put("content", body.path("content").asText(""));
            }
            for (String list : List.of("embeds", "components")) {
                if (body.has(list)) {
                    json.set(list, SandboxJson.items(body.path(list)).deepCopy());
                }
            }
            if (body.has("allowed_mentions")) {
                json.set("allowed_mentions", body.get("allowed_mentions"));
            }
            int kept = old.path("flags").asInt() & ~MessageRules.LOADING;
            return json.put("flags", kept | (body.path("flags").asInt() & MessageRules.SETTABLE));
        }

        private ObjectNode bare(long id, Channel channel) {
            return SandboxJson.object("{\"type\": 0, \"edited_timestamp\": null, \"pinned\": false, \"tts\": false}")
                    .put("id", Snowflakes.text(id))
                    .put("channel_id", Snowflakes.text(channel.id()))
                    .put("timestamp", now());
        }

        private void mentions(ObjectNode json, List<String> pings) {
            ArrayNode users = json.putArray("mentions");
            ArrayNode roles = json.putArray("mention_roles");
            boolean everyone = false;
            for (String ping : pings) {
                if (ping.startsWith("<@&")) {
                    roles.add(ping.substring(3, ping.length() - 1));
                } else if (ping.startsWith("<@")) {
                    long id = Long.parseUnsignedLong(ping, 2, ping.length() - 1, 10);
                    world.person(id).map(world.shapes::user).ifPresent(users::add);
                } else {
                    everyone = true;
                }
            }
            json.put("mention_everyone", everyone);
        }

        private static void attach(ObjectNode json, List<RestCall.Upload> files) {
            ArrayNode attachments = json.putArray("attachments");
            for (RestCall.Upload file : files) {
                String url = "https://cdn.invalid/" + json.path("id").asText() + "/" + file.name();
                ObjectNode attachment = attachments
                        .addObject()
                        .put("id", Snowflakes.text(file.id()))
                        .put("filename", file.name())
                        .put("size", file.bytes())
                        .put("url", url)
                        .put("proxy_url", url);
                for (JsonNode media : json.path("components").findParents("url")) {
                    if (media.path("url").asText().equals("attachment://" + file.name())) {
                        ((ObjectNode) media).put("url", url).put("proxy_url", url);
                    }
                }
                file.pixels()
                        .ifPresent(pixels ->
                                attachment.put("width", pixels.width()).put("height", pixels.height()));
            }
        }

        private void caused(ObjectNode json, Interaction cause) {
            ObjectNode metadata = json.put("type", cause.kind() == Interaction.Kind.COMMAND ? COMMAND_REPLY : 0)
                    .put("application_id", Snowflakes.text(world.applicationId))
                    .put("webhook_id", Snowflakes.text(world.applicationId))
                    .putObject("interaction_metadata")
                    .put("id", Snowflakes.text(cause.id()))
                    .put("type", cause.kind().number);
            metadata.set("user", world.shapes.user(cause.person()));
            metadata.set("authorizing_integration_owners", ObjectShapes.owners(cause.channel(), cause.person()));
        }

        private String now() {
            Instant now = world.clock.instant().truncatedTo(ChronoUnit.MILLIS);
            return now.toString().replace("Z", "+00:00");
        }

        /// Components as Discord stores and returns them: each has a number, and missing fields have
        /// their defaults.
        private static final class StoredComponents {

            private final Set<Integer> taken = new HashSet<>();
            private int next = 1;

            private StoredComponents() {}

            static ArrayNode of(JsonNode components) {
                StoredComponents stored = new StoredComponents();
                ArrayNode copy = components.isArray() ? components.deepCopy() : SandboxJson.array();
                ComponentType.all(copy)
                        .forEach(each -> stored.taken.add(each.path("id").asInt(0)));
                copy.forEach(stored::complete);
                return copy;
            }

            private void complete(JsonNode node) {
                if (!(node instanceof ObjectNode component)) {
                    return;
                }
                if (component.path("id").asInt(0) == 0) {
                    while (!taken.add(next)) {
                        next++;
                    }
                    component.put("id", next);
                }
                switch (component.path("type").asInt()) {
                    case ComponentType.SEPARATOR -> preset(component, "{\"divider\": true, \"spacing\": 1}");
                    case ComponentType.CONTAINER -> preset(component, "{\"accent_color\": null, \"spoiler\": false}");
                    case ComponentType.STRING_SELECT -> preset(component, "{\"min_values\": 1, \"max_values\": 1}");
                    default -> {}
                }
                SandboxJson.items(component.path("components")).forEach(this::complete);
            }

            private static void preset(ObjectNode component, String defaults) {
                SandboxJson.object(defaults)
                        .properties()
                        .forEach(field -> component.putIfAbsent(field.getKey(), field.getValue()));
            }
        }
    }
}
