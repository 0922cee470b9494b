package digestbot.discord;

import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.session.ReadyEvent;
import net.dv8tion.jda.api.events.session.SessionDisconnectEvent;
import net.dv8tion.jda.api.events.session.SessionRecreateEvent;
import net.dv8tion.jda.api.events.session.SessionResumeEvent;
import net.dv8tion.jda.api.events.session.ShutdownEvent;
import net.dv8tion.jda.api.hooks.EventListener;
import net.dv8tion.jda.api.requests.CloseCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows the connection to Discord's gateway, and logs what becomes of it; JDA itself reconnects.
///
/// JDA's own lines about it are turned off, because some of them hold whole payloads, with their tokens.
final class ConnectionWatch implements EventListener {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionWatch.class);

    private volatile DiscordStatus status = DiscordStatus.CONNECTING;

    DiscordStatus status() {
        return status;
    }

    void refused() {
        status = DiscordStatus.REFUSED;
    }

    void closed() {
        status = DiscordStatus.CLOSED;
    }

    @Override
    public void onEvent(GenericEvent event) {
        switch (event) {
            case ReadyEvent _ -> connected("connected to Discord");
            case SessionResumeEvent _ -> connected("connected to Discord again");
            case SessionRecreateEvent _ -> connected("connected to Discord again, in a new session");
            case SessionDisconnectEvent lost -> {
                status = DiscordStatus.CONNECTING;
                LOG.warn("lost the connection to Discord ({}); reconnecting", reason(lost.getCloseCode()));
            }
            case ShutdownEvent end -> ended(end.getCloseCode());
            default -> {}
        }
    }

    private void connected(String line) {
        status = DiscordStatus.CONNECTED;
        LOG.info(line);
    }

    /// Without a code it was we who ended it, or a login that failed.
    private void ended(@Nullable CloseCode code) {
        if (code != null && !code.isReconnect()) {
            status = code == CloseCode.AUTHENTICATION_FAILED ? DiscordStatus.REFUSED : DiscordStatus.CLOSED;
            LOG.error("Discord ended the connection for good ({}); see to it and start again", reason(code));
        }
    }

    private static String reason(@Nullable CloseCode code) {
        return code == null ? "no reason given" : code.getCode() + " " + code.getMeaning();
    }
}
