package digestbot.chat.read;

import digestbot.action.LookupPress;
import digestbot.chat.api.LookupCommand;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.HandlerRegistry;
import digestbot.chat.common.Placement;
import digestbot.content.Content;

/// The newest digest of every topic, as a list with a button for each; the chat's own topics come
/// first.
public record LatestCommand(DigestCommands digests, DigestList list) implements HandlerRegistry.Handler {

    @Override
    public void register(HandlerRegistry registry) {
        registry.on(LookupCommand.Latest.class, (context, _) -> new Reply.EphemeralMessage(page(context, 0)));
        registry.on(
                LookupPress.ShowLatest.class,
                (context, press) -> Placement.linkedView(context, press, page(context, press.page()), 0));
    }

    private Content page(CommandContext context, int requestedPage) {
        return switch (digests.selectTopic(context, "")) {
            case DigestCommands.TopicSelection.Nothing(Content message) -> message;
            case DigestCommands.TopicSelection.Topic topics ->
                list.page(context, topics.all(), _ -> context.texts().format("latest-digests"), requestedPage);
        };
    }
}
