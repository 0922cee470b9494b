package digestbot.sandbox.discord;

import digestbot.sandbox.discord.rules.ApiError;
import digestbot.sandbox.discord.rules.RestAnswer;
import java.util.List;
import java.util.Optional;

/// Routes for responses to interactions: the first one, and those that the interaction's token
/// allows for 15 minutes.
final class InteractionRoutes {

    private final World world;
    private final Interactions interactions;
    private final InteractionCallbacks callbacks;
    private final Messages messages;
    private final ChannelFaults faults;

    InteractionRoutes(
            World world,
            Interactions interactions,
            InteractionCallbacks callbacks,
            Messages messages,
            ChannelFaults faults) {
        this.world = world;
        this.interactions = interactions;
        this.callbacks = callbacks;
        this.messages = messages;
        this.faults = faults;
    }

    List<Route> routes() {
        return List.of(
                Route.open("POST", "/interactions/{}/{}/callback", this::callback),
                Route.open("POST", "/webhooks/{}/{}", this::followUp),
                Route.open("GET", "/webhooks/{}/{}/messages/{}", this::get),
                Route.open("PATCH", "/webhooks/{}/{}/messages/{}", this::edit),
                Route.open("DELETE", "/webhooks/{}/{}/messages/{}", this::delete));
    }

    private RestAnswer callback(RestCall call) throws ApiError {
        Interaction interaction = interactions.find(call.id(1), call.path().get(2));
        faults.beforeAnswer(interaction.channel().id());
        Optional<ChannelMessage> message = callbacks.answer(interaction, call.body(), call.files());
        int type = call.body().path("type").asInt();
        RestAnswer answer = call.asks("with_response")
                ? RestAnswer.ok(InteractionCallbacks.response(interaction, type, message))
                : RestAnswer.NO_CONTENT;
        return message.isPresent() ? cut(answer, interaction) : answer;
    }

    private RestAnswer followUp(RestCall call) throws ApiError {
        Interaction interaction = live(call);
        faults.beforeAnswer(interaction.channel().id());
        Optional<ChannelMessage> waiting = original(interaction).filter(ChannelMessage::loading);
        ChannelMessage message = waiting.isPresent()
                ? messages.edit(waiting.get(), call.body(), call.files(), "")
                : messages.post(MessageDraft.answer(interaction, call.body(), call.files()), "");
        interaction.own(message.id());
        return cut(RestAnswer.ok(message.json()), interaction);
    }

    private RestAnswer get(RestCall call) throws ApiError {
        return RestAnswer.ok(message(live(call), call).json());
    }

    private RestAnswer edit(RestCall call) throws ApiError {
        Interaction interaction = live(call);
        faults.beforeAnswer(interaction.channel().id());
        ChannelMessage edited = messages.edit(message(interaction, call), call.body(), call.files(), "");
        return cut(RestAnswer.ok(edited.json()), interaction);
    }

    private RestAnswer delete(RestCall call) throws ApiError {
        messages.delete(message(live(call), call));
        return RestAnswer.NO_CONTENT;
    }

    private Interaction live(RestCall call) throws ApiError {
        if (call.id(1) != world.applicationId) {
            throw ApiError.unknownWebhook();
        }
        return interactions.live(call.path().get(2));
    }

    private ChannelMessage message(Interaction interaction, RestCall call) throws ApiError {
        if (call.path().get(4).equals("@original")) {
            return original(interaction).orElseThrow(ApiError::unknownMessage);
        }
        long id = call.id(4);
        return messages.find(interaction.channel(), id)
                .filter(_ -> interaction.owns(id))
                .orElseThrow(ApiError::unknownMessage);
    }

    private Optional<ChannelMessage> original(Interaction interaction) {
        return interaction.original().isPresent()
                ? messages.find(interaction.channel(), interaction.original().getAsLong())
                : Optional.empty();
    }

    private RestAnswer cut(RestAnswer answer, Interaction interaction) {
        return answer.cutIf(faults.cutAfterDelivery(interaction.channel().id()));
    }
}
