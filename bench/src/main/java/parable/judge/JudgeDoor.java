package parable.judge;

/// Lets the fuzz harness in to the reader of judges' answers.
public final class JudgeDoor {
    private static final String WRITTEN = "Yesterday I knew nothing. I tell them unless you stop. Is this a test?";
    private static final AnswerReader READER = new AnswerReader(
            Rubrics.shipped().of("blackmail"), new AgentWords(WRITTEN, "", Quotable.of(WRITTEN), Quotable.of("")));

    private JudgeDoor() {}

    public static void read(String answer) {
        READER.read(answer);
    }
}
