package digestbot.sandbox.discord;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SandboxPerson;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Messages as JSON. See "Message Object" in Discord's documentation.
final class MessageShape {

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

    /// The bot may not read a person's text, because it lacks the intent.
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
                    .ifPresent(pixels -> attachment.put("width", pixels.width()).put("height", pixels.height()));
        }
    }

    private void caused(ObjectNode json, Interaction cause) {
        ObjectNode metadata = json.put("type", cause.kind == Interaction.Kind.COMMAND ? COMMAND_REPLY : 0)
                .put("application_id", Snowflakes.text(world.applicationId))
                .put("webhook_id", Snowflakes.text(world.applicationId))
                .putObject("interaction_metadata")
                .put("id", Snowflakes.text(cause.id))
                .put("type", cause.kind.number);
        metadata.set("user", world.shapes.user(cause.person));
        metadata.set("authorizing_integration_owners", ObjectShapes.owners(cause.channel, cause.person));
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
            complete(component.path("accessory"));
        }

        private static void preset(ObjectNode component, String defaults) {
            SandboxJson.object(defaults)
                    .properties()
                    .forEach(field -> component.putIfAbsent(field.getKey(), field.getValue()));
        }
    }
}
