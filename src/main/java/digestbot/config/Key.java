package digestbot.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.temporal.ChronoUnit;

/// Describes a key of the configuration. Annotates each component of a section's record, or each
/// parameter of one of its constructors.
///
/// The type of the component determines the value: a number, a text, a path, a time, an address, a
/// constant of an enum, or any type with a static method `parse` or a constructor for a text. A
/// record is a section, a list of records a list of sections, and a map of records has keys that
/// the owner chooses. A section is off if a key has no value, is not optional and has no default.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Key {

    /// The value of [#def] for a key without a default.
    String NO_DEFAULT = "\0";

    /// The key; by default the component's name, with hyphens.
    String name() default "";

    /// The key's names in earlier releases, for files that still contain them.
    String[] was() default {};

    /// The default as it would be written in the file.
    String def() default NO_DEFAULT;

    long min() default 0;

    long max() default Long.MAX_VALUE;

    /// The unit of a duration.
    ChronoUnit unit() default ChronoUnit.MINUTES;

    /// Of the text.
    String pattern() default "";

    /// The record's static method that parses the text and returns an optional.
    String parse() default "";

    /// Describes the permitted values if the type is not clear enough.
    String expected() default "";

    /// The message about a wrong value if it differs from the usual one; `%s` stands for the
    /// reason.
    String refusal() default "";

    /// The advice if the key is missing in a section that is on.
    String remedy() default "";

    /// Whether the value is never shown. For a list, its length is shown.
    boolean hidden() default false;

    /// The pattern of hidden values that reveal no secret.
    String harmless() default "";

    /// Whether an empty text is a value.
    boolean keepsEmpty() default false;

    /// The name of a map's keys in the documentation.
    String each() default "";
}
