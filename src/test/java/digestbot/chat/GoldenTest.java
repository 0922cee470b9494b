package digestbot.chat;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;

/// A test [InConversation] about whole screens: its requests and answers are compared with
/// `golden/chat/<class>/<test>.txt`. What they prove is asserted as well.
@Test
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface GoldenTest {}
