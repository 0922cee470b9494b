package digestbot.command;

import digestbot.delivery.FileWish;
import digestbot.edition.Content;
import digestbot.edition.Editions;
import digestbot.edition.Reader;
import digestbot.library.KnownTopic;
import digestbot.library.Library;
import digestbot.library.StoredDigest;
import java.util.List;

/// A digest's overview as a picture, for all in the chat to see.
final class Picturing {

    private final Library library;
    private final Looking looking;
    private final Editions editions;

    Picturing(Library library, Looking looking, Editions editions) {
        this.library = library;
        this.looking = looking;
        this.editions = editions;
    }

    /// The newest digest of the topic; without one, of the first subscribed topic.
    Reply newest(Asked asked, String typed) {
        return switch (looking.found(asked, typed)) {
            case Looking.Found.Nothing(Content why) -> new Reply.Whisper(why);
            case Looking.Found.Topic(KnownTopic topic, List<KnownTopic> _) ->
                library.newest(asked.transaction(), topic.topic().id(), asked.language())
                        .map(digest -> of(asked, digest))
                        .orElseGet(() -> new Reply.Whisper(Looking.noTopics(asked)));
        };
    }

    Reply of(Asked asked, StoredDigest stored) {
        Asked aloud = asked.toAll();
        looking.open(aloud, stored);
        Reader reader = looking.reader(aloud, stored);
        Content beside = editions.besideCard(stored.digest(), reader);
        return new Reply.WithFile(new FileWish.Card(beside, stored.number(), stored.revision(), reader), true);
    }
}
