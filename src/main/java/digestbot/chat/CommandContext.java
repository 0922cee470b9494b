package digestbot.chat;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.audience.Platform.Feature;
import digestbot.audience.Preferences;
import digestbot.audience.Subscriber;
import digestbot.content.Button;
import digestbot.content.Content;
import digestbot.content.TimeFormat;
import digestbot.content.action.Action;
import digestbot.content.action.ActionSpec;
import digestbot.database.Transaction;
import digestbot.delivery.api.Destination;
import digestbot.i18n.DateParser;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.markdown.WebAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// A request with everything that commands need to answer it.
///
/// @param subscriber the chat's subscriber when the request arrived; empty if the chat is not a
///     subscriber
/// @param personalLanguage the person's chosen language or their client's; the bot may have no
///     texts in it
/// @param visibleToAll true if everybody in the chat sees the reply; it then knows no language but
///     the chat's
public record CommandContext(
        Transaction transaction,
        CommandRequest request,
        Optional<Subscriber> subscriber,
        String personalLanguage,
        Instant now,
        boolean visibleToAll) {

    public CommandContext with(Subscriber chosen) {
        return new CommandContext(transaction, request, Optional.of(chosen), personalLanguage, now, visibleToAll);
    }

    public CommandContext withLanguage(String language) {
        return new CommandContext(transaction, request, subscriber, language, now, visibleToAll);
    }

    /// A part of a reply that everybody in the chat sees. It is created from a context that has
    /// only the chat's language, so it cannot use the language of the person who asked.
    public static final class ForAll<T> {

        private final T part;
        private final String language;

        private ForAll(T part, String language) {
            this.part = part;
            this.language = language;
        }

        public T part() {
            return part;
        }

        public String language() {
            return language;
        }
    }

    /// Makes a part for everybody, or nothing. It must hold no text and no context that was there
    /// before.
    @FunctionalInterface
    public interface PublicPart<T> {
        Optional<T> in(CommandContext all);
    }

    public <T> Optional<ForAll<T>> forAll(PublicPart<T> part) {
        var all = new CommandContext(transaction, request, subscriber, chatLanguage(), now, true);
        return part.in(all).map(made -> new ForAll<>(made, all.language()));
    }

    /// In a private chat everybody is the person.
    ForAll<Content> inPrivateChat(Content content) {
        if (!isPrivate()) {
            throw new IllegalStateException("others read it");
        }
        return new ForAll<>(content, personalLanguage);
    }

    private String chatLanguage() {
        return subscriber
                .filter(_ -> !isPrivate())
                .map(known -> known.preferences().language())
                .orElse(personalLanguage);
    }

    /// The id of the person for whom an answer is rehearsed.
    public static final long NOBODY = 0;

    /// Whether nobody asked: before it accepts commands, the bot rehearses an answer, which
    /// must not write.
    public boolean isRehearsal() {
        return request.person().userId() == NOBODY;
    }

    public boolean isPress() {
        return request.invocation().byPress();
    }

    public Chat chat() {
        return request.origin().chat();
    }

    public boolean isPrivate() {
        return chat().kind() == ChatType.PRIVATE;
    }

    /// Whether an answer that is not for everybody is shown to the person alone.
    public boolean answersPrivately() {
        return isPrivate()
                || chat().platform().has(Feature.EPHEMERAL_ANSWERS)
                || request.features().privateAnswers();
    }

    public Optional<Destination> privateChat() {
        return isPrivate() ? Optional.of(request.origin()) : request.privateChat();
    }

    /// The preferences of the requesting chat; if it is not a subscriber yet, the initial
    /// preferences that it would have.
    public Preferences preferences() {
        return subscriber
                .map(Subscriber::preferences)
                .orElseGet(
                        () -> Preferences.DEFAULT.withLanguage(personalTexts().language()));
    }

    public boolean isStopped() {
        return subscriber.filter(Subscriber::isStopped).isPresent();
    }

    /// The reply for the day that was typed, or else a remark that it is not a day.
    public Reply forDay(String typed, Function<LocalDate, Reply> reply) {
        return DateParser.parse(typed, today(), texts())
                .map(reply)
                .orElseGet(() -> say("unknown-date", ReplyFactory.quoteInput(typed)));
    }

    public LocalDate today() {
        return LocalDate.ofInstant(now, preferences().zone());
    }

    /// The language for digests: the person's if only they see the reply, otherwise the chat's. The
    /// bot may have no texts in it.
    public String language() {
        return visibleToAll || answersPrivately() ? personalLanguage : chatLanguage();
    }

    /// The bot's own texts, in that language or the nearest available one.
    public Texts texts() {
        return Texts.of(language());
    }

    public TimeFormat moments() {
        return new TimeFormat(texts(), preferences().zone());
    }

    /// The due time of a delivery as text in the chat's zone, as its schedule is, whatever the zone
    /// of the reader's device.
    public String due(Instant at) {
        return preferences().hasZone()
                ? moments().inZone(at)
                : texts().moment(at, preferences().zone());
    }

    /// The texts for what only the person sees wherever they ask, such as toasts.
    public Texts personalTexts() {
        return Texts.of(personalLanguage);
    }

    /// A sentence for the person alone, with a help button.
    public Reply say(String key, Object... values) {
        return new Reply.EphemeralMessage(ReplyFactory.text(texts(), texts().format(key, values)));
    }

    /// A sentence in place of the pressed message, with a help button.
    public Reply edit(String key, Object... values) {
        return new Reply.EditPressed(ReplyFactory.text(texts(), texts().format(key, values)));
    }

    public Reply toast(String key) {
        // After a command it is a message, which others may read.
        return new Reply.Toast((isPress() ? personalTexts() : texts()).format(key));
    }

    /// Says why a digest cannot be shown any more.
    public Reply unavailable(Library library, long digest) {
        return toast(library.wasWithdrawn(transaction, digest) ? "withdrawn" : "digest-gone");
    }

    /// The reason for which a request was not fulfilled: a toast for a press, otherwise an answer.
    /// If the person can do the same in a private chat, a button opens it.
    public Reply refuse(String why) {
        Optional<Button> privateChat = isPossiblePrivately(why) ? openPrivateChat() : Optional.empty();
        boolean showsButton = privateChat.isPresent() && chat().platform().has(Feature.EPHEMERAL_ANSWERS);
        if (isPress() && !showsButton) {
            return toast(why);
        }
        Texts texts = texts();
        List<Button> row = Stream.concat(privateChat.stream(), Stream.of(ReplyFactory.help(texts)))
                .toList();
        return new Reply.EphemeralMessage(ReplyFactory.text(texts.format(why), List.of(row)));
    }

    private static boolean isPossiblePrivately(String why) {
        return List.of("chat-admins-only", "server-managers-only", "privately-only")
                .contains(why);
    }

    private Optional<Button> openPrivateChat() {
        String label = switch (chat().platform()) {
            case TELEGRAM -> "open-private-chat-button";
            case DISCORD -> "open-direct-messages-button";
        };
        return request.botLink().filter(_ -> !isPrivate()).map(link -> Button.link(texts().format(label), link));
    }

    /// A link that triggers the press in the person's private chat; empty if the platform has none.
    public Optional<WebAddress> linkTo(Action.Linkable press) {
        return request.botLink()
                .filter(_ -> request.person().platform().has(Feature.START_LINKS))
                .map(link -> new WebAddress(link.url() + "?start=" + press.payload()));
    }

    /// A question that a reply answers, in a private chat on Telegram; empty elsewhere.
    ///
    /// @param hint the hint in the field for the reply, at most 64 characters
    public Optional<Content> question(Action.Linkable press, String question, String subject, String hint) {
        return linkTo(press)
                .filter(_ -> isPrivate())
                .map(link -> ReplyFactory.askForReply(question, subject, link, hint));
    }

    /// A button whose answer asks for a reply. In a group on Telegram it opens the person's private
    /// chat, because a message that one member sees alone cannot ask for a reply.
    public Button askingButton(String label, Action.Linkable press) {
        return linkTo(press)
                .filter(_ -> !isPrivate())
                .map(link -> Button.link(label, link))
                .orElseGet(() -> Button.callback(label, press));
    }

    /// The command as this person types it: localised where the platform translates names.
    public String usage(Class<? extends Action> command) {
        return usage(ActionSpec.of(command));
    }

    public String usage(ActionSpec command) {
        boolean localised = request.person().platform().has(Feature.LOCALISED_COMMANDS);
        return "/" + (localised ? texts().format(command.localisedName()) : command.id());
    }
}
