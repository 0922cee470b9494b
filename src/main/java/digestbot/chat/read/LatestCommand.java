package digestbot.chat.read;

import digestbot.action.ReadAction;
import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.chat.common.Placement;
import digestbot.content.Content;

/// The newest digest of every topic, as a list with a button for each; the chat's own topics come
/// first.
public record LatestCommand(DigestCommands digests, DigestList list) {

    public Reply latest(CommandContext context, ReadAction.ShowLatest asked) {
        return Placement.linkedView(context, asked, page(context, asked.page()), 0);
    }

    private Content page(CommandContext context, int requestedPage) {
        return switch (digests.selectTopic(context, "")) {
            case DigestCommands.TopicSelection.Nothing(Content message) -> message;
            case DigestCommands.TopicSelection.Topic topics ->
                list.page(context, topics.all(), _ -> context.texts().format("latest-digests"), requestedPage);
        };
    }
}
