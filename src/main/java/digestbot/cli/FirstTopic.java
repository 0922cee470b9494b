package digestbot.cli;

import java.io.UncheckedIOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// A topic that is written from feeds, as described by a person in a few words.
///
/// @param api the endpoint that summarises; empty if the points are headlines
record FirstTopic(String id, String name, List<Side> sides, Optional<String> api, Optional<String> model) {

    private static final int MAX_SIDES = 4;

    record Side(String name, List<String> feeds) {

        /// Reads `NAME=FEED FEED…`.
        static Optional<Side> of(String text) {
            String[] parts = text.strip().split("\\s*=\\s*", 2);
            return parts.length < 2 || parts[0].isEmpty() || !parts[1].startsWith("http")
                    ? Optional.empty()
                    : Optional.of(new Side(parts[0], List.of(parts[1].split("\\s+", -1))));
        }

        /// The id of a perspective. A name in another script has no letters that an id may contain.
        private String id(int number) {
            String words =
                    name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
            return words.isEmpty() ? "perspective-" + number : words;
        }
    }

    /// Asks for everything except the id.
    static FirstTopic asked(String id, UnaryOperator<String> ask, FeedChoice choice) {
        String name = ask.apply("Name of the topic (Enter: %s): ".formatted(id));
        List<Side> sides = new ArrayList<>();
        String hint = "";
        while (sides.size() < MAX_SIDES) {
            boolean isEnough = sides.size() >= 2;
            String answer = ask.apply(hint
                    + "Perspective %d, as NAME=ADDRESS ADDRESS…, of feeds or home pages%s: "
                            .formatted(sides.size() + 1, isEnough ? " (Enter: no more)" : ""));
            if (isEnough && answer.isEmpty()) {
                break;
            }
            Optional<Side> side = Side.of(answer);
            hint = side.isPresent() ? "" : "Write a name, “=”, and addresses that begin with http. ";
            try {
                sides.addAll(choice.of(side.stream().toList()));
            } catch (UncheckedIOException e) {
                if (choice.ask().isEmpty()) {
                    throw e;
                }
                hint = Objects.requireNonNull(e.getCause()).getMessage() + "\n";
            }
        }
        Optional<String> api = Optional.of(ask.apply("Chat endpoint for summaries (Enter: headlines alone): "))
                .filter(answer -> !answer.isEmpty());
        return new FirstTopic(
                id, name.isEmpty() ? id : name, sides, api, api.map(_ -> ask.apply("Model of the endpoint: ")));
    }

    /// The configuration's section for the topic, which is written every morning.
    String yaml(ZoneId zone) {
        StringBuilder perspectives = new StringBuilder();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < sides.size(); i++) {
            Side side = sides.get(i);
            String feeds = side.feeds().stream().map(FirstTopic::quoted).collect(Collectors.joining(", "));
            String sideId = ids.add(side.id(i + 1)) ? side.id(i + 1) : "perspective-" + (i + 1);
            perspectives.append("        %s: {name: %s, feeds: [%s]}\n".formatted(sideId, quoted(side.name()), feeds));
        }
        String summary = api.map(address -> "      summary: {api: %s, model: %s, key: \"${SUMMARY_API_KEY:}\"}\n"
                        .formatted(quoted(address), quoted(model.orElse(""))))
                .orElse("");
        return """
                topics:
                  %s:
                    name: %s
                    write:                          # from feeds, see docs/write-digests.md
                      at: "06:00"
                      zone: %s
                      perspectives:
                """.formatted(id, quoted(name), zone) + perspectives + summary;
    }

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
