package digestbot.digest.story;

import digestbot.digest.Outlets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// An event that several texts tell. The first voice is nearest to all others, and its first text
/// is the story's heading. The words are those that at least two voices share, the rarest first.
public record SharedStory(List<Voice> voices, List<String> words) {

    /// Texts that say the same in nearly the same words, such as a wire's text and its reprints.
    public record Voice(List<StoryText> texts) {}

    public StoryText heading() {
        return voices.getFirst().texts().getFirst();
    }

    public List<StoryText> texts() {
        return voices.stream().flatMap(voice -> voice.texts().stream()).toList();
    }

    public Set<String> sides() {
        return distinct(StoryText::side);
    }

    public Set<String> publishers() {
        return distinct(text -> Outlets.publisher(text.outlet()));
    }

    private Set<String> distinct(Function<StoryText, String> value) {
        return texts().stream()
                .map(value)
                .filter(each -> !each.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// Grows with the sides that tell it more than with the voices of one side.
    public double score() {
        return voices.stream()
                .collect(Collectors.groupingBy(voice -> voice.texts().getFirst().side(), Collectors.counting()))
                .values()
                .stream()
                .mapToDouble(Math::sqrt)
                .sum();
    }
}
