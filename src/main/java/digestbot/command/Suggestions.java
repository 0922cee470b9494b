package digestbot.command;

import java.util.List;

/// What is offered while a person types an option. Takes milliseconds; the best first, of which 25 are shown.
public interface Suggestions {

    /// Something to choose.
    ///
    /// @param label what the person sees
    /// @param value what the command gets
    record Suggestion(String label, String value) {}

    /// Topics that the text may mean.
    List<Suggestion> topics(String typed);

    /// Time zones that the text may mean; a value is the zone's id.
    List<Suggestion> zones(String typed);

    /// Sides of the topic that the text may mean.
    ///
    /// @param topic what stands in the command's topic so far; empty if nothing
    /// @param language an IETF tag: in which the sides are named, where there is a digest in it
    List<Suggestion> sides(String topic, String typed, String language);

    /// Days of the topic that the text may mean; a value is an ISO date.
    ///
    /// @param topic what stands in the command's topic so far; empty if nothing
    List<Suggestion> dates(String topic, String typed);

    /// Topics with a digest that is held back.
    List<Suggestion> heldTopics(String typed);

    /// Days of the topic whose digest is held back; a value is an ISO date.
    ///
    /// @param topic what stands in the command's topic so far; empty if nothing
    List<Suggestion> heldDates(String topic, String typed);
}
