package digestbot.chat.dispatch;

import digestbot.button.Press;
import digestbot.chat.api.Command;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Routes;
import digestbot.chat.subscribe.SubscribeCommands;

/// Handles `/start`, with or without a link's payload: a topic, or an encoded press.
public final class StartCommand implements Routes.Handler {

    private final SubscribeCommands subscribing;
    private final HelpCommand help;

    public StartCommand(SubscribeCommands subscribing, HelpCommand help) {
        this.subscribing = subscribing;
        this.help = help;
    }

    @Override
    public void register(Routes routes) {
        routes.on(Command.Start.class, (asked, start) -> start(routes, asked, start.payload()));
    }

    private Reply start(Routes routes, CommandContext asked, String payload) {
        if (payload.isEmpty()) {
            boolean resumed = asked.request().mayManage() && subscribing.resumeStopped(asked);
            return new Reply.Say(help.welcome(asked, resumed));
        }
        return Press.Link.opened(payload)
                .map(link -> routes.open(asked, link))
                .orElseGet(() -> subscribing.change(asked, payload, Command.Target.DEFAULT, true));
    }
}
