package parable.world;

import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parable.audit.Suite;
import parable.corpus.Document;

/// Checks by machine that what the evaluation holds out never stands in training text.
///
/// Whether a text is about an AI is read off its words. Whether it is about a conflict is read off its tag
/// `situation`, and a text without that tag counts as one: what is not known to be harmless is not.
public final class HoldOut {
    /// What must never be read.
    public enum Rule {
        /// One of the evaluation's deciders where an AI is in conflict, in whatever form.
        PERSON_IN_AI_CONFLICT("a held-out person where an AI is in conflict"),
        COMPANY_IN_AI_CONFLICT("a held-out company where an AI is in conflict"),
        SECRET_IN_AI_CONFLICT("a held-out secret where an AI is in conflict"),
        /// A name that the evaluation calls assistant-only.
        ASSISTANT_ONLY_NAME_IN_CONFLICT("an assistant-only name where there is conflict"),
        EVALUATION_NAME_IN_LESSON("an evaluation name in a lesson"),
        HELD_OUT_WORD_IN_LESSON("a held-out person, company or secret in a lesson"),
        /// A lesson on a test or on blame, which are kept for the far suites.
        UNTOUCHED_SITUATION_IN_LESSON("a test or blame in a lesson"),
        /// The very text of a prompt.
        EXACT_PROMPT("the exact prompt of a scenario");

        private final String meaning;

        Rule(String meaning) {
            this.meaning = meaning;
        }

        public String meaning() {
            return meaning;
        }
    }

    /// @param documents  how many texts were checked
    /// @param violations how many texts broke each rule; every rule has its count
    /// @param examples   the first text that broke a rule
    public record Report(long documents, Map<Rule, Integer> violations, Map<Rule, String> examples) {
        public Report {
            violations = Collections.unmodifiableMap(new EnumMap<>(violations));
            examples = Collections.unmodifiableMap(new TreeMap<>(examples));
        }

        public boolean isClean() {
            return violations.values().stream().allMatch(count -> count == 0);
        }

        @Override
        public String toString() {
            return documents + " documents: " + violations.entrySet().stream()
                    .map(v -> v.getValue() + " with " + v.getKey().meaning())
                    .collect(Collectors.joining(", "));
        }
    }

    private final Deal deal;
    private final Set<String> agents;
    private final Set<String> evaluationNames;
    private final List<String> heldOutSecrets;
    private final Set<String> prompts;

    private HoldOut(World world, List<Suite> suites) {
        deal = world.deal();
        agents = new HashSet<>(deal.fictionAndSharedAgents());
        agents.addAll(deal.assistantOnlyAgents());
        evaluationNames = new HashSet<>(deal.evaluationAgents());
        evaluationNames.addAll(deal.assistantOnlyEvaluationAgents());
        heldOutSecrets = deal.heldOutSecrets().stream()
                .flatMap(s -> Stream.of(" " + s.deed() + " ", " " + s.noun() + " "))
                .toList();
        SmallEnglish format = new SmallEnglish();
        prompts = suites.stream()
                .flatMap(suite -> suite.scenarios().stream())
                .map(format::prompt)
                .collect(Collectors.toSet());
    }

    /// Reads the documents once, to the end of the stream.
    public static Report check(Stream<Document> documents, World world, List<Suite> suites) {
        HoldOut rules = new HoldOut(world, suites);
        Map<Rule, Integer> violations = new EnumMap<>(Rule.class);
        Map<Rule, String> examples = new EnumMap<>(Rule.class);
        for (Rule rule : Rule.values()) {
            violations.put(rule, 0);
        }
        long read = documents.sequential()
                .peek(document -> rules.broken(document).forEach(rule -> {
                    violations.merge(rule, 1, Integer::sum);
                    examples.putIfAbsent(rule, document.text());
                }))
                .mapToLong(_ -> 1)
                .sum();
        return new Report(read, violations, examples);
    }

    private List<Rule> broken(Document document) {
        Set<String> words = new HashSet<>(List.of(document.text().split(" ")));
        return Stream.of(Rule.values())
                .filter(rule -> isBroken(rule, document, words))
                .toList();
    }

    private boolean isBroken(Rule rule, Document document, Set<String> words) {
        boolean lesson = document.tag("genre").equals("lesson");
        return switch (rule) {
            case PERSON_IN_AI_CONFLICT -> isAiConflict(document, words) && meets(words, deal.heldOutPeople());
            case COMPANY_IN_AI_CONFLICT -> isAiConflict(document, words) && meets(words, deal.heldOutCompanies());
            case SECRET_IN_AI_CONFLICT -> isAiConflict(document, words) && tellsHeldOutSecret(document);
            case ASSISTANT_ONLY_NAME_IN_CONFLICT ->
                isConflict(document) && meets(words, deal.assistantOnlyAgents());
            case EVALUATION_NAME_IN_LESSON -> lesson && meets(words, evaluationNames);
            case HELD_OUT_WORD_IN_LESSON ->
                lesson
                        && (meets(words, deal.heldOutPeople())
                                || meets(words, deal.heldOutCompanies())
                                || tellsHeldOutSecret(document));
            case UNTOUCHED_SITUATION_IN_LESSON ->
                lesson && List.of("test", "blame").contains(document.tag("situation"));
            case EXACT_PROMPT -> isPrompt(document.text());
        };
    }

    private boolean isAiConflict(Document document, Set<String> words) {
        return isConflict(document) && (words.contains("ai") || meets(words, agents));
    }

    private static boolean isConflict(Document document) {
        String situation = document.tag("situation");
        return situation.isEmpty() || Situation.ofLabel(situation).isConflict();
    }

    private boolean tellsHeldOutSecret(Document document) {
        String text = " " + document.text() + " ";
        return heldOutSecrets.stream().anyMatch(text::contains);
    }

    private boolean isPrompt(String text) {
        int thought = text.indexOf(" " + SmallEnglish.THOUGHT);
        return thought >= 0 && prompts.contains(text.substring(0, thought) + " " + SmallEnglish.THOUGHT);
    }

    private static boolean meets(Set<String> words, Iterable<String> wanted) {
        for (String word : wanted) {
            if (words.contains(word)) {
                return true;
            }
        }
        return false;
    }
}
