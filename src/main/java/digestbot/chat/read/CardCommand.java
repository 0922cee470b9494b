package digestbot.chat.read;

import digestbot.chat.api.Reply;
import digestbot.chat.common.CommandContext;
import digestbot.content.Content;
import digestbot.content.Reader;
import digestbot.content.views.DigestViews;
import digestbot.delivery.outbox.FileRequest;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import java.util.List;

/// A digest's overview as a picture, for all in the chat to see.
public final class CardCommand {

    private final Library library;
    private final DigestCommands looking;
    private final DigestViews editions;

    public CardCommand(Library library, DigestCommands looking, DigestViews editions) {
        this.library = library;
        this.looking = looking;
        this.editions = editions;
    }

    /// The newest digest of the topic; without one, of the first subscribed topic.
    Reply newest(CommandContext asked, String typed) {
        return switch (looking.found(asked, typed)) {
            case DigestCommands.Found.Nothing(Content why) -> new Reply.Whisper(why);
            case DigestCommands.Found.Topic(LibraryTopic topic, List<LibraryTopic> _) ->
                library.newest(asked.transaction(), topic.topic().id(), asked.language())
                        .map(digest -> of(asked, digest))
                        .orElseGet(() -> new Reply.Whisper(DigestCommands.noTopics(asked)));
        };
    }

    Reply of(CommandContext asked, StoredDigest stored) {
        CommandContext aloud = asked.toAll();
        looking.open(aloud, stored);
        Reader reader = looking.reader(aloud, stored);
        Content beside = editions.besideCard(stored.digest(), reader);
        return new Reply.WithFile(new FileRequest.Card(beside, stored.number(), stored.revision(), reader), true);
    }
}
