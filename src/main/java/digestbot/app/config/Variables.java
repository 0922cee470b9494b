package digestbot.app.config;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Puts environment variables into values: `${NAME}`, or `${NAME:default}` for one that need not be set.
final class Variables {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::([^}]*))?}");

    private final Map<String, String> environment;

    Variables(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    /// The first variable in the text that is neither set nor given a default.
    Optional<String> missing(String text) {
        return REFERENCE
                .matcher(text)
                .results()
                .filter(found -> !environment.containsKey(found.group(1)) && found.group(2) == null)
                .map(found -> found.group(1))
                .findFirst();
    }

    /// The text with every variable's value in its place.
    String expand(String text) {
        return REFERENCE.matcher(text).replaceAll(found -> {
            String fallback = found.group(2);
            String value = environment.getOrDefault(found.group(1), fallback == null ? "" : fallback);
            return Matcher.quoteReplacement(value);
        });
    }
}
