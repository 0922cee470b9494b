package digestbot.telegram;

import digestbot.audience.Person;
import digestbot.audience.Platform;
import digestbot.content.action.Action;
import digestbot.markdown.TextCleaner;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.telegram.telegrambots.meta.api.methods.GetMe;
import org.telegram.telegrambots.meta.api.methods.updates.GetUpdates;
import org.telegram.telegrambots.meta.api.objects.Update;
import org.telegram.telegrambots.meta.api.objects.User;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;

/// Finds the owner of a bot that is being set up: the person who sends it a code that only the
/// owner has.
///
/// The last page of messages is not confirmed to Telegram, so that the bot gets them again when it
/// runs. Telegram shows a further page only after the previous one was confirmed.
public final class TelegramSignUp implements AutoCloseable {

    /// The number of messages that Telegram returns at once.
    private static final int PAGE = 100;

    /// The maximum number of pages in one look; the next look continues.
    private static final int MAX_PAGES = 20;

    private final TelegramConnection connection;
    private final String host;
    private final String code =
            Action.Linkable.OWNER_CODE + UUID.randomUUID().toString().replace("-", "");
    private final String botName;

    /// The owner's account, and the name that the owner uses.
    public record Owner(Person person, String name) {}

    /// Looks up the bot.
    ///
    /// @throws IOException if the token is not valid or Telegram does not answer; the message is a
    ///     sentence for people
    public TelegramSignUp(TelegramSettings settings) throws IOException {
        connection = new TelegramConnection(settings);
        host = settings.apiUrl().getHost();
        try {
            botName = connection.interactiveClient().execute(new GetMe()).getUserName();
        } catch (TelegramApiException e) {
            close();
            throw new IOException(sentence(e));
        }
    }

    private String sentence(TelegramApiException e) {
        if (TelegramErrors.refusesToken(e)) {
            return "Telegram does not know this token. Copy it again: @BotFather, /mybots, the bot, API Token.";
        }
        return e.getCause() instanceof IOException
                ? "Couldn't reach %s. Check this machine's connection.".formatted(host)
                : "Telegram does not answer as it should: %s.".formatted(TelegramErrors.reason(e));
    }

    public String botName() {
        return botName;
    }

    /// The link to the chat with the bot, whose button “Start” sends the code.
    public String link() {
        return "https://t.me/%s?start=%s".formatted(botName, code);
    }

    /// The owner; empty until the code has arrived.
    ///
    /// @throws IOException if Telegram does not answer; the message is a sentence for people
    public Optional<Owner> owner() throws IOException {
        try {
            List<Update> page = page(0);
            Optional<Owner> found = sender(page);
            for (int i = 1; i < MAX_PAGES && found.isEmpty() && page.size() == PAGE; i++) {
                page = page(page.getLast().getUpdateId() + 1);
                found = sender(page);
            }
            return found;
        } catch (TelegramApiException e) {
            throw new IOException(sentence(e));
        }
    }

    private List<Update> page(int offset) throws TelegramApiException {
        return connection
                .interactiveClient()
                .execute(GetUpdates.builder().offset(offset).timeout(0).build());
    }

    private Optional<Owner> sender(List<Update> updates) {
        return updates.stream()
                .map(Update::getMessage)
                .filter(Objects::nonNull)
                .filter(message -> message.isUserMessage() && ("/start " + code).equals(message.getText()))
                .map(Message::getFrom)
                .map(TelegramSignUp::owner)
                .findFirst();
    }

    private static Owner owner(User user) {
        var person =
                new Person(Platform.TELEGRAM, user.getId(), Objects.requireNonNullElse(user.getLanguageCode(), "en"));
        return new Owner(person, TextCleaner.line(user.getFirstName()));
    }

    @Override
    public void close() {
        connection.close();
    }
}
