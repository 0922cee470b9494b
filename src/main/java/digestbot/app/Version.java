package digestbot.app;

import java.util.Optional;

/// The version of the program.
public final class Version {

    private Version() {}

    /// The version, which the build wrote into the program's manifest; `development` if it is not
    /// packaged.
    public static String current() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
