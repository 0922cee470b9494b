package digestbot.sandbox.discord;

import java.util.List;
import java.util.Optional;

/// Routes that answer interactions: the first answer, and what the interaction's token allows for 15 minutes.
final class InteractionRoutes {

    private final World world;
    private final Interactions interactions;
    private final Callbacks callbacks;
    private final Messages messages;
    private final Faults faults;

    InteractionRoutes(World world, Interactions interactions, Callbacks callbacks, Messages messages, Faults faults) {
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

    private Answer callback(Call call) throws ApiError {
        Interaction interaction = interactions.find(call.id(1), call.path().get(2));
        faults.beforeAnswer(interaction.channel().id());
        Optional<Message> message = callbacks.answer(interaction, call.body(), call.files());
        int type = call.body().path("type").asInt();
        Answer answer = call.asks("with_response")
                ? Answer.ok(Callbacks.response(interaction, type, message))
                : Answer.NO_CONTENT;
        return message.isPresent() ? cut(answer, interaction) : answer;
    }

    private Answer followUp(Call call) throws ApiError {
        Interaction interaction = live(call);
        faults.beforeAnswer(interaction.channel().id());
        Optional<Message> waiting = original(interaction).filter(Message::loading);
        Message message = waiting.isPresent()
                ? messages.edit(waiting.get(), call.body(), call.files(), "")
                : messages.post(Draft.answer(interaction, call.body(), call.files()), "");
        interaction.own(message.id());
        return cut(Answer.ok(message.json()), interaction);
    }

    private Answer get(Call call) throws ApiError {
        return Answer.ok(message(live(call), call).json());
    }

    private Answer edit(Call call) throws ApiError {
        Interaction interaction = live(call);
        faults.beforeAnswer(interaction.channel().id());
        Message edited = messages.edit(message(interaction, call), call.body(), call.files(), "");
        return cut(Answer.ok(edited.json()), interaction);
    }

    private Answer delete(Call call) throws ApiError {
        messages.delete(message(live(call), call));
        return Answer.NO_CONTENT;
    }

    private Interaction live(Call call) throws ApiError {
        if (call.id(1) != world.applicationId) {
            throw ApiError.unknownWebhook();
        }
        return interactions.live(call.path().get(2));
    }

    private Message message(Interaction interaction, Call call) throws ApiError {
        if (call.path().get(4).equals("@original")) {
            return original(interaction).orElseThrow(ApiError::unknownMessage);
        }
        long id = call.id(4);
        return messages.find(interaction.channel(), id)
                .filter(_ -> interaction.owns(id))
                .orElseThrow(ApiError::unknownMessage);
    }

    private Optional<Message> original(Interaction interaction) {
        return interaction.original().isPresent()
                ? messages.find(interaction.channel(), interaction.original().getAsLong())
                : Optional.empty();
    }

    private Answer cut(Answer answer, Interaction interaction) {
        return answer.cutIf(faults.cutAfterDelivery(interaction.channel().id()));
    }
}
