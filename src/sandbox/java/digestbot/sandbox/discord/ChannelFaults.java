package digestbot.sandbox.discord;

import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.discord.rules.ApiError;
import digestbot.sandbox.discord.rules.FormErrors;
import digestbot.sandbox.discord.rules.RestAnswer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The faults of each channel. A fault with a count ends after that many requests.
final class ChannelFaults {

    private final Map<Long, SandboxFault> byChannel = new HashMap<>();
    private final Map<Long, ApiError> crossposts = new HashMap<>();

    synchronized void set(long channel, SandboxFault fault) {
        if (fault instanceof SandboxFault.Migrated) {
            throw new IllegalArgumentException("Discord channels are never migrated: choose another fault");
        }
        byChannel.put(channel, fault);
    }

    /// Makes crossposts from the channel fail.
    synchronized void refuseCrossposts(long channel, ApiError why) {
        crossposts.put(channel, why);
    }

    /// Called before a message of a channel is crossposted.
    void beforeCrosspost(long channel) throws ApiError {
        access(channel);
        ApiError why = crosspost(channel);
        if (why != null) {
            throw why;
        }
    }

    private synchronized @Nullable ApiError crosspost(long channel) {
        return crossposts.get(channel);
    }

    /// Called before a request that reads a channel.
    void beforeRead(long channel) throws ApiError {
        access(channel);
        common(channel);
    }

    /// Called before a request that writes or changes a message of a channel.
    void beforeWrite(long channel) throws ApiError {
        access(channel);
        if (get(channel) instanceof SandboxFault.Closed) {
            throw ApiError.of(400, 50083, "Thread is archived");
        }
        if (get(channel) instanceof SandboxFault.Blocked || get(channel) instanceof SandboxFault.Deactivated) {
            throw ApiError.of(403, 50007, "Cannot send messages to this user");
        }
        beforeAnswer(channel);
    }

    /// Tells whether the channel is a thread that is archived and locked.
    boolean isLocked(long channel) {
        return get(channel) instanceof SandboxFault.Closed;
    }

    /// Called before a response to an interaction, which needs no access to the channel.
    void beforeAnswer(long channel) throws ApiError {
        common(channel);
        refuse(channel);
    }

    /// Tells whether the connection is to be cut after a message that was just delivered.
    synchronized boolean cutAfterDelivery(long channel) {
        if (get(channel) instanceof SandboxFault.CutAfterDelivery(int requests) && requests > 0) {
            byChannel.put(channel, new SandboxFault.CutAfterDelivery(requests - 1));
            return true;
        }
        return false;
    }

    /// The same response, unless it is to be cut off or garbled after a message that was just
    /// delivered.
    synchronized RestAnswer afterDelivery(long channel, RestAnswer answer) {
        if (get(channel) instanceof SandboxFault.Garbled(int requests) && requests > 0) {
            byChannel.put(channel, new SandboxFault.Garbled(requests - 1));
            return RestAnswer.page(200);
        }
        return answer.cutIf(cutAfterDelivery(channel));
    }

    private void access(long channel) throws ApiError {
        SandboxFault fault = get(channel);
        if (fault instanceof SandboxFault.Removed) {
            throw ApiError.of(403, 50001, "Missing Access");
        }
        if (fault instanceof SandboxFault.Gone) {
            throw ApiError.of(404, 10003, "Unknown Channel");
        }
    }

    private synchronized void common(long channel) throws ApiError {
        SandboxFault fault = get(channel);
        if (fault instanceof SandboxFault.Throttled(int requests, var retryAfter) && requests > 0) {
            byChannel.put(channel, new SandboxFault.Throttled(requests - 1, retryAfter));
            throw ApiError.rateLimited(
                    retryAfter, "user", Map.of("X-RateLimit-Limit", "5", "X-RateLimit-Remaining", "0"));
        }
        if (fault instanceof SandboxFault.ServerError(int requests, int status) && requests > 0) {
            byChannel.put(channel, new SandboxFault.ServerError(requests - 1, status));
            throw ApiError.server(status);
        }
    }

    private synchronized void refuse(long channel) throws ApiError {
        if (get(channel) instanceof SandboxFault.Refused(int requests) && requests > 0) {
            byChannel.put(channel, new SandboxFault.Refused(requests - 1));
            FormErrors errors = new FormErrors();
            errors.add("components", "BASE_TYPE_BAD_LENGTH", "Refused, as the sandbox was told to.");
            errors.throwIfAny();
        }
        if (get(channel) instanceof SandboxFault.Declined(int requests) && requests > 0) {
            byChannel.put(channel, new SandboxFault.Declined(requests - 1));
            throw ApiError.of(400, 200000, "Message was blocked by automatic moderation");
        }
    }

    private synchronized SandboxFault get(long channel) {
        return byChannel.getOrDefault(channel, new SandboxFault.None());
    }
}
