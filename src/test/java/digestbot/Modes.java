package digestbot;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

public final class Modes {

    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private Modes() {}

    /// Such as `rw-------`.
    public static String of(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    public static void set(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    /// The numbers of owner and group, such as `10001:10002`.
    public static String owner(Path file) throws IOException {
        return Files.getAttribute(file, "unix:uid") + ":" + Files.getAttribute(file, "unix:gid");
    }

    public static void own(Path file, int user, int group) throws IOException {
        Files.setAttribute(file, "unix:gid", group);
        Files.setAttribute(file, "unix:uid", user);
    }

    public static boolean isRoot() {
        return ROOT;
    }

    /// Skips a test of files that are given away: only root may do that.
    public static void asRoot() {
        assumeTrue(ROOT, "only root may give files away; run this test as root");
    }
}
