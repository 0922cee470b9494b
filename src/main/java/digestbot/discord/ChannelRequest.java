package digestbot.discord;

import digestbot.delivery.api.SendResult;
import java.util.Collection;
import java.util.Optional;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.requests.Request;
import net.dv8tion.jda.api.requests.Response;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.utils.AttachedFile;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.internal.requests.RestActionImpl;
import okhttp3.RequestBody;

/// A request for a message in a channel of which only the id is known.
///
/// JDA's own methods need a channel object, which it only has for channels that it has seen since
/// its start; direct messages are missing after a restart. This is the only class that uses JDA's
/// internal package.
final class ChannelRequest extends RestActionImpl<SendResult> {

    /// “Unknown message”: the message to delete no longer exists.
    private static final int UNKNOWN_MESSAGE = 10008;

    private final Optional<String> deletedMessageId;

    private ChannelRequest(JDA jda, Route.CompiledRoute route, DataObject body) {
        super(jda, route, body);
        deletedMessageId = Optional.empty();
    }

    private ChannelRequest(JDA jda, Route.CompiledRoute route, String deletedMessageId) {
        super(jda, route);
        this.deletedMessageId = Optional.of(deletedMessageId);
    }

    private ChannelRequest(JDA jda, Route.CompiledRoute route, RequestBody form) {
        super(jda, route, form);
        deletedMessageId = Optional.empty();
    }

    /// @param files attached files, sent as multipart form data
    static ChannelRequest send(JDA jda, long channel, DataObject message, Collection<? extends AttachedFile> files) {
        var route = Route.Messages.SEND_MESSAGE.compile(Long.toUnsignedString(channel));
        return files.isEmpty()
                ? new ChannelRequest(jda, route, message)
                : new ChannelRequest(
                        jda,
                        route,
                        AttachedFile.createMultipartBody(files, message).build());
    }

    static ChannelRequest edit(JDA jda, long channel, String messageId, DataObject message) {
        return new ChannelRequest(
                jda, Route.Messages.EDIT_MESSAGE.compile(Long.toUnsignedString(channel), messageId), message);
    }

    static ChannelRequest delete(JDA jda, long channel, String messageId) {
        return new ChannelRequest(
                jda, Route.Messages.DELETE_MESSAGE.compile(Long.toUnsignedString(channel), messageId), messageId);
    }

    /// Unarchives a thread, as a new message would.
    static ChannelRequest unarchive(JDA jda, long thread) {
        return new ChannelRequest(
                jda,
                Route.Channels.MODIFY_CHANNEL.compile(Long.toUnsignedString(thread)),
                DataObject.empty().put("archived", false));
    }

    @Override
    public void handleResponse(Response response, Request<SendResult> request) {
        request.onSuccess(response.isOk() ? sent(response) : failed(response));
    }

    private SendResult sent(Response response) {
        try {
            return new SendResult.Sent(
                    deletedMessageId.orElseGet(() -> response.getObject().getString("id")));
        } catch (IllegalStateException _) {
            return DiscordErrors.unreadable();
        }
    }

    private SendResult failed(Response response) {
        boolean away = deletedMessageId.isPresent() && DiscordErrors.code(response) == UNKNOWN_MESSAGE;
        return away ? new SendResult.Sent(deletedMessageId.get()) : DiscordErrors.result(response);
    }
}
