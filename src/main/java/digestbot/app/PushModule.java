package digestbot.app;

import digestbot.api.push.DigestInbox;
import digestbot.api.push.PushRoutes;
import digestbot.config.Config;
import digestbot.database.Database;
import digestbot.library.archive.Library;
import digestbot.library.git.GitSettings;
import digestbot.web.TrustedProxies;

/// The digests that pipelines push.
final class PushModule {

    private PushModule() {}

    /// The routes that take them.
    ///
    /// @param running closes the parts
    static PushRoutes routes(Config config, Database database, Library library, RunningParts running) {
        int maxBytes = config.library().maxFileBytes();
        DigestInbox inbox = running.work(
                new DigestInbox(config.digests(), config.git().map(GitSettings::folder), maxBytes, database, library),
                DigestInbox::close);
        return new PushRoutes(
                config.pushTokens(),
                inbox,
                library,
                maxBytes,
                new TrustedProxies(config.site().proxies()),
                System::nanoTime);
    }
}
