package digestbot.telegram;

import digestbot.i18n.Phrase;
import digestbot.i18n.ReplyPhrase;
import digestbot.i18n.Texts;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.botapimethods.BotApiMethodBoolean;
import org.telegram.telegrambots.meta.api.methods.description.GetMyDescription;
import org.telegram.telegrambots.meta.api.methods.description.GetMyShortDescription;
import org.telegram.telegrambots.meta.api.methods.description.SetMyDescription;
import org.telegram.telegrambots.meta.api.methods.description.SetMyShortDescription;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// The bot's descriptions on Telegram: the text of a chat in which nothing was written yet, and that
/// of the bot's profile. Those that the owner wrote with @BotFather stay.
final class BotDescriptions {

    private static final Logger LOG = LoggerFactory.getLogger(BotDescriptions.class);

    /// The default text is set last: it tells that the others are set.
    private static final List<String> LANGUAGES = Stream.concat(
                    Texts.languages().stream()
                            .map(tag -> Locale.forLanguageTag(tag).getLanguage())
                            .distinct(),
                    Stream.of(""))
            .toList();

    private final TelegramClient client;

    BotDescriptions(TelegramClient client) {
        this.client = client;
    }

    /// Sets the descriptions that are missing. If Telegram refuses, it is tried again at the next
    /// start.
    void setMissing() {
        try {
            if (isBlank(client.execute(new GetMyDescription()).getDescription())) {
                set(ReplyPhrase.BOT_DESCRIPTION, SetMyDescription::new);
            }
            if (isBlank(client.execute(new GetMyShortDescription()).getShortDescription())) {
                set(ReplyPhrase.WELCOME, SetMyShortDescription::new);
            }
        } catch (TelegramApiException e) {
            LOG.info(
                    "setting the bot's description on Telegram failed: {}, next attempt at the next start",
                    TelegramErrors.reason(e));
        }
    }

    private static boolean isBlank(@Nullable String text) {
        return Optional.ofNullable(text).filter(known -> !known.isBlank()).isEmpty();
    }

    private void set(Phrase phrase, BiFunction<String, @Nullable String, BotApiMethodBoolean> request)
            throws TelegramApiException {
        for (String language : LANGUAGES) {
            client.execute(request.apply(Texts.of(language).format(phrase), language.isEmpty() ? null : language));
        }
    }
}
