package digestbot.cli.doctor;

import digestbot.health.CheckFinding;
import digestbot.site.SiteSettings;
import java.util.Optional;

/// Checks whether the settings of the public site make sense together.
final class SiteCheck {

    private SiteCheck() {}

    /// A hub that nobody would tell of changes.
    static Optional<CheckFinding> of(SiteSettings site) {
        return site.hub()
                .filter(_ -> !site.isServed())
                .map(_ -> CheckFinding.warning(
                        "site.websub.hub is set, but the bot does not serve the site, so it does not tell the hub of changes",
                        "set site.port; docs/site.md explains it"));
    }
}
