package digestbot.chat.read;

import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.content.Content;
import digestbot.content.Reader;
import digestbot.content.views.DigestViews;
import digestbot.delivery.outbox.FileRequest;
import digestbot.delivery.status.ViewCountStore.ViewedPart;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import java.util.List;

/// A digest's overview as a picture, visible to everybody in the chat.
public record CardCommand(Library library, DigestCommands digests, DigestViews digestViews) {

    /// The newest digest of the topic; without one, of the first subscribed topic.
    Reply newest(CommandContext context, String typed) {
        return switch (digests.selectTopic(context, typed)) {
            case DigestCommands.TopicSelection.Nothing(Content message) -> new Reply.EphemeralMessage(message);
            case DigestCommands.TopicSelection.Topic(LibraryTopic topic, List<LibraryTopic> _) ->
                library.newest(context.transaction(), topic.topic().id(), context.language())
                        .map(digest -> of(context, digest))
                        .orElseGet(() -> new Reply.EphemeralMessage(DigestCommands.noTopics(context)));
        };
    }

    Reply of(CommandContext context, StoredDigest stored) {
        CommandContext publicContext = context.withReplyToAll();
        digests.recordOpened(publicContext, stored, ViewedPart.Whole.CARD);
        Reader reader = digests.reader(publicContext, stored);
        Content beside = digestViews.cardCaption(stored.digest(), reader);
        return new Reply.WithFile(new FileRequest.CardFile(beside, stored.number(), stored.revision(), reader), true);
    }
}
