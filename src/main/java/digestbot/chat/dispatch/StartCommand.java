package digestbot.chat.dispatch;

import digestbot.action.Press;
import digestbot.chat.api.Command;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.HandlerRegistry;
import digestbot.chat.subscribe.SubscribeCommands;

/// Handles `/start`, with or without a link's payload: a topic, or an encoded press.
public record StartCommand(SubscribeCommands subscribing, HelpCommand help) implements HandlerRegistry.Handler {

    @Override
    public void register(HandlerRegistry registry) {
        registry.on(Command.Start.class, (context, start) -> start(registry, context, start.payload()));
    }

    private Reply start(HandlerRegistry registry, CommandContext context, String payload) {
        if (payload.isEmpty()) {
            boolean resumed = context.request().personIsChatAdmin() && subscribing.resumeStopped(context);
            return new Reply.PublicMessage(help.welcome(context, resumed));
        }
        return Press.Linkable.fromPayload(payload)
                .map(link -> registry.open(context, link))
                .orElseGet(() -> subscribing.change(context, payload, Command.Target.DEFAULT, true));
    }
}
