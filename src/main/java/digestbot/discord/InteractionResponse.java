package digestbot.discord;

import digestbot.chat.Reply;
import digestbot.content.Content;
import digestbot.content.paging.MessagePacker;
import digestbot.delivery.api.Attachment;
import digestbot.delivery.outbox.FileRequest;
import digestbot.i18n.Texts;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import net.dv8tion.jda.api.exceptions.ErrorResponseException;
import net.dv8tion.jda.api.interactions.InteractionHook;
import net.dv8tion.jda.api.interactions.callbacks.IMessageEditCallback;
import net.dv8tion.jda.api.interactions.callbacks.IModalCallback;
import net.dv8tion.jda.api.interactions.callbacks.IReplyCallback;
import net.dv8tion.jda.api.interactions.components.ComponentInteraction;
import net.dv8tion.jda.api.modals.Modal;
import net.dv8tion.jda.api.requests.RestAction;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.requests.restaction.interactions.InteractionCallbackAction;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.internal.requests.RestActionImpl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The response to one interaction. Discord waits three seconds for it, so a slower response must
/// be deferred. The response is sent with the interaction's token, which is lost when the process
/// ends, so it is not stored in the outbox.
final class InteractionResponse {

    private static final Logger LOG = LoggerFactory.getLogger(InteractionResponse.class);

    private enum State {
        PENDING,
        DEFERRED,
        ANSWERED
    }

    private final IReplyCallback event;
    private final Optional<IMessageEditCallback> edit;
    private final boolean visible;
    private State state = State.PENDING;
    private boolean refused;

    /// If `edit` has the same event, the response may replace the pressed message. `visible` lets
    /// everybody in the chat see a deferred response.
    InteractionResponse(IReplyCallback event, Optional<IMessageEditCallback> edit, boolean visible) {
        this.event = event;
        this.edit = edit;
        this.visible = visible;
    }

    synchronized void defer() {
        if (state == State.PENDING) {
            state = State.DEFERRED;
            RestAction<?> promise = edit.<RestAction<?>>map(IMessageEditCallback::deferEdit)
                    .orElseGet(() -> event.deferReply(isEphemeral(visible)));
            promise.queue(
                    _ -> {},
                    failure -> LOG.warn("response to Discord was too late: {}", DiscordErrors.describe(failure)));
        }
    }

    /// Waits until Discord has accepted the reply.
    void answer(Reply reply, Function<FileRequest, Attachment> files, LongFunction<Attachment> pictures) {
        switch (reply) {
            case Reply.PublicMessage(var content) -> say(content.part(), true, pictures);
            case Reply.EphemeralMessage(Content content) -> say(content, false, pictures);
            case Reply.EditPressed(Content content, int page, String toast) -> {
                replace(page(content, page));
                if (!toast.isEmpty()) {
                    say(text(toast), false);
                }
            }
            case Reply.EphemeralView(Content content, int page, String _, boolean _) -> replace(page(content, page));
            case Reply.SharedView(var content, int page) ->
                say(page(content.part(), page).withNote(sharedBy(content.language())), true);
            case Reply.PublicFile(var file) -> say(page(file.part().beside(), 0).with(files.apply(file.part())), true);
            case Reply.PrivateFile(FileRequest file) ->
                say(page(file.beside(), 0).with(files.apply(file)), false);
            case Reply.OpenModal compose -> open(ModalForms.of(compose), compose.fallback());
            case Reply.Toast(String text) -> say(text(text), false);
            case Reply.NoReply() -> acknowledge();
        }
    }

    /// Sends an ephemeral sentence, even after Discord has rejected a response.
    void replyEphemeral(String sentence) {
        if (refused) {
            DataObject body = DataObject.empty()
                    .put("type", InteractionCallbackAction.ResponseType.CHANNEL_MESSAGE_WITH_SOURCE.getRaw())
                    .put("data", text(sentence).create(false).toData());
            // JDA treats a rejected response as sent and refuses a second one, but Discord still
            // waits for the first.
            run(new RestActionImpl<>(
                    event.getJDA(), Route.Interactions.CALLBACK.compile(event.getId(), event.getToken()), body));
        } else {
            say(text(sentence), false);
        }
    }

    /// A note with a mention of the person, which Discord shows as their name without notifying
    /// anybody ([DiscordMessage]).
    private String sharedBy(String language) {
        return Texts.of(language).format("share-shared-by", event.getUser().getAsMention());
    }

