package digestbot.config;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.time.temporal.ChronoUnit;

/// A key of the configuration, on each component of the record that a section is read into, or on
/// each parameter of one of its constructors.
///
/// The type says what is read: a number, a text, a path, a time, an address, a constant of an enum,
/// or any type with a static method `parse` or a constructor for a text. A record is a section, a
/// list of records a list of sections, and a map of records has keys that the owner chooses. A
/// section without a value for a key that is neither optional nor has a default is off.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Key {

    /// Stands for a default that there is not.
    String NO_DEFAULT = "\0";

    /// The key, if it is not called like the component, with hyphens.
    String name() default "";

    /// The key's name in earlier releases, for files that still contain it.
    String[] was() default {};

    /// The default, as it would be written in the file.
    String def() default NO_DEFAULT;

    long min() default 0;

    long max() default Long.MAX_VALUE;

    /// Of a duration.
    ChronoUnit unit() default ChronoUnit.MINUTES;

    /// Of the text.
    String pattern() default "";

    /// The static method of the record that makes the value of the text, as an optional.
    String parse() default "";

    /// Describes the permitted values, if their type does not say it.
    String expected() default "";

    /// The message about a wrong value, if it is not the usual one; `%s` stands for a reason.
    String refusal() default "";

    /// What to do if the key is missing in a section that is on.
    String remedy() default "";

    /// Whether the value is never shown. Of a list, the length is shown.
    boolean hidden() default false;

    /// The pattern of hidden values from which nobody finds out a secret.
    String harmless() default "";

    /// Whether an empty text is a value.
    boolean keepsEmpty() default false;

    /// What each key of a map is called in the documentation.
    String each() default "";
}
