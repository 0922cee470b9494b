package digestbot.console;

import io.javalin.config.RoutesConfig;

/// A part of the console with routes of its own.
public interface Routes {

    void add(RoutesConfig routes);
}
