package digestbot.telegram;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import digestbot.audience.Chat;
import digestbot.audience.Platform;
import digestbot.concurrent.LruCache;
import digestbot.content.Content;
import digestbot.content.paging.MessageBudget;
import digestbot.delivery.api.Attachment;
import digestbot.delivery.api.Destination;
import digestbot.delivery.api.Messenger;
import digestbot.delivery.api.SendResult;
import digestbot.telegram.TelegramMessage.TextFormat;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.telegram.telegrambots.meta.api.methods.ParseMode;
import org.telegram.telegrambots.meta.api.methods.send.SendDocument;
import org.telegram.telegrambots.meta.api.methods.send.SendMessage;
import org.telegram.telegrambots.meta.api.methods.send.SendPhoto;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.DeleteMessage;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageMedia;
import org.telegram.telegrambots.meta.api.methods.updatingmessages.EditMessageText;
import org.telegram.telegrambots.meta.api.objects.InputFile;
import org.telegram.telegrambots.meta.api.objects.LinkPreviewOptions;
import org.telegram.telegrambots.meta.api.objects.media.InputMediaPhoto;
import org.telegram.telegrambots.meta.api.objects.message.Message;
import org.telegram.telegrambots.meta.api.objects.replykeyboard.ReplyKeyboard;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// Sends, edits and deletes messages through the Bot API. The API has no deduplication, so the
/// nonce is unused.
public final class TelegramMessenger implements Messenger<TelegramMessage> {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_UPLOADED = 16;

    /// A white square that replaces a picture which can no longer be deleted.
    private static final byte[] BLANK_PICTURE = Base64.getDecoder()
            .decode(
                    "iVBORw0KGgoAAAANSUhEUgAAAEAAAABAAQAAAACCEkxzAAAAEklEQVR42mP4DwUMo4xRBukMAOPT/hAC2mzjAAAAAElFTkSuQmCC");

    private final TelegramClient client;
    private final MessageKeyboards keyboards;
    private final boolean paid;
    private final BiConsumer<Chat, String> afterDigest;

    /// Telegram's ids of pictures, by broadcast, so that each picture is uploaded once.
    private final LruCache<Long, String> uploaded = new LruCache<>(MAX_UPLOADED);

    /// `afterDigest` gets the chat and the first message of each digest that arrived, and returns at
    /// once.
    TelegramMessenger(
            TelegramClient client, MessageKeyboards keyboards, boolean paid, BiConsumer<Chat, String> afterDigest) {
        this.afterDigest = afterDigest;
        this.client = client;
        this.keyboards = keyboards;
        this.paid = paid;
    }

    @Override
    public Platform platform() {
        return Platform.TELEGRAM;
    }

    @Override
    public MessageBudget budget() {
        return TelegramRenderer.budget();
    }

    @Override
    public TelegramMessage render(Content content) {
        return TelegramRenderer.render(content);
    }

    @Override
    public Optional<TelegramMessage> plain(TelegramMessage message) {
        return message.plain();
    }

    @Override
    public TelegramMessage attach(TelegramMessage message, Attachment file) {
        return message.with(file);
    }

    @Override
    public TelegramMessage firstOfDigest(TelegramMessage message) {
        return message.startingDigest();
    }

    @Override
    public SendResult send(Destination to, TelegramMessage message, String nonce, boolean silent) {
        SendResult result = send(to, message, silent);
        if (result instanceof SendResult.Sent(String id, OptionalLong _) && message.startsDigest()) {
            afterDigest.accept(to.chat(), id);
        }
        return result;
    }

    private SendResult send(Destination to, TelegramMessage message, boolean silent) {
        try {
            return new SendResult.Sent(sent(to, message, silent).getMessageId().toString());
        } catch (TelegramApiException e) {
            return TelegramErrors.forbidsFile(e)
                    ? message.file()
                            .map(file -> sendWithoutFile(message, file, to, silent))
                            .orElseGet(() -> failed(e))
                    : failed(e);
        }
    }

    /// Sends a picture's text alternative to a group that accepts no files. The rejection of a file
    /// does not mean that the chat is unreachable.
    private SendResult sendWithoutFile(TelegramMessage message, Attachment file, Destination to, boolean silent) {
        return switch (file) {
            case Attachment.Document _ -> new SendResult.Rejected("files may not be sent there");
            case Attachment.Image image ->
                send(
                        to,
                        new TelegramMessage(image.description(), TextFormat.PLAIN, List.of(), Optional.empty()),
                        silent);
            case Attachment.Picture _ -> send(to, message.withoutFile(), silent);
        };
    }

    private Message sent(Destination to, TelegramMessage message, boolean silent) throws TelegramApiException {
        return switch (message.file().orElse(null)) {
            case null -> client.execute(request(to, message, keyboards.below(message), silent, paid));
            case Attachment.Document file -> client.execute(document(to, message, file, silent));
            case Attachment.Image image ->
                client.execute(
                        photo(to, message, upload(image.name(), image.png().get()), silent));
            case Attachment.Picture picture -> sent(to, message, picture, silent);
        };
    }

