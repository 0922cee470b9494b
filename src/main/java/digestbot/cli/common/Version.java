package digestbot.cli.common;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/// The version, which the build wrote into the program's manifest.
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
        return new String[] {"digestbot " + version};
    }
}
