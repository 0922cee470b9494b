package digestbot.chat.dispatch;

import digestbot.button.LookupPress;
import digestbot.button.Press;
import digestbot.chat.api.Command;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Permissions;
import digestbot.chat.subscribe.SubscribeCommands;
import digestbot.content.Content;
import digestbot.digest.DigestView;

/// Handles start links and menu buttons.
public final class LinkRouter {

    private final LookupCommands lookups;
    private final SubscribeCommands subscribing;
    private final HelpCommand help;

    public LinkRouter(LookupCommands lookups, SubscribeCommands subscribing, Permissions permissions) {
        this.lookups = lookups;
        this.subscribing = subscribing;
        this.help = new HelpCommand(permissions, subscribing.keyboard());
    }

    LookupCommands lookups() {
        return lookups;
    }

    SubscribeCommands subscribing() {
        return subscribing;
    }

    HelpCommand help() {
        return help;
    }

    /// Handles `/start`, with or without a link's payload: a topic, or an encoded press.
    Reply start(CommandContext asked, String payload) {
        if (payload.isEmpty()) {
            boolean resumed = asked.request().mayManage() && subscribing.resumeStopped(asked);
            return new Reply.Say(help.welcome(asked, resumed));
        }
        return Press.Link.opened(payload)
                .map(link -> open(asked, link))
                .orElseGet(() -> subscribing.subscribe(asked, payload, Command.Target.DEFAULT));
    }

    private Reply open(CommandContext asked, Press.Link link) {
        return switch (link) {
            case Press.Show show -> lookups.digests().show(asked, show);
            case Press.Open(long digest, DigestView view) ->
                lookups.digests().show(asked, new Press.Show(digest, view, 0));
            case LookupPress press -> new Reply.Say(lookups.content(asked, press));
            case Press.Today() -> lookups.digests().today(asked, "");
            case Press.Mistake mistake -> lookups.mistakes().ask(asked, mistake);
            case Press.Place place -> new Reply.Say(place(asked, place));
        };
    }

    Reply pressed(CommandContext asked, Press.Menu press) {
        return switch (press) {
            case Press.Subscribe(long topic) -> subscribing.pressed(asked, topic, true);
            case Press.Unsubscribe(long topic) -> subscribing.pressed(asked, topic, false);
            case Press.AllTopics(boolean wanted) -> subscribing.allTopics(asked, wanted);
            case Press.Place place ->
                asked.request().mayManage() ? new Reply.Replace(place(asked, place)) : aside(asked, place);
            case Press.Stop() -> new Reply.Replace(subscribing.stop(asked));
            case Press.Resume() -> new Reply.Replace(subscribing.resume(asked));
        };
    }

    /// The reply to a button from an unsupported version: the latest digest.
    Reply outdated(CommandContext asked) {
        return asked.isPrivate() ? lookups.digests().today(asked, "") : aside(asked, new Press.Today());
    }

    private Reply aside(CommandContext asked, Press.Place press) {
        return new Reply.Aside(place(asked, press), 0, press.payload());
    }

    private Content place(CommandContext asked, Press.Place press) {
        return switch (press) {
            case Press.Topics(int page) -> subscribing.topics(asked, page);
            case Press.Today() -> lookups.digests().newest(asked);
            case Press.Help() -> help.help(asked);
        };
    }
}
