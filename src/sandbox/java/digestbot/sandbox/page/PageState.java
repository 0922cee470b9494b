package digestbot.sandbox.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import digestbot.sandbox.SandboxEvent;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import digestbot.sandbox.ShownMessage;
import io.javalin.http.Context;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// The newest messages of every conversation, the bot's time, and the active faults.
final class PageState {

    /// Numbers are strings, because scripts lose the last digits of long ones.
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new Jdk8Module())
            .enable(JsonWriteFeature.WRITE_NUMBERS_AS_STRINGS)
            .defaultPropertyInclusion(JsonInclude.Value.empty().withValueInclusion(JsonInclude.Include.NON_ABSENT))
            .build();

    private static final int MAX_MESSAGES = 2_000;

    private final List<PlatformPane> panes;
    private final SandboxPage.TrialControls controls;
    private final PageEvents events = new PageEvents();
    private final SequencedMap<Key, MessageView> messages = new LinkedHashMap<>();

    private record Key(String pane, long place, long message) {}

    private record MessageView(
            String platform, @JsonUnwrapped ShownMessage message, boolean edited, String at) {}

    private record EventView(String platform, @JsonUnwrapped SandboxEvent event) {}

    private record PaneView(String id, List<SandboxPerson> people, List<PlatformPane.Room> rooms) {}

    private record State(
            String now,
            String zone,
            Map<String, PlatformPane.ActiveFault> faults,
            Optional<String> console,
            Optional<String> site) {}

    private record All(State state, List<PaneView> platforms, List<MessageView> messages) {}

    PageState(List<PlatformPane> panes, SandboxPage.TrialControls controls) {
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
            case SandboxEvent.Deleted(SandboxPlace place, long id) -> {
                synchronized (events) {
                    messages.remove(new Key(pane.id, place.id(), id));
                    publish("deleted", pane, event);
                }
            }
            case SandboxEvent.Toast _ -> publish("toast", pane, event);
            case SandboxEvent.Opened _ -> publish("opened", pane, event);
            case SandboxEvent.FormOpened _ -> publish("form", pane, event);
        }
    }

    private void publish(String name, PlatformPane pane, SandboxEvent event) {
        events.publish(name, new EventView(pane.id, event));
    }

    /// A browser that connects now receives the message either with all others or as an event,
    /// because both use one lock.
    private void show(PlatformPane pane, ShownMessage message, boolean edited) {
        synchronized (events) {
            Key key = new Key(pane.id, message.place().id(), message.id());
            MessageView before = messages.get(key);
            MessageView drawn = new MessageView(
                    pane.id, message, edited, before == null ? controls.now().toString() : before.at());
            messages.put(key, drawn);
            if (messages.size() > MAX_MESSAGES) {
                messages.pollFirstEntry();
            }
            events.publish("message", drawn);
        }
    }

    void publishState() {
        events.publish("state", state());
    }

    private State state() {
        return new State(
                controls.now().toString(),
                controls.zone().getId(),
                panes.stream().collect(Collectors.toMap(pane -> pane.id, PlatformPane::fault)),
                controls.console().map(URI::toString),
                controls.site().map(URI::toString));
    }

    private All all() {
        return new All(
                state(),
                panes.stream()
                        .map(pane -> new PaneView(pane.id, pane.people, pane.rooms))
                        .toList(),
                List.copyOf(messages.values()));
    }

    private static String json(Object view) {
        try {
            return MAPPER.writeValueAsString(view);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Sends events to every browser that shows the page, in order.
    private static final class PageEvents {

        private static final Duration KEEP_ALIVE_INTERVAL = Duration.ofSeconds(2);
        private static final int MAX_VIEWERS = 20;
        private static final int MAX_WAITING = 2_000;

        private final List<Viewer> viewers = new CopyOnWriteArrayList<>();

        private record Event(String name, String content) {}

        /// The events that a browser has not received yet. A slow browser does not delay the
        /// others.
        private record Viewer(BlockingQueue<Event> waiting) {}

        /// The state is read under the lock of [#publish], so that no event is lost.
        void stream(Context context, Supplier<All> all) throws InterruptedException {
            try {
                EventStream stream = EventStream.begin(context);
                if (viewers.size() < MAX_VIEWERS) {
                    stream(stream, all);
                } // a browser for which there is no room reconnects by itself
            } catch (IOException _) {
                // The browser closed the page.
            }
        }

        private void stream(EventStream stream, Supplier<All> all) throws IOException, InterruptedException {
            Viewer viewer = new Viewer(new LinkedBlockingQueue<>(MAX_WAITING));
            synchronized (this) {
                viewer.waiting().add(new Event("all", json(all.get())));
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

        /// A browser that does not keep up is disconnected; it reconnects and receives everything
        /// again.
        synchronized void publish(String name, Object content) {
            Event event = new Event(name, json(content));
            viewers.removeIf(viewer -> !viewer.waiting().offer(event));
        }
    }
}
