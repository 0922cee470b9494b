package digestbot.sandbox.discord;

import digestbot.sandbox.SandboxFault;
import digestbot.sandbox.SandboxFault.PlaceFault;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

final class ChannelFaults {

    private final Map<Long, PlaceFault> byChannel = new ConcurrentHashMap<>();

    void set(long channel, SandboxFault fault) {
        if (fault instanceof SandboxFault.Migrated) {
            throw new IllegalArgumentException("Discord channels are never migrated: choose another fault");
        }
        of(channel).set(fault);
    }

    private PlaceFault of(long channel) {
        return byChannel.computeIfAbsent(channel, _ -> new PlaceFault());
    }

    void beforeRead(long channel) throws ApiError {
        access(channel);
        common(channel);
    }

    void beforeWrite(long channel) throws ApiError {
        access(channel);
        if (isLocked(channel)) {
            throw ApiError.archived();
        }
        if (of(channel).get() instanceof SandboxFault.Blocked) {
            throw ApiError.of(403, 50007, "Cannot send messages to this user");
        }
        beforeAnswer(channel);
    }

    /// True if the channel is a thread that is archived and locked.
    boolean isLocked(long channel) {
        return of(channel).get() instanceof SandboxFault.Closed;
    }

    /// A response to an interaction needs no access to the channel.
    void beforeAnswer(long channel) throws ApiError {
        common(channel);
        if (of(channel).take(SandboxFault.Refused.class)) {
            FormErrors errors = new FormErrors();
            errors.add("components", "BASE_TYPE_BAD_LENGTH");
            errors.throwIfAny();
        }
        if (of(channel).take(SandboxFault.Declined.class)) {
            throw ApiError.of(400, 200000, "Message was blocked by automatic moderation");
        }
    }

    /// To be called after a message was delivered.
    RestAnswer afterDelivery(long channel, RestAnswer answer) {
        return of(channel).take(SandboxFault.Garbled.class) ? RestAnswer.page(200) : cutIfTold(channel, answer);
    }

    RestAnswer cutIfTold(long channel, RestAnswer answer) {
        return of(channel).take(SandboxFault.CutAfterDelivery.class) ? answer.asCut() : answer;
    }

    private void access(long channel) throws ApiError {
        SandboxFault fault = of(channel).get();
        if (fault instanceof SandboxFault.Removed) {
            throw ApiError.missingAccess();
        }
        if (fault instanceof SandboxFault.Gone) {
            throw ApiError.unknownChannel();
        }
    }

    private void common(long channel) throws ApiError {
        PlaceFault fault = of(channel);
        if (fault.get() instanceof SandboxFault.Throttled(int _, Duration wait)
                && fault.take(SandboxFault.Throttled.class)) {
            throw ApiError.rateLimited(wait, "user", Map.of("X-RateLimit-Limit", "5", "X-RateLimit-Remaining", "0"));
        }
        if (fault.get() instanceof SandboxFault.ServerError(int _, int status)
                && fault.take(SandboxFault.ServerError.class)) {
            throw ApiError.server(status);
        }
    }
}
