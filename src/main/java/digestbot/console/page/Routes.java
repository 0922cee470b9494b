package digestbot.console.page;

import io.javalin.config.RoutesConfig;

/// A part of the console that answers at addresses of its own.
public interface Routes {

    /// Adds its addresses.
    void add(RoutesConfig routes);
}
