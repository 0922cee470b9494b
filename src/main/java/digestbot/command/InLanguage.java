package digestbot.command;

import digestbot.edition.Content;
import digestbot.edition.Framing;
import digestbot.library.Library;
import digestbot.library.StoredDigest;
import digestbot.library.TopicLanguages;
import digestbot.text.Phrase;
import java.util.Optional;

/// Says of a digest that it is in another language than the one in which its reader gets the topic.
final class InLanguage {

    private final Library library;

    InLanguage(Library library) {
        this.library = library;
    }

    /// The language that the reader would get instead; empty if this is the one.
    private Optional<String> instead(Asked asked, StoredDigest stored) {
        var key = stored.digest().key();
        TopicLanguages languages = library.languages(asked.transaction(), key.topic(), key.day());
        return languages.serves(key.language(), asked.language())
                ? Optional.empty()
                : languages.serving(asked.language());
    }

    /// What the digest's language is called, if its reader gets another one.
    Optional<String> name(Asked asked, StoredDigest stored) {
        return instead(asked, stored)
                .map(_ -> asked.words().languageName(stored.digest().key().language()));
    }

    /// The content with that said above it, where it is so.
    Content headed(Asked asked, StoredDigest stored, Content content) {
        return instead(asked, stored)
                .map(instead -> asked.words()
                        .say(
                                Phrase.ONLY_IN_LANGUAGE,
                                asked.words().languageName(stored.digest().key().language()),
                                asked.words().languageName(instead)))
                .map(said -> content.framed(Framing.remarked(said)))
                .orElse(content);
    }
}
