package digestbot.digest.story;

import digestbot.digest.Outlets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// An event that several texts report. The first voice is the nearest to all others, and its first
/// text gives the story's heading. `words` are a few that at least two voices share, names first.
public record SharedStory(List<Voice> voices, List<String> words) {

    /// Texts that say the same in nearly the same words, such as an agency's report and its
    /// reprints.
    public record Voice(List<StoryText> texts) {}

    public StoryText heading() {
        return voices.getFirst().texts().getFirst();
    }

    public List<StoryText> texts() {
        return voices.stream().flatMap(voice -> voice.texts().stream()).toList();
    }

    public Optional<String> shortWords() {
        return Optional.of(String.join(" · ", words)).filter(text -> !text.isEmpty());
    }

    /// Grows with the sides that tell it more than with the publishers of one side.
    public double score() {
        return voices.stream()
                .map(voice -> voice.texts().getFirst())
                .collect(Collectors.groupingBy(
                        StoryText::side,
                        Collectors.mapping(
                                text -> text.outlet().isEmpty() ? text : Outlets.publisher(text.outlet()),
                                Collectors.toSet())))
                .values()
                .stream()
                .mapToDouble(publishers -> Math.sqrt(publishers.size()))
                .sum();
    }
}
