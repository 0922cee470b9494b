package digestbot.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.ClientForm;
import digestbot.sandbox.ClientRow;
import digestbot.sandbox.ClientSpan;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import digestbot.web.EventStream;
import io.javalin.http.Context;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SequencedMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

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
        panes.forEach(pane -> pane.platform.listen(event -> take(pane, event)));
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
            Key key = new Key(pane.id, message.place().id(), message.id());
            String at = Optional.ofNullable(messages.get(key))
                    .map(before -> before.path("at").asText())
                    .orElseGet(() -> controls.now().toString());
            ObjectNode drawn = MessageJson.of(pane.id, message, edited, at);
            messages.put(key, drawn);
            if (messages.size() > MAX_MESSAGES) {
                messages.pollFirstEntry();
            }
            events.publish("message", drawn);
        }
    }

    private void delete(PlatformPane pane, SandboxPlace place, long id) {
        synchronized (events) {
            messages.remove(new Key(pane.id, place.id(), id));
            events.publish(
                    "deleted",
                    SandboxJson.object()
                            .put("platform", pane.id)
                            .put("place", Long.toString(place.id()))
                            .put("id", Long.toString(id)));
        }
    }

    private static ObjectNode about(PlatformPane pane, SandboxPlace place, SandboxPerson person) {
        return SandboxJson.object()
                .put("platform", pane.id)
                .put("place", Long.toString(place.id()))
                .put("person", Long.toString(person.id()));
    }

    void publishState() {
        events.publish("state", state());
    }

    private ObjectNode state() {
        ObjectNode json = SandboxJson.object()
                .put("now", controls.now().toString())
                .put("zone", controls.zone().getId());
        ObjectNode faults = json.putObject("faults");
        panes.forEach(pane -> faults.put(pane.id, pane.fault().name()));
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
        ObjectNode json = SandboxJson.object().put("id", pane.id);
        ArrayNode people = json.putArray("people");
        for (SandboxPerson person : pane.people) {
            people.addObject().put("id", Long.toString(person.id())).put("name", person.name());
        }
        ArrayNode rooms = json.putArray("rooms");
        for (PlatformPane.Room room : pane.rooms) {
            ObjectNode drawn = rooms.addObject()
                    .put("id", Long.toString(room.place().id()))
                    .put("name", room.name())
                    .put("kind", room.place().kind().name());
            room.of().ifPresent(person -> drawn.put("of", Long.toString(person.id())));
        }
        return json;
    }

    /// Sends events to every browser that shows the page, in order, after everything that happened
    /// before.
    private static final class PageEvents {

        private static final Duration KEEP_ALIVE_INTERVAL = Duration.ofSeconds(2);
        private static final int MAX_VIEWERS = 20;
        private static final int MAX_WAITING = 2_000;

        private final List<Viewer> viewers = new CopyOnWriteArrayList<>();

        private record Event(String name, String content) {}

        /// A browser and the events that it has not received yet. A slow browser does not hold up
        /// the others.
        private record Viewer(BlockingQueue<Event> waiting) {}

        /// @param all the state so far; read under the lock of [#publish], so that no event is lost
        void stream(Context context, Supplier<JsonNode> all) throws InterruptedException {
            try {
                EventStream stream = EventStream.begin(context);
                if (viewers.size() < MAX_VIEWERS) {
                    stream(stream, all);
                } // a browser for which there is no room reconnects by itself
            } catch (IOException _) {
                // The browser closed the page.
            }
        }

        private void stream(EventStream stream, Supplier<JsonNode> all) throws IOException, InterruptedException {
            Viewer viewer = new Viewer(new LinkedBlockingQueue<>(MAX_WAITING));
            synchronized (this) {
                viewer.waiting().add(new Event("all", all.get().toString()));
                viewers.add(viewer);
            }
            try {
                stream(viewer, stream);
            } finally {
                viewers.remove(viewer);
            }
        }

        private void stream(Viewer viewer, EventStream stream) throws IOException, InterruptedException {
            while (viewers.contains(viewer)) {
                Event next = viewer.waiting().poll(KEEP_ALIVE_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
                if (next == null) {
                    stream.sendKeepAlive();
                } else {
                    stream.send(next.name(), next.content());
                }
            }
        }

        /// Sends an event to all browsers. A browser that does not keep up is disconnected; it
        /// reconnects and receives everything again.
        synchronized void publish(String name, JsonNode content) {
            Event event = new Event(name, content.toString());
            viewers.removeIf(viewer -> !viewer.waiting().offer(event));
        }
    }

    /// Converts messages to JSON for the page's script. Texts are data: they are shown and never
    /// executed.
    private static final class MessageJson {

        private final ShownMessage message;

        private MessageJson(ShownMessage message) {
            this.message = message;
        }

        /// Converts a message. Ids are strings, because scripts lose the last digits of long
        /// numbers.
        static ObjectNode of(String pane, ShownMessage message, boolean edited, String at) {
            ObjectNode json = SandboxJson.object()
                    .put("platform", pane)
                    .put("place", Long.toString(message.place().id()))
                    .put("id", Long.toString(message.id()))
                    .put("edited", edited)
                    .put("at", at);
            message.author()
                    .ifPresent(author -> json.putObject("author")
                            .put("id", Long.toString(author.id()))
                            .put("name", author.name()));
            message.onlyFor().ifPresent(person -> json.put("onlyFor", Long.toString(person.id())));
            message.inPlaceOf().ifPresent(replaced -> json.put("inPlaceOf", Long.toString(replaced)));
            json.set("items", new MessageJson(message).items());
            return json;
        }

        private ArrayNode items() {
            ArrayNode items = SandboxJson.array();
            int at = 0;
            for (ClientRow.Box box : message.boxes()) {
                rows(at, box.from(), items);
                ObjectNode drawn = items.addObject().put("is", "box");
                accent(drawn, box.accent());
                rows(box.from(), box.to(), drawn.putArray("items"));
                at = box.to();
            }
            rows(at, message.rows().size(), items);
            return items;
        }

        private void rows(int from, int to, ArrayNode items) {
            for (int i = from; i < to; i++) {
                items.add(row(i));
            }
        }

        private ObjectNode row(int at) {
            return switch (message.rows().get(at)) {
                case ClientRow.Line line -> line(line);
                case ClientRow.AttachedFile file -> file(file);
                case ClientRow.ButtonRow buttons -> keys(buttons);
                case ClientRow.SelectMenu menu -> menu(menu);
                case ClientRow.Divider() -> SandboxJson.object().put("is", "rule");
            };
        }

        private static ObjectNode file(ClientRow.AttachedFile file) {
            ObjectNode json = SandboxJson.object()
                    .put("is", file.pixels().isPresent() ? "picture" : "file")
                    .put("file", Long.toString(file.number()))
                    .put("name", file.name());
            file.pixels().ifPresent(pixels -> json.put("width", pixels.width()).put("height", pixels.height()));
            return json;
        }

        private static ObjectNode line(ClientRow.Line line) {
            ObjectNode json = SandboxJson.object()
                    .put("is", "line")
                    .put("kind", line.kind().name());
            accent(json, line.accent());
            ArrayNode spans = json.putArray("spans");
            line.spans().forEach(span -> spans.add(span(span)));
            return json;
        }

        private static ObjectNode span(ClientSpan span) {
            ObjectNode json = SandboxJson.object().put("text", span.text());
            span.link().ifPresent(link -> json.put("link", link));
            ArrayNode styles = json.putArray("styles");
            span.styles().stream().sorted().forEach(style -> styles.add(style.name()));
            return json;
        }

        private static ObjectNode keys(ClientRow.ButtonRow row) {
            ObjectNode json = SandboxJson.object().put("is", "keys");
            ArrayNode keys = json.putArray("keys");
            for (ClientRow.ClientButton key : row.buttons()) {
                ObjectNode drawn = keys.addObject()
                        .put("number", key.number())
                        .put("label", key.label())
                        .put("enabled", key.enabled());
                key.url().ifPresent(url -> drawn.put("url", url));
                if (key.colour() != ClientRow.Colour.DEFAULT) {
                    drawn.put("colour", key.colour().name());
                }
            }
            return json;
        }

        private static ObjectNode menu(ClientRow.SelectMenu menu) {
            ObjectNode json = SandboxJson.object()
                    .put("is", "menu")
                    .put("number", menu.number())
                    .put("label", menu.placeholder());
            ArrayNode choices = json.putArray("choices");
            menu.choices().forEach(choices::add);
            return json;
        }

        private static void accent(ObjectNode json, OptionalInt accent) {
            accent.ifPresent(colour -> json.put("accent", "#%06x".formatted(colour & 0xffffff)));
        }
    }
}
