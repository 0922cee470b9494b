package digestbot.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.ClientForm;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// The state of the page: the newest messages of every conversation, the bot's time, and the active
/// faults.
final class PageState {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int MAX_MESSAGES = 2_000;

    private final List<PlatformPane> panes;
    private final TrialControls controls;
    private final PageEvents events = new PageEvents();
    private final SequencedMap<Key, ObjectNode> messages = new LinkedHashMap<>();

    private record Key(String pane, long place, long message) {}

    PageState(List<PlatformPane> panes, TrialControls controls) {
        this.panes = panes;
        this.controls = controls;
        panes.forEach(pane -> pane.platform().listen(event -> take(pane, event)));
    }

    /// Sends the current state to a browser, and then all events until it closes the page.
    void stream(Context context) throws InterruptedException {
        events.stream(context, this::all);
    }

    private void take(PlatformPane pane, SandboxEvent event) {
        if (!pane.shows(event.place())) {
            return;
        }
        switch (event) {
            case SandboxEvent.Shown(ShownMessage message) -> show(pane, message, false);
            case SandboxEvent.Edited(ShownMessage message) -> show(pane, message, true);
            case SandboxEvent.Deleted(SandboxPlace place, long id) -> delete(pane, place, id);
            case SandboxEvent.Toast(SandboxPlace place, SandboxPerson person, String text) ->
                events.publish("toast", about(pane, place, person).put("text", text));
            case SandboxEvent.Opened(SandboxPlace place, SandboxPerson person, String url) ->
                events.publish("opened", about(pane, place, person).put("url", url));
            case SandboxEvent.Prefilled(SandboxPlace place, SandboxPerson person, String line) ->
                events.publish("prefilled", about(pane, place, person).put("line", line));
            case SandboxEvent.FormOpened(SandboxPlace place, SandboxPerson person, ClientForm form) ->
                events.publish("form", about(pane, place, person).setAll((ObjectNode) MAPPER.valueToTree(form)));
            case SandboxEvent.Suggested _ -> {} // the person who types gets a direct response
        }
    }

    /// Shows a message. A browser that connects now receives the message either with all others or
    /// as an event, because both use one lock.
    private void show(PlatformPane pane, ShownMessage message, boolean edited) {
        synchronized (events) {
            Key key = new Key(pane.id(), message.place().id(), message.id());
            String at = Optional.ofNullable(messages.get(key))
                    .map(before -> before.path("at").asText())
                    .orElseGet(() -> controls.now().toString());
            ObjectNode drawn = MessageJson.of(pane.id(), message, edited, at);
            messages.put(key, drawn);
            if (messages.size() > MAX_MESSAGES) {
                messages.pollFirstEntry();
            }
            events.publish("message", drawn);
        }
    }

    private void delete(PlatformPane pane, SandboxPlace place, long id) {
        synchronized (events) {
            messages.remove(new Key(pane.id(), place.id(), id));
            events.publish(
                    "deleted",
                    SandboxJson.object()
                            .put("platform", pane.id())
                            .put("place", Long.toString(place.id()))
                            .put("id", Long.toString(id)));
        }
    }

    private static ObjectNode about(PlatformPane pane, SandboxPlace place, SandboxPerson person) {
        return SandboxJson.object()
                .put("platform", pane.id())
                .put("place", Long.toString(place.id()))
                .put("person", Long.toString(person.id()));
    }

    /// Publishes the bot's time and the active faults.
    void publishState() {
        events.publish("state", state());
    }

    private ObjectNode state() {
        ObjectNode json = SandboxJson.object()
                .put("now", controls.now().toString())
                .put("zone", controls.zone().getId());
        ObjectNode faults = json.putObject("faults");
        panes.forEach(pane -> faults.put(pane.id(), pane.fault().name()));
        controls.console().ifPresent(address -> json.put("console", address.toString()));
        controls.site().ifPresent(address -> json.put("site", address.toString()));
        return json;
    }

    private JsonNode all() {
        ObjectNode json = SandboxJson.object();
        json.set("state", state());
        ArrayNode drawn = json.putArray("platforms");
        panes.forEach(pane -> drawn.add(pane(pane)));
        json.putArray("messages").addAll(messages.values());
        return json;
    }

    private static ObjectNode pane(PlatformPane pane) {
        ObjectNode json = SandboxJson.object().put("id", pane.id());
        ArrayNode people = json.putArray("people");
        for (SandboxPerson person : pane.people()) {
            people.addObject().put("id", Long.toString(person.id())).put("name", person.name());
        }
        ArrayNode rooms = json.putArray("rooms");
        for (PlatformPane.Room room : pane.rooms()) {
            ObjectNode drawn = rooms.addObject()
                    .put("id", Long.toString(room.place().id()))
                    .put("name", room.name())
                    .put("kind", room.place().kind().name());
            room.of().ifPresent(person -> drawn.put("of", Long.toString(person.id())));
        }
        return json;
    }
}