    static DiscordMessage page(Content content, int page) {
        return DiscordRenderer.render(MessagePacker.page(content, DiscordRenderer.budget(), page));
    }

    private static DiscordMessage text(String text) {
        return DiscordRenderer.render(Content.text(text, List.of()));
    }

    /// Sends content that does not fit into one message as several messages, except for a view of a
    /// digest, which has page buttons.
    private void say(Content content, boolean visibleToAll, LongFunction<Attachment> pictures) {
        if (content.view().isPresent()) {
            say(page(content, 0), visibleToAll);
            return;
        }
        List<DiscordMessage> messages = MessagePacker.pages(content, DiscordRenderer.budget()).stream()
                .map(page -> {
                    DiscordMessage message = DiscordRenderer.render(page);
                    return page.picture()
                            .map(broadcast -> message.with(pictures.apply(broadcast)))
                            .orElse(message);
                })
                .toList();
        say(messages.getFirst(), visibleToAll);
        for (DiscordMessage further : messages.subList(1, messages.size())) {
            run(hook().sendMessage(further.create(false)).setEphemeral(isEphemeral(visibleToAll)));
        }
    }

    /// Whether the reply must be ephemeral. In direct messages nobody else reads it.
    private boolean isEphemeral(boolean visibleToAll) {
        return !visibleToAll && !InteractionChat.isDirect(event);
    }

    /// Opens a modal, which must be the first response.
    private void open(Modal modal, Content fallback) {
        State before = close();
        if (before == State.PENDING && event instanceof IModalCallback asked) {
            sendFirst(asked.replyModal(modal));
        } else {
            say(page(fallback, 0), false, before);
        }
    }

    private void say(DiscordMessage message, boolean visibleToAll) {
        say(message, visibleToAll, close());
    }

    private void say(DiscordMessage message, boolean visibleToAll, State before) {
        boolean ephemeral = isEphemeral(visibleToAll);
        if (before == State.PENDING) {
            sendFirst(event.reply(message.create(false)).setEphemeral(ephemeral));
        } else if (edit.isPresent()) {
            run(hook().sendMessage(message.create(false)).setEphemeral(ephemeral));
        } else if (before == State.DEFERRED && ephemeral != isEphemeral(visible)) {
            // The deferral decides who sees its message, so a message for others must be a new one.
            run(hook().deleteOriginal());
            run(hook().sendMessage(message.create(false)).setEphemeral(ephemeral));
        } else {
            run(hook().editOriginal(message.edit()));
        }
    }

    /// Edits the pressed message if only the presser sees it. Otherwise, replies to the presser
    /// alone.
    private void replace(DiscordMessage message) {
        if (edit.isEmpty()) {
            say(message, false);
        } else if (close() == State.PENDING) {
            sendFirst(edit.get().editMessage(message.edit()));
        } else {
            run(hook().editOriginal(message.edit()));
        }
    }

    /// Ends a response without a message. A command is deferred and its response deleted, because
    /// Discord shows an unanswered command as failed. A press is acknowledged with one request.
    private void acknowledge() {
        boolean open = close() == State.PENDING;
        if (open && event instanceof ComponentInteraction pressed) {
            run(pressed.deferEdit());
            return;
        }
        if (edit.isPresent()) {
            if (open) {
                run(edit.get().deferEdit());
            }
            return;
        }
        if (open) {
            run(event.deferReply(true));
        }
        run(hook().deleteOriginal());
    }

    private InteractionHook hook() {
        return event.getHook();
    }

    private synchronized State close() {
        State before = state;
        state = State.ANSWERED;
        return before;
    }

    private void sendFirst(RestAction<?> answer) {
        try {
            run(answer);
        } catch (ResponseRejectedException e) {
            refused = true;
            throw e;
        }
    }

    private static void run(RestAction<?> answer) {
        try {
            answer.complete();
        } catch (ErrorResponseException e) {
            throw new ResponseRejectedException(DiscordErrors.describe(e), e);
        }
    }

    static final class ResponseRejectedException extends RuntimeException {
        @java.io.Serial
        private static final long serialVersionUID = 1L;

        ResponseRejectedException(String reason, Exception cause) {
            super("Discord rejected the response: " + reason, cause);
        }
    }
}
