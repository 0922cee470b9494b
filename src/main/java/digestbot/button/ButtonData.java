package digestbot.button;

import digestbot.audience.Permission;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// How buttons of one kind are written, and who may press them. Each record of [Press] has one.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface ButtonData {

    /// The letters of this kind, such as `v`; within a family after the family's letter, as in `g:x`.
    String code();

    /// The permission that the person needs.
    Permission permission();
}
