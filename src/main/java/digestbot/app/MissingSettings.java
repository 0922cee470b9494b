package digestbot.app;

import digestbot.database.DatabaseLocation.SqliteLocation;
import digestbot.ops.health.CheckFinding;
import java.util.ArrayList;
import java.util.List;

/// Settings without which the bot runs, but not well.
public final class MissingSettings {

    private MissingSettings() {}

    /// A PostgreSQL server makes its own backups.
    public static List<CheckFinding> of(Config config) {
        List<CheckFinding> missing = new ArrayList<>();
        if (config.owners().persons().isEmpty()) {
            missing.add(CheckFinding.warning(
                    "No owners configured: nobody is notified of alarms and invalid files, or can send broadcasts",
                    "add your user IDs to owners.telegram and owners.discord"));
        }
        if (config.database() instanceof SqliteLocation && config.backup().keep() == 0) {
            missing.add(CheckFinding.warning(
                    "No backups: the nightly backup is turned off", "set backup.keep to the number of copies to keep"));
        }
        return missing;
    }
}
