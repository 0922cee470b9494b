package digestbot.chat.common;

import digestbot.content.Content;
import digestbot.content.ViewFraming;
import digestbot.i18n.DigestPhrase;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import digestbot.library.archive.TopicLanguages;
import java.util.Optional;

/// A note that a digest is in another language than the one in which the reader receives the topic.
public final class LanguageNote {

    private final Library library;

    public LanguageNote(Library library) {
        this.library = library;
    }

    /// The language that the reader would get instead; empty if this is the one.
    private Optional<String> instead(CommandContext asked, StoredDigest stored) {
        var key = stored.digest().key();
        TopicLanguages languages = library.languages(asked.transaction(), key.topic(), key.day());
        return languages.serves(key.language(), asked.language())
                ? Optional.empty()
                : languages.serving(asked.language());
    }

    /// The name of the digest's language, if its reader gets another one.
    public Optional<String> name(CommandContext asked, StoredDigest stored) {
        return instead(asked, stored)
                .map(_ -> asked.words().languageName(stored.digest().key().language()));
    }

    /// The content with the note above it, if the languages differ.
    public Content headed(CommandContext asked, StoredDigest stored, Content content) {
        return instead(asked, stored)
                .map(instead -> asked.words()
                        .say(
                                DigestPhrase.ONLY_IN_LANGUAGE,
                                asked.words().languageName(stored.digest().key().language()),
                                asked.words().languageName(instead)))
                .map(said -> content.framed(ViewFraming.remarked(said)))
                .orElse(content);
    }
}
