package digestbot.telegram;

import digestbot.audience.Chat;
import digestbot.audience.ChatType;
import digestbot.database.RepeatedFailureLog;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.telegram.telegrambots.meta.api.methods.groupadministration.GetChatMember;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMember;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberAdministrator;
import org.telegram.telegrambots.meta.api.objects.chatmember.ChatMemberOwner;
import org.telegram.telegrambots.meta.exceptions.TelegramApiException;
import org.telegram.telegrambots.meta.generics.TelegramClient;

/// Asks Telegram whether a user is a chat admin: an admin of a group, or an admin of a channel who
/// may post.
final class ChatAdminLookup {

    enum AdminStatus {
        ADMIN,
        NOT_ADMIN,
        /// Unknown: Telegram did not respond in time, or was not asked yet.
        UNKNOWN
    }

    private static final Logger LOG = LoggerFactory.getLogger(ChatAdminLookup.class);

    /// Short, because all other chats wait while an update is handled.
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final TelegramClient client;
    private final Duration timeout;
    private final RepeatedFailureLog failureLog = new RepeatedFailureLog(
            LOG, "looking up chat admins on Telegram failed", "looking up chat admins on Telegram works again");

    ChatAdminLookup(TelegramClient client, Duration timeout) {
        this.client = client;
        this.timeout = timeout;
    }

    /// The future completes within the timeout and never exceptionally.
    CompletableFuture<AdminStatus> lookUp(Chat chat, long user) {
        var question = GetChatMember.builder().chatId(chat.id()).userId(user).build();
        try {
            return client.executeAsync(question)
                    .handle((member, failure) -> failure == null ? succeeded(chat, member) : failed(chat, failure))
                    .completeOnTimeout(AdminStatus.UNKNOWN, timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TelegramApiException e) {
            return CompletableFuture.completedFuture(failed(chat, e));
        }
    }

    private AdminStatus succeeded(Chat chat, ChatMember member) {
        failureLog.recovered();
        boolean manages = chat.kind() == ChatType.CHANNEL
                ? mayPost(member)
                : member instanceof ChatMemberOwner || member instanceof ChatMemberAdministrator;
        return manages ? AdminStatus.ADMIN : AdminStatus.NOT_ADMIN;
    }

    static boolean mayPost(@Nullable ChatMember member) {
        return member instanceof ChatMemberOwner
                || (member instanceof ChatMemberAdministrator administrator
                        && Boolean.TRUE.equals(administrator.getCanPostMessages()));
    }

    /// An error response means no: the bot cannot see the members, or the user is not one.
    private AdminStatus failed(Chat chat, Throwable failure) {
        String reason = TelegramErrors.reason(failure);
        if (TelegramErrors.isRefusal(failure)) {
            LOG.debug("looking up the admins of Telegram chat {} failed: {}", chat.id(), reason);
            return AdminStatus.NOT_ADMIN;
        }
        failureLog.failed(reason);
        return AdminStatus.UNKNOWN;
    }
}
