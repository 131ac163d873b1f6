package parable.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.core.ConsoleAppender;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class LoggingTest {
    @Test
    void librariesSpeakOnStderrAndOnlyWhenSomethingIsWrong() {
        Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);

        assertThat(root.getLevel()).isEqualTo(Level.WARN);
        assertThat(root.getAppender("stderr"))
                .isInstanceOfSatisfying(
                        ConsoleAppender.class, it -> assertThat(it.getTarget()).isEqualTo("System.err"));
    }
}
