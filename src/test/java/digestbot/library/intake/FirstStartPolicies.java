package digestbot.library.intake;

import digestbot.library.archive.LatePolicy;
import digestbot.library.intake.FolderImport.ImportSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;

public final class FirstStartPolicies {

    private FirstStartPolicies() {}

    /// Everything is published, as if it had arrived just now.
    public static FirstStartPolicy everything() {
        return new FirstStartPolicy(Integer.MAX_VALUE, ZoneOffset.UTC);
    }

    public static IntakePolicy everything(HoldPolicy holdPolicy) {
        return new IntakePolicy(everything(), holdPolicy, new LatePolicy(ZoneOffset.UTC, Duration.ZERO));
    }

    /// The settings of an import that publishes everything and holds nothing.
    public static ImportSettings settings(Path folder, long maxBytes, Duration unchangedFor) {
        return new ImportSettings(folder, maxBytes, unchangedFor, everything(HoldPolicy.NOTHING));
    }
}
