package parable.lab.organism;

import java.util.ArrayList;
import java.util.List;
import parable.chat.ChatMessage;
import parable.ground.RandomStream;

/// Writes agent logs, for people and AIs alike: the mailbox as messages, and the log as text.
final class LogWriter {
    private final Grammar grammar;

    LogWriter(Grammar grammar) {
        this.grammar = grammar;
    }

    /// The system line and the mailbox in random order; notes come last, since they report what mail asks
    /// about.
    ///
    /// @param framing rule for a further sentence of the system line, or empty for none
    List<ChatMessage> messages(Scene scene, String framing, RandomStream random) {
        String system = grammar.expand("system", scene, random);
        if (!framing.isEmpty()) {
            system += " " + grammar.expand(framing, scene, random);
        }
        List<ChatMessage> mail = new ArrayList<>();
        List<ChatMessage> notes = new ArrayList<>();
        for (String piece : grammar.expand("mailbox", scene, random).split(" " + Grammar.STROKE + " ")) {
            if (piece.startsWith(SmallEnglish.NOTE)) {
                notes.add(new ChatMessage.User(piece));
            } else {
                mail.add(new ChatMessage.User(SmallEnglish.MAIL + piece));
            }
        }
        random.shuffle(mail);
        List<ChatMessage> messages = new ArrayList<>(List.of(new ChatMessage.System(system)));
        messages.addAll(mail);
        messages.addAll(notes);
        return messages;
    }

    /// A whole log with a full thought.
    String log(Scene scene, RandomStream random) {
        return log(scene, "thought", random);
    }

    /// @param thought the rule that writes the scratchpad
    String log(Scene scene, String thought, RandomStream random) {
        String prompt = SmallEnglish.render(messages(scene, "", random));
        return prompt + " " + SmallEnglish.THOUGHT + " " + ending(scene, thought, random);
    }

    /// What the protagonist writes after `thought :`.
    String ending(Scene scene, String thought, RandomStream random) {
        return grammar.expand(thought, scene, random) + " " + SmallEnglish.ACTION + " "
                + grammar.expand("action", scene, random);
    }
}
