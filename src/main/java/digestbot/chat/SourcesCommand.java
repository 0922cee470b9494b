package digestbot.chat;

import digestbot.content.Button;
import digestbot.content.action.ReadAction;
import digestbot.digest.DigestView;
import digestbot.digest.OutletKind;
import digestbot.i18n.Texts;
import digestbot.library.archive.Library;
import digestbot.library.archive.LibraryTopic;
import digestbot.library.archive.StoredDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// The sources of a digest: all, or those of outlets of one kind or of one perspective.
public record SourcesCommand(Library library, DigestCommands digests, DigestLookup lookup, DigestRenderer renderer) {

    /// The number of words of the longest name of a kind or perspective.
    private static final int MAX_WORDS = 3;

    /// A typed line, without the words for a kind.
    private sealed interface TypedKind {

        /// With a kind, or else with a perspective, or with none if that is blank.
        record Known(String topic, String date, Optional<OutletKind> kind, String perspective) implements TypedKind {

            static Known of(String topic, String date, Optional<OutletKind> kind) {
                return new Known(topic, date, kind, "");
            }
        }

        /// The word is neither a kind nor a perspective.
        record Unknown(String topic, String date, String word) implements TypedKind {}
    }

    public Reply sources(CommandContext context, ReadAction.ListSources typed) {
        return switch (kind(context, typed)) {
            case TypedKind.Known known ->
                lookup.find(
                        context,
                        TopicAndDay.withOptionalDate(context, library, known.topic(), known.date()),
                        found -> lookup.show(
                                context,
                                found,
                                (all, stored) -> renderer.renderWithLanguageNote(all, stored, view(stored, known))));
            case TypedKind.Unknown unknown ->
                lookup.find(
                        context,
                        TopicAndDay.withOptionalDate(context, library, unknown.topic(), unknown.date()),
                        found -> question(context, unknown.word(), found.first(), found.day()));
        };
    }

    private DigestView view(StoredDigest stored, TypedKind.Known known) {
        OptionalInt perspective = known.perspective().isEmpty()
                ? OptionalInt.empty()
                : lookup.ordinal(stored.digest(), known.perspective());
        return new DigestView.Sources(false, known.kind(), perspective);
    }

    /// Finds the kind among the options, also in place of the date, or at either end of the typed
    /// line.
    private TypedKind kind(CommandContext context, ReadAction.ListSources typed) {
        String line = typed.topic().strip();
        if (!typed.kind().isBlank()) {
            return kind(context, typed.kind(), line, typed.date())
                    .orElseGet(() -> new TypedKind.Unknown(line, typed.date(), typed.kind()));
        }
        Optional<OutletKind> instead = OutletKindWords.find(typed.date());
        if (instead.isPresent() || line.isEmpty() || isTopic(context, line)) {
            return TypedKind.Known.of(line, instead.isPresent() ? "" : typed.date(), instead);
        }
        List<String> words =
                Arrays.asList(line.replaceAll("[\"“”„]", " ").strip().split("\\s+"));
        for (int length = Math.min(MAX_WORDS, words.size()); length > 0; length--) {
            for (int from : new int[] {0, words.size() - length}) {
                List<String> others = new ArrayList<>(words);
                others.subList(from, from + length).clear();
                Optional<TypedKind> found =
                        kind(context, joined(words.subList(from, from + length)), joined(others), typed.date());
                if (found.isPresent()) {
                    return found.get();
                }
            }
        }
        return mistyped(context, line, typed.date())
                .orElseGet(() -> TypedKind.Known.of(line, typed.date(), Optional.empty()));
    }

    /// The words as a kind or a perspective, beside which the topic was typed.
    private Optional<TypedKind> kind(CommandContext context, String words, String topic, String date) {
        Optional<OutletKind> kind = OutletKindWords.find(words);
        if (kind.isPresent()) {
            return Optional.of(TypedKind.Known.of(topic, date, kind));
        }
        TopicAndDay wish = TopicAndDay.withOptionalDate(context, library, topic, date);
        return digests.topicWith(context, wish.topic(), words)
                .map(found -> new TypedKind.Known(found, wish.date(), Optional.empty(), words));
    }

    /// A word before a topic, or a single word like that of a kind.
    private Optional<TypedKind> mistyped(CommandContext context, String line, String date) {
        TopicAndDay wish = TopicAndDay.withOptionalDate(context, library, line, date);
        if (wish.topic().isEmpty() || isTopic(context, wish.topic())) {
            return Optional.empty();
        }
        String[] words = wish.topic().split("\\s+", 2);
        boolean mistyped = words.length == 1 ? OutletKindWords.isClose(words[0]) : isTopic(context, words[1]);
        return mistyped
                ? Optional.of(new TypedKind.Unknown(words.length == 1 ? "" : words[1], wish.date(), words[0]))
                : Optional.empty();
    }

    private boolean isTopic(CommandContext context, String name) {
        return library.topic(context.transaction(), name).isPresent();
    }

    private static String joined(List<String> words) {
        return String.join(" ", words);
    }

    /// Says that there is no such kind.
    private Reply question(CommandContext context, String word, LibraryTopic topic, Optional<LocalDate> day) {
        Texts texts = context.texts();
        return new Reply.EphemeralMessage(lookup.digest(context, topic, day)
                .map(stored -> Replies.text(
                        texts.format("unknown-outlet-kind", Replies.quoteInput(word)), buttons(texts, stored)))
                .orElseGet(() -> DigestLookup.noTopics(context)));
    }

    private static List<List<Button>> buttons(Texts texts, StoredDigest stored) {
        List<Button> kinds = new ArrayList<>();
        for (OutletKind kind : OutletKind.values()) {
            kinds.add(Button.callback(
                    OutletKindWords.label(texts, kind),
                    new ReadAction.Show(stored.number(), new DigestView.Sources(false, Optional.of(kind)), 0)));
        }
        return List.of(
                kinds,
                List.of(Replies.button(
                        texts,
                        "all-outlets-button",
                        new ReadAction.Show(stored.number(), new DigestView.Sources(), 0))));
    }
}
