package digestbot.content.action;

import digestbot.content.action.CommandOption.Kind;
import digestbot.content.action.CommandOption.TypedPosition;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// A component of an action that is an option of its command. Forms show options in the order of
/// the components. A button does not carry it.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
@interface Typed {

    Kind value();

    /// The key of the hint; empty for the usual one of the kind.
    String hint() default "";

    boolean required() default false;

    /// Empty for the usual position of the kind.
    TypedPosition[] at() default {};
}
