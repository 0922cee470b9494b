package digestbot.console.page;

import io.javalin.config.RoutesConfig;

/// A part of the console with routes of its own.
public interface Routes {

    /// Adds its routes.
    void add(RoutesConfig routes);
}
