package digestbot.digest;

import java.time.LocalDate;

/// The key that makes two files the same digest.
///
/// @param topic the topic's id, in lower case
/// @param day the date as written, in its own offset
/// @param language an IETF tag such as `en` or `zh-CN`
/// @param edition the front matter's `edition`; empty if there is none
public record DigestKey(String topic, LocalDate day, String language, String edition) {}
