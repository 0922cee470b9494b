package digestbot.app;

import java.util.Optional;

public final class Version {

    private Version() {}

    /// The build writes the version into the manifest; `development` if the program is not
    /// packaged.
    public static String current() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
