package digestbot.delivery;

/// A file that goes with a message.
///
/// @param name such as `digestbot.json`
/// @param mediaType such as `application/json`
/// @param text what it holds, in UTF-8; some megabytes at most
public record Attachment(String name, String mediaType, String text) {}
