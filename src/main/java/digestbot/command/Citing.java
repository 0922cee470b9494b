package digestbot.command;

import digestbot.edition.Content;
import digestbot.edition.Press;
import digestbot.edition.View;
import digestbot.library.KnownTopic;
import digestbot.library.Library;
import digestbot.library.StoredDigest;
import java.util.List;
import java.util.Optional;

/// What the newest digest of a topic cites.
final class Citing {

    private final Library library;
    private final Looking looking;

    Citing(Library library, Looking looking) {
        this.library = library;
        this.looking = looking;
    }

    Reply sources(Asked asked, String typed) {
        return switch (looking.found(asked, typed)) {
            case Looking.Found.Nothing(Content why) -> new Reply.Whisper(why);
            case Looking.Found.Topic(KnownTopic topic, List<KnownTopic> others) ->
                newest(asked, topic)
                        .map(stored -> looking.shown(asked.toAll(), stored, new View.Sources()))
                        .<Reply>map(content -> new Reply.Say(OtherTopics.below(
                                content,
                                others,
                                other -> newest(asked, other)
                                        .map(stored -> new Press.Show(stored.number(), new View.Sources(), 0)))))
                        .orElseGet(() -> new Reply.Whisper(Looking.noTopics(asked)));
        };
    }

    private Optional<StoredDigest> newest(Asked asked, KnownTopic topic) {
        return library.newest(asked.transaction(), topic.topic().id(), asked.language());
    }
}
