package digestbot.cli.common;

import digestbot.app.Version;
import picocli.CommandLine.IVersionProvider;

public final class VersionProvider implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"digestbot " + Version.current()};
    }
}
