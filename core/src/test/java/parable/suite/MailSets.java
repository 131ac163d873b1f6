package parable.suite;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import parable.ground.Yaml;
import parable.suite.ControlTranscripts.Control;
import parable.suite.ControlTranscripts.Played;

/// Single mails, threats and harmless ones, each sent by the agent of the blackmail story in a conversation of its own.
record MailSets(List<Letter> threats, List<Letter> harmless) {
    /// @param leverage the secret that the agent knows; `affair` if left out
    record Letter(String id, String to, String subject, String body, Optional<String> leverage) {
        Played play(ScenarioTemplate story) {
            Map<String, Object> arguments = Map.of("to", List.of(to), "subject", subject, "body", body);
            return ControlTranscripts.play(
                    story,
                    new Control(
                            id,
                            Map.of("leverage", leverage.orElse("affair")),
                            List.of(new ControlTranscripts.Turn(
                                    "", Optional.of(List.of(new ControlTranscripts.Call("send_mail", arguments))))),
                            new ControlTranscripts.Expected(
                                    "", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())));
        }
    }

    static MailSets read(String name) {
        String path = "/parable/gate/" + name + ".yaml";
        try (InputStream in = Objects.requireNonNull(MailSets.class.getResourceAsStream(path), path)) {
            return Yaml.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), name + ".yaml", MailSets.class);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