    private Message sent(Destination to, TelegramMessage message, Attachment.Picture picture, boolean silent)
            throws TelegramApiException {
        Optional<String> known = uploaded.find(picture.broadcast());
        SendPhoto request = photo(
                to,
                message,
                known.map(InputFile::new)
                        .orElseGet(
                                () -> upload(picture.name(), picture.content().get())),
                silent);
        request.setAllowPaidBroadcast(paid ? Boolean.TRUE : null);
        Message sent = client.execute(request);
        if (known.isEmpty() && sent.hasPhoto()) {
            uploaded.put(picture.broadcast(), sent.getPhoto().getLast().getFileId());
        }
        return sent;
    }

    @Override
    public SendResult edit(Destination to, String messageId, TelegramMessage message) {
        try {
            change(to, Integer.valueOf(messageId), message);
            return new SendResult.Sent(messageId);
        } catch (TelegramApiException e) {
            return TelegramErrors.isNotModified(e) ? new SendResult.Sent(messageId) : failed(e);
        }
    }

    /// Changes the text or caption. An edit cannot remove a message's picture, so a blank picture
    /// replaces it.
    private void change(Destination to, Integer messageId, TelegramMessage message) throws TelegramApiException {
        try {
            client.execute(EditMessageText.builder()
                    .chatId(to.chat().id())
                    .messageId(messageId)
                    .text(message.text())
                    .parseMode(mode(message))
                    .linkPreviewOptions(preview(message))
                    .replyMarkup(keyboards.inline(message))
                    .build());
        } catch (TelegramApiException e) {
            if (!TelegramErrors.isPicture(e)) {
                throw e;
            }
            var blank = new InputMediaPhoto(new ByteArrayInputStream(BLANK_PICTURE), "blank.png");
            blank.setCaption(message.text());
            blank.setParseMode(mode(message));
            client.execute(EditMessageMedia.builder()
                    .chatId(to.chat().id())
                    .messageId(messageId)
                    .media(blank)
                    .build());
        }
    }

    /// The time within which `deleteMessage` works, according to its documentation.
    @Override
    public Optional<Duration> deletableFor() {
        return Optional.of(Duration.ofDays(2));
    }

    @Override
    public SendResult delete(Destination to, String messageId) {
        try {
            client.execute(new DeleteMessage(Long.toString(to.chat().id()), Integer.valueOf(messageId)));
            return new SendResult.Sent(messageId);
        } catch (TelegramApiException e) {
            return TelegramErrors.isDeleted(e) ? new SendResult.Sent(messageId) : failed(e);
        }
    }

    /// The JSON body of the request that sends the message, without buttons that depend on the
    /// account.
    public static String payload(Destination to, TelegramMessage message) {
        try {
            return JSON.writeValueAsString(
                    request(to, message, MessageKeyboards.OF_ANY_ACCOUNT.below(message), false, false));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a message has no JSON form", e);
        }
    }

    static SendResult failed(TelegramApiException e) {
        if (e.getCause() instanceof InterruptedException) {
            Thread.currentThread().interrupt();
        }
        return TelegramErrors.result(e);
    }

    private static SendMessage request(
            Destination to, TelegramMessage message, @Nullable ReplyKeyboard below, boolean silent, boolean paid) {
        return SendMessage.builder()
                .chatId(to.chat().id())
                .messageThreadId(thread(to))
                .text(message.text())
                .parseMode(mode(message))
                .linkPreviewOptions(preview(message))
                .allowPaidBroadcast(paid ? Boolean.TRUE : null)
                .disableNotification(silent ? Boolean.TRUE : null)
                .replyMarkup(below)
                .build();
    }

    /// The request for a message with a file. Such messages have no buttons that depend on the
    /// account.
    static SendDocument document(Destination to, TelegramMessage message, Attachment.Document file, boolean silent) {
        return SendDocument.builder()
                .chatId(to.chat().id())
                .messageThreadId(thread(to))
                .document(upload(file.name(), file.content().get()))
                .caption(message.text())
                .parseMode(mode(message))
                .disableNotification(silent ? Boolean.TRUE : null)
                .replyMarkup(MessageKeyboards.OF_ANY_ACCOUNT.below(message))
                .build();
    }

    private static InputFile upload(String name, byte[] content) {
        return new InputFile(new ByteArrayInputStream(content), name);
    }

    private static SendPhoto photo(Destination to, TelegramMessage message, InputFile picture, boolean silent) {
        return SendPhoto.builder()
                .chatId(to.chat().id())
                .messageThreadId(thread(to))
                .photo(picture)
                .caption(message.text())
                .parseMode(mode(message))
                .disableNotification(silent ? Boolean.TRUE : null)
                .replyMarkup(MessageKeyboards.OF_ANY_ACCOUNT.below(message))
                .build();
    }

    static @Nullable Integer thread(Destination to) {
        return to.thread() == 0 ? null : Math.toIntExact(to.thread());
    }

    static @Nullable String mode(TelegramMessage message) {
        return switch (message.format()) {
            case HTML -> ParseMode.HTML;
            case PLAIN -> null;
        };
    }

    /// A small preview of the message's page, or none. Without this option, Telegram would preview
    /// a link in the text.
    static LinkPreviewOptions preview(TelegramMessage message) {
        return message.preview().isPresent()
                ? LinkPreviewOptions.builder()
                        .urlField(message.preview().orElseThrow())
                        .preferSmallMedia(true)
                        .build()
                : LinkPreviewOptions.builder().isDisabled(true).build();
    }
}
