package digestbot.sandbox.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import digestbot.sandbox.CommandOffer;
import digestbot.sandbox.InlineOffer;
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
import java.util.Map;
import java.util.Optional;

/// The actions on the page: those of the people, and on the bot's clock, folder and faults.
final class PageActions {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_HOURS = 24 * 31;

    private final List<PlatformPane> panes;
    private final TrialControls controls;
    private final PageState pageState;

    PageActions(List<PlatformPane> panes, TrialControls controls, PageState pageState) {
        this.panes = panes;
        this.controls = controls;
        this.pageState = pageState;
    }

    void add(RoutesConfig routes) {
        routes.post("/write", this::write);
        routes.post("/press", this::press);
        routes.post("/submit", this::submit);
        routes.post("/dismiss", this::dismiss);
        routes.post("/offered", this::offered);
        routes.post("/suggested", this::suggested);
        routes.post("/inline", this::inline);
        routes.post("/choose", this::choose);
        routes.post("/clock", this::clock);
        routes.post("/fault", this::fault);
        routes.post("/digest", this::digest);
    }

    /// The person who acts, and the place.
    private record Actor(PlatformPane pane, SandboxPerson person, SandboxPlace place, JsonNode asked) {}

    private Actor actor(Context context) {
        JsonNode asked = asked(context);
        PlatformPane pane = pane(asked);
        SandboxPerson person = pane.person(asked.path("person").asText());
        return new Actor(pane, person, pane.place(person, asked.path("place").asText()), asked);
    }

    private PlatformPane pane(JsonNode asked) {
        return panes.stream()
                .filter(pane -> pane.id().equals(asked.path("platform").asText()))
                .findFirst()
                .orElseThrow(() -> new BadRequestResponse("Unknown platform."));
    }

    /// Reads a JSON body, which no form of another site can send.
    private static JsonNode asked(Context context) {
        if (!Optional.ofNullable(context.contentType()).orElse("").startsWith("application/json")) {
            throw new UnsupportedMediaTypeResponse("Send JSON.");
        }
        try {
            return JSON.readTree(context.body());
        } catch (JsonProcessingException _) {
            throw new BadRequestResponse("Invalid JSON.");
        }
    }

    private void write(Context context) {
        Actor actor = actor(context);
        ActiveFault before = actor.pane().fault();
        actor.pane()
                .write(actor.person(), actor.place(), actor.asked().path("text").asText());
        if (actor.pane().fault() != before) {
            pageState.publishState();
        }
        context.status(204);
    }

    private void press(Context context) {
        Actor actor = actor(context);
        JsonNode asked = actor.asked();
        actor.pane()
                .platform()
                .press(
                        actor.person(),
                        actor.place(),
                        asked.path("message").asLong(),
                        asked.path("number").asInt(),
                        asked.path("choice").asInt());
        context.status(204);
    }

    private void submit(Context context) {
        Actor actor = actor(context);
        Map<String, String> values = new HashMap<>();
        actor.asked()
                .path("values")
                .properties()
                .forEach(field -> values.put(field.getKey(), field.getValue().asText()));
        actor.pane().submit(actor.person(), actor.place(), values);
        context.status(204);
    }

    private void dismiss(Context context) {
        Actor actor = actor(context);
        actor.pane().dismiss(actor.person(), actor.place());
        context.status(204);
    }

    private void offered(Context context) {
        Actor actor = actor(context);
        ArrayNode offers = JSON.createArrayNode();
        actor.pane().offered(actor.person(), actor.place()).forEach(offer -> offers.add(offer(offer)));
        answer(context, offers);
    }

    private static ObjectNode offer(CommandOffer offer) {
        ObjectNode json = JSON.createObjectNode().put("name", offer.name()).put("description", offer.description());
        ArrayNode options = json.putArray("options");
        for (CommandOffer.Option option : offer.options()) {
            ArrayNode choices = options.addObject()
                    .put("name", option.name())
                    .put("description", option.description())
                    .put("required", option.required())
                    .put("suggested", option.suggested())
                    .putArray("choices");
            option.choices().forEach(choices::add);
        }
        return json;
    }

    private void suggested(Context context) {
        Actor actor = actor(context);
        ArrayNode choices = JSON.createArrayNode();
        actor.pane()
                .suggested(
                        actor.person(),
                        actor.place(),
                        actor.asked().path("line").asText())
                .forEach(
                        choice -> choices.addObject().put("name", choice.name()).put("value", choice.value()));
        answer(context, choices);
    }

    private void inline(Context context) {
        Actor actor = actor(context);
        InlineOffer offer = actor.pane()
                .inline(
                        actor.person(),
                        actor.place(),
                        actor.asked().path("line").asText());
        ObjectNode json = JSON.createObjectNode()
                .put("query", offer.query())
                .put("button", offer.button().orElse(""));
        ArrayNode choices = json.putArray("choices");
        offer.choices()
                .forEach(choice -> choices.addObject()
                        .put("id", choice.id())
                        .put("title", choice.title())
                        .put("description", choice.description()));
        answer(context, json);
    }

    private void choose(Context context) {
        Actor actor = actor(context);
        JsonNode asked = actor.asked();
        actor.pane()
                .choose(
                        actor.person(),
                        actor.place(),
                        asked.path("query").asText(),
                        asked.path("choice").asText());
        context.status(204);
    }

    private void clock(Context context) {
        JsonNode asked = asked(context);
        if (asked.path("due").asBoolean()) {
            Instant due = controls.nextDue()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "Nothing is scheduled. Choose a time in" + " /settings, then add a digest."));
            controls.forward(Duration.between(controls.now(), due).plusSeconds(1));
        } else {
            controls.forward(Duration.ofHours(Math.clamp(asked.path("hours").asInt(), 0, MAX_HOURS)));
        }
        pageState.publishState();
        context.status(204);
    }

    private void fault(Context context) {
        JsonNode asked = asked(context);
        ActiveFault wanted;
        try {
            wanted = ActiveFault.valueOf(asked.path("fault").asText());
        } catch (IllegalArgumentException e) {
            throw new BadRequestResponse("Unknown fault.");
        }
        pane(asked).fault(wanted);
        pageState.publishState();
        context.status(204);
    }

    /// Adds a digest; the body is the file itself.
    private void digest(Context context) {
        if (!Optional.ofNullable(context.contentType()).orElse("").startsWith("text/markdown")) {
            throw new UnsupportedMediaTypeResponse("Send the file as text/markdown.");
        }
        String name = DroppedFileName.of(
                Optional.ofNullable(context.queryParam("name")).orElse(""));
        answer(context, JSON.createObjectNode().put("said", controls.addFile(name, context.bodyAsBytes())));
    }

    private static void answer(Context context, JsonNode json) {
        context.contentType("application/json; charset=utf-8").result(json.toString());
    }
}
