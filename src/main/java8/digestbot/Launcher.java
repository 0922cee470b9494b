package digestbot;

/** Starts the program, or says which Java it needs: this class alone is compiled for Java 8. */
public final class Launcher {

    private static final int NEEDED = 25;

    private Launcher() {}

    public static void main(String[] arguments) throws ReflectiveOperationException {
        String release = System.getProperty("java.specification.version");
        if (release.startsWith("1.") || Integer.parseInt(release) < NEEDED) {
            System.err.println("digestbot: " + System.getProperty("java.home") + " is Java "
                    + System.getProperty("java.version") + ", but " + NEEDED
                    + " or later is needed. Start it with a Java " + NEEDED + " runtime.");
            System.exit(1);
        }
        // An older Java cannot load the class that this names.
        Class.forName("digestbot.cli.Main").getMethod("main", String[].class).invoke(null, (Object) arguments);
    }
}
