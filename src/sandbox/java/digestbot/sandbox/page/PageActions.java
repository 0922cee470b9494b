package digestbot.sandbox.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.sandbox.SandboxJson;
import digestbot.sandbox.SandboxPerson;
import digestbot.sandbox.SandboxPlace;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.UnsupportedMediaTypeResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/// The actions on the page: those of the people, and on the bot's clock, folder and faults.
final class PageActions {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_HOURS = 24 * 31;
    private static final int LONGEST_NAME = 80;

    private final List<PlatformPane> panes;
    private final SandboxPage.TrialControls controls;
    private final PageState pageState;

    PageActions(List<PlatformPane> panes, SandboxPage.TrialControls controls, PageState pageState) {
        this.panes = panes;
        this.controls = controls;
        this.pageState = pageState;
    }

    void add(RoutesConfig routes) {
        acting(routes, "/write", this::write);
        acting(
                routes,
                "/press",
                actor -> actor.pane()
                        .platform
                        .press(
                                actor.person(),
                                actor.place(),
                                actor.asked().path("message").asLong(),
                                actor.asked().path("number").asInt(),
                                actor.asked().path("choice").asInt()));
        acting(routes, "/submit", PageActions::submit);
        acting(routes, "/dismiss", actor -> actor.pane().dismiss(actor.person(), actor.place()));
        asking(routes, "/offered", actor -> actor.pane().offered(actor.person(), actor.place()));
        asking(
                routes,
                "/suggested",
                actor -> actor.pane().suggested(actor.person(), actor.place(), actor.text("line")));
        routes.post("/clock", this::clock);
        routes.post("/fault", this::fault);
        routes.post("/digest", this::digest);
        routes.post("/written", this::written);
    }

    private void acting(RoutesConfig routes, String path, Consumer<Actor> action) {
        routes.post(path, context -> {
            action.accept(actor(context));
            context.status(204);
        });
    }

    private void asking(RoutesConfig routes, String path, Function<Actor, Object> question) {
        routes.post(path, context -> answer(context, JSON.valueToTree(question.apply(actor(context)))));
    }

    private record Actor(PlatformPane pane, SandboxPerson person, SandboxPlace place, JsonNode asked) {

        String text(String field) {
            return asked.path(field).asText();
        }
    }

    private Actor actor(Context context) {
        JsonNode asked = asked(context);
        PlatformPane pane = pane(asked);
        SandboxPerson person = pane.person(asked.path("person").asText());
        return new Actor(pane, person, pane.place(person, asked.path("place").asText()), asked);
    }

    private PlatformPane pane(JsonNode asked) {
        return panes.stream()
                .filter(pane -> pane.id.equals(asked.path("platform").asText()))
                .findFirst()
                .orElseThrow(() -> new BadRequestResponse("Unknown platform."));
    }

    /// No form of another site can send a JSON body.
    private static JsonNode asked(Context context) {
        if (!Optional.ofNullable(context.contentType()).orElse("").startsWith("application/json")) {
            throw new UnsupportedMediaTypeResponse("Send JSON.");
        }
        return SandboxJson.read(context.body()).orElseThrow(() -> new BadRequestResponse("Invalid JSON."));
    }

    private void write(Actor actor) {
        PlatformPane.ActiveFault before = actor.pane().fault();
        actor.pane().send(actor.person(), actor.place(), actor.text("text"));
        if (actor.pane().fault() != before) {
            pageState.publishState();
        }
    }

    private static void submit(Actor actor) {
        Map<String, String> values = new HashMap<>();
        actor.asked()
                .path("values")
                .properties()
                .forEach(field -> values.put(field.getKey(), field.getValue().asText()));
        actor.pane().submit(actor.person(), actor.place(), values);
    }

    private void clock(Context context) {
        JsonNode asked = asked(context);
        if (asked.path("due").asBoolean()) {
            Instant due = controls.nextDue()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "Nothing is scheduled. Choose a time in /settings, then add a digest."));
            controls.forward(Duration.between(controls.now(), due).plusSeconds(1));
        } else {
            controls.forward(Duration.ofHours(Math.clamp(asked.path("hours").asInt(), 0, MAX_HOURS)));
        }
        pageState.publishState();
        context.status(204);
    }

    private void fault(Context context) {
        JsonNode asked = asked(context);
        PlatformPane.ActiveFault wanted;
        try {
            wanted = PlatformPane.ActiveFault.valueOf(asked.path("fault").asText());
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse("Unknown fault.");
        }
        pane(asked).fault(wanted);
        pageState.publishState();
        context.status(204);
    }

    /// The body is the file itself.
    private void digest(Context context) {
        if (!Optional.ofNullable(context.contentType()).orElse("").startsWith("text/markdown")) {
            throw new UnsupportedMediaTypeResponse("Send the file as text/markdown.");
        }
        String name = fileName(Optional.ofNullable(context.queryParam("name")).orElse(""));
        answer(context, SandboxJson.object().put("said", controls.addFile(name, context.bodyAsBytes())));
    }

    private void written(Context context) {
        asked(context);
        answer(context, SandboxJson.object().put("said", controls.writeDigest()));
    }

    /// Fails with a sentence if the name is not that of a digest.
    static String fileName(String given) {
        String last = given.substring(Math.max(given.lastIndexOf('/'), given.lastIndexOf('\\')) + 1);
        if (!last.toLowerCase(Locale.ROOT).endsWith(".md")) {
            throw new IllegalArgumentException("Not a digest: the name of the file must end in .md.");
        }
        String stem = last.substring(0, last.length() - ".md".length())
                .replaceAll("[^\\p{L}\\p{N}._-]+", "-")
                .replaceFirst("^[.-]+", "");
        int kept = Math.min(LONGEST_NAME, stem.codePointCount(0, stem.length()));
        return (stem.isEmpty() ? "digest" : stem.substring(0, stem.offsetByCodePoints(0, kept))) + ".md";
    }

    private static void answer(Context context, JsonNode json) {
        context.contentType("application/json; charset=utf-8").result(json.toString());
    }
}
