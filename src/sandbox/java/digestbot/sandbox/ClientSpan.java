package digestbot.sandbox;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

public record ClientSpan(String text, Set<Style> styles, Optional<String> link) {

    public ClientSpan with(String other) {
        return new ClientSpan(other, styles, link);
    }

    public ClientSpan with(Style style) {
        Set<Style> all = EnumSet.of(style);
        all.addAll(styles);
        return new ClientSpan(text, Set.copyOf(all), link);
    }

    public ClientSpan linked(String url) {
        return new ClientSpan(text, styles, Optional.of(url));
    }

    public enum Style {
        BOLD,
        ITALIC,
        UNDERLINE,
        STRIKE,
        CODE,
        SPOILER
    }
}
