package digestbot.digest;

/// A subject that digests report on.
///
/// @param id as in the front matter's `topic`, such as `us-china`
/// @param name as in its `topicName`, for people; the id where there is none
public record Topic(String id, String name) {}
