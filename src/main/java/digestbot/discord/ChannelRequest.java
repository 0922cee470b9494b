package digestbot.discord;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import digestbot.delivery.api.SendResult;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.requests.Request;
import net.dv8tion.jda.api.requests.Response;
import net.dv8tion.jda.api.requests.RestAction;
import net.dv8tion.jda.api.requests.Route;
import net.dv8tion.jda.api.requests.Route.CompiledRoute;
import net.dv8tion.jda.api.utils.AttachedFile;
import net.dv8tion.jda.api.utils.data.DataObject;
import net.dv8tion.jda.internal.requests.Requester;
import net.dv8tion.jda.internal.requests.RestActionImpl;
import okhttp3.RequestBody;
import org.jspecify.annotations.Nullable;

/// A request for a message in a channel of which only the id is known.
///
/// JDA's methods need a channel object, which JDA has only for channels that it has seen since its
/// start. After a restart it lacks direct messages and the servers of shards that are still
/// connecting. This is the only class that uses JDA's internal package.
final class ChannelRequest extends RestActionImpl<SendResult> {

    /// “Unknown message”: the message to delete no longer exists.
    private static final int UNKNOWN_MESSAGE = 10008;

    private final Function<Response, SendResult> sent;
    private final Optional<String> deletedMessageId;

    private ChannelRequest(
            JDA jda,
            CompiledRoute route,
            @Nullable RequestBody body,
            Function<Response, SendResult> sent,
            Optional<String> deletedMessageId) {
        super(jda, route, body);
        this.sent = sent;
        this.deletedMessageId = deletedMessageId;
    }

    private static ChannelRequest of(
            JDA jda, CompiledRoute route, RequestBody body, Function<Response, SendResult> sent) {
        return new ChannelRequest(jda, route, body, sent, Optional.empty());
    }

    private static RequestBody json(String json) {
        return RequestBody.create(json.getBytes(StandardCharsets.UTF_8), Requester.MEDIA_TYPE_JSON);
    }

    static ChannelRequest send(JDA jda, long channel, DataObject message, Collection<? extends AttachedFile> files) {
        return create(jda, Route.Messages.SEND_MESSAGE.compile(text(channel)), message, files, ChannelRequest::message);
    }

    static ChannelRequest send(JDA jda, long channel, String json) {
        return of(jda, Route.Messages.SEND_MESSAGE.compile(text(channel)), json(json), ChannelRequest::message);
    }

    /// Creates a post in a forum. The post has the id of its first message.
    ///
    /// Discord has no nonce for posts, so a post may be created twice if the response was lost.
    static ChannelRequest post(
            JDA jda,
            long forum,
            String name,
            List<Long> tags,
            DataObject message,
            Collection<? extends AttachedFile> files) {
        DataObject body = DataObject.empty().put("name", name).put("message", message);
        if (!tags.isEmpty()) {
            body.put("applied_tags", tags);
        }
        return create(jda, Route.Channels.CREATE_THREAD.compile(text(forum)), body, files, ChannelRequest::post);
    }

    private static ChannelRequest create(
            JDA jda,
            CompiledRoute route,
            DataObject body,
            Collection<? extends AttachedFile> files,
            Function<Response, SendResult> sent) {
        return of(
                jda,
                route,
                files.isEmpty()
                        ? json(body.toString())
                        : AttachedFile.createMultipartBody(files, body).build(),
                sent);
    }

    static ChannelRequest edit(JDA jda, long channel, String messageId, DataObject message) {
        return of(
                jda,
                Route.Messages.EDIT_MESSAGE.compile(text(channel), messageId),
                json(message.toString()),
                ChannelRequest::message);
    }

    static ChannelRequest delete(JDA jda, long channel, String messageId) {
        return new ChannelRequest(
                jda,
                Route.Messages.DELETE_MESSAGE.compile(text(channel), messageId),
                null,
                _ -> new SendResult.Sent(messageId),
                Optional.of(messageId));
    }

    /// Unarchives a thread, as a new message would.
    static ChannelRequest unarchive(JDA jda, long thread) {
        return of(
                jda,
                Route.Channels.MODIFY_CHANNEL.compile(text(thread)),
                json("{\"archived\":false}"),
                ChannelRequest::message);
    }

    static RestAction<DataObject> retrieve(JDA jda, long channel) {
        return new RestActionImpl<>(
                jda, Route.Channels.GET_CHANNEL.compile(text(channel)), (response, _) -> response.getObject());
    }

    private static String text(long id) {
        return Long.toUnsignedString(id);
    }

    @Override
    public void handleResponse(Response response, Request<SendResult> request) {
        request.onSuccess(response.isOk() ? sent(response) : failed(response));
    }

    private SendResult sent(Response response) {
        try {
            return sent.apply(response);
        } catch (IllegalStateException _) {
            return DiscordErrors.unreadable();
        }
    }

    /// The result for a response that contains a message or a channel.
    private static SendResult message(Response response) {
        return new SendResult.Sent(ResponseId.of(response));
    }

    private static SendResult post(Response response) {
        DataObject thread = response.getObject();
        return new SendResult.Sent(
                thread.getObject("message").getString("id"), OptionalLong.of(thread.getUnsignedLong("id")));
    }

    private SendResult failed(Response response) {
        boolean away = deletedMessageId.isPresent() && DiscordErrors.code(response) == UNKNOWN_MESSAGE;
        return away ? new SendResult.Sent(deletedMessageId.get()) : DiscordErrors.result(response);
    }

    /// Reads the id of the message or channel in a response. Discord returns the whole message, but
    /// only the id is needed, so no objects are created for the rest.
    private static final class ResponseId {

        /// Recycles buffers in a pool instead of per thread, because a virtual thread would not use
        /// its own buffer twice.
        private static final JsonFactory JSON = JsonFactory.builder()
                .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
                .build();

        private ResponseId() {}

        /// Fails with an [IllegalStateException] if the response is not a JSON object with an id.
        static String of(Response response) {
            return response.get(String.class, ResponseId::read);
        }

        /// Reads to the end, so that a truncated response is not mistaken for a complete one.
        private static String read(BufferedReader reader) throws IOException {
            String id = "";
            try (JsonParser parser = JSON.createParser(reader)) {
                if (parser.nextToken() != JsonToken.START_OBJECT) {
                    throw new IllegalStateException("no object");
                }
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    boolean found = parser.currentName().equals("id");
                    parser.nextToken();
                    if (found) {
                        id = parser.getValueAsString("");
                    } else {
                        parser.skipChildren();
                    }
                }
            }
            if (id.isEmpty()) {
                throw new IllegalStateException("no id");
            }
            return id;
        }
    }
}
