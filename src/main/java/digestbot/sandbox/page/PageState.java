package digestbot.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.ClientForm;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The state of the page: the newest messages of every conversation, the bot's time, and the active faults.
final class PageState {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MOST_MESSAGES = 2_000;

    private final List<PlatformPane> panes;
    private final TrialControls stage;
    private final PageEvents feed = new PageEvents();
    private final SequencedMap<Key, ObjectNode> messages = new LinkedHashMap<>();

    private record Key(String pane, long place, long message) {}

    PageState(List<PlatformPane> panes, TrialControls stage) {
        this.panes = panes;
        this.stage = stage;
        panes.forEach(pane -> pane.platform().listen(event -> take(pane, event)));
    }

    /// Tells a browser what stands on the page, and then what happens, until it looks no more.
    void tellAll(Context context) throws InterruptedException {
        feed.tellAll(context, this::all);
    }

    private void take(PlatformPane pane, SandboxEvent event) {
        switch (event) {
            case SandboxEvent.Shown(ShownMessage bubble) -> show(pane, bubble, false);
            case SandboxEvent.Edited(ShownMessage bubble) -> show(pane, bubble, true);
            case SandboxEvent.Deleted(SandboxPlace place, long id) -> delete(pane, place, id);
            case SandboxEvent.Toast(SandboxPlace place, SandboxPerson person, String text) ->
                feed.tell("toast", about(pane, place, person).put("text", text));
            case SandboxEvent.Opened(SandboxPlace place, SandboxPerson person, String url) ->
                feed.tell("opened", about(pane, place, person).put("url", url));
            case SandboxEvent.FormOpened(SandboxPlace place, SandboxPerson person, ClientForm form) ->
                feed.tell("form", form(about(pane, place, person), form));
            case SandboxEvent.Suggested _ -> {} // whoever typed is answered directly
        }
    }

    /// A browser that comes now is told of the message either with all others or afterwards; under one lock with
    /// it.
    private void show(PlatformPane pane, ShownMessage bubble, boolean edited) {
        synchronized (feed) {
            Key key = new Key(pane.id(), bubble.place().id(), bubble.id());
            String at = Optional.ofNullable(messages.get(key))
                    .map(before -> before.path("at").asText())
                    .orElseGet(() -> stage.now().toString());
            ObjectNode drawn = MessageJson.of(pane.id(), bubble, edited, at);
            messages.put(key, drawn);
            if (messages.size() > MOST_MESSAGES) {
                messages.pollFirstEntry();
            }
            feed.tell("message", drawn);
        }
    }

    private void delete(PlatformPane pane, SandboxPlace place, long id) {
        synchronized (feed) {
            messages.remove(new Key(pane.id(), place.id(), id));
            feed.tell(
                    "deleted",
                    JSON.objectNode()
                            .put("side", pane.id())
                            .put("place", Long.toString(place.id()))
                            .put("id", Long.toString(id)));
        }
    }

    private static ObjectNode about(PlatformPane pane, SandboxPlace place, SandboxPerson person) {
        return JSON.objectNode()
                .put("side", pane.id())
                .put("place", Long.toString(place.id()))
                .put("person", Long.toString(person.id()));
    }

    private static ObjectNode form(ObjectNode json, ClientForm form) {
        ArrayNode fields = json.put("title", form.title()).putArray("fields");
        for (ClientForm.Field field : form.fields()) {
            fields.addObject()
                    .put("id", field.id())
                    .put("label", field.label())
                    .put("placeholder", field.placeholder())
                    .put("required", field.required())
                    .put("tall", field.tall())
                    .put("most", field.most());
        }
        return json;
    }

    /// Tells what time it is for the bot, and what goes wrong where.
    void tellState() {
        feed.tell("state", state());
    }

    private ObjectNode state() {
        ObjectNode json = JSON.objectNode()
                .put("now", stage.now().toString())
                .put("zone", stage.zone().getId());
        ObjectNode troubles = json.putObject("troubles");
        panes.forEach(pane -> troubles.put(pane.id(), pane.trouble().name()));
        return json;
    }

    private JsonNode all() {
        ObjectNode json = JSON.objectNode();
        json.set("state", state());
        ArrayNode drawn = json.putArray("sides");
        panes.forEach(pane -> drawn.add(pane(pane)));
        json.putArray("messages").addAll(messages.values());
        return json;
    }

    private static ObjectNode pane(PlatformPane pane) {
        ObjectNode json = JSON.objectNode().put("id", pane.id());
        ArrayNode people = json.putArray("people");
        for (SandboxPerson person : pane.people()) {
            people.addObject().put("id", Long.toString(person.id())).put("name", person.name());
        }
        ArrayNode rooms = json.putArray("rooms");
        for (PageConversation room : pane.rooms()) {
            ObjectNode drawn = rooms.addObject()
                    .put("id", Long.toString(room.place().id()))
                    .put("name", room.name())
                    .put("kind", room.place().kind().name());
            room.of().ifPresent(person -> drawn.put("of", Long.toString(person.id())));
        }
        return json;
    }
}
