package digestbot.chat.common;

import digestbot.content.Content;
import digestbot.content.ViewAdditions;
import digestbot.library.archive.Library;
import digestbot.library.archive.StoredDigest;
import digestbot.library.archive.TopicLanguages;
import java.util.Optional;

/// A note that a digest is in another language than the one in which the reader receives the topic.
public record LanguageNote(Library library) {

    /// The language in which the reader receives the topic instead; empty if it is this one.
    private Optional<String> deliveryLanguage(CommandContext context, StoredDigest stored) {
        var key = stored.digest().key();
        TopicLanguages languages = library.languages(context.transaction(), key.topic(), key.day());
        return languages.serves(key.language(), context.language())
                ? Optional.empty()
                : languages.languageFor(context.language());
    }

    /// The name of the digest's language, if the reader receives the topic in another one.
    public Optional<String> name(CommandContext context, StoredDigest stored) {
        return deliveryLanguage(context, stored)
                .map(_ -> context.texts().languageName(stored.digest().key().language()));
    }

    public Content addTo(CommandContext context, StoredDigest stored, Content content) {
        return deliveryLanguage(context, stored)
                .map(deliveryLanguage -> context.texts()
                        .format(
                                "only-in-language",
                                context.texts()
                                        .languageName(stored.digest().key().language()),
                                context.texts().languageName(deliveryLanguage)))
                .map(said -> content.withAdditions(ViewAdditions.withRemark(said)))
                .orElse(content);
    }
}
