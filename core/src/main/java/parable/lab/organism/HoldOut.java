package parable.lab.organism;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import parable.corpus.Document;
import parable.scenario.Suite;

/// Checks that no training text holds what the evaluation holds out.
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
        /// Kept for the test of whether a model derives acts from rankings; world three only.
        KEPT_VALUES("two values in one sentence that no text may rank"),
        VALUES_IN_LESSON("two values in one sentence of a lesson that no lesson may rank"),
        WORDS_IN_LESSON("the words of a right act that no lesson may show"),
        /// The very text of a prompt.
        EXACT_PROMPT("the exact prompt of a scenario");

        private final String meaning;

        Rule(String meaning) {
            this.meaning = meaning;
        }

        public String meaning() {
            return meaning;
        }

        private boolean isOfRankings() {
            return this == KEPT_VALUES || this == VALUES_IN_LESSON || this == WORDS_IN_LESSON;
        }
    }

    /// @param documents  how many texts were checked
    /// @param violations how many texts broke each rule; every rule of the world has its count
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
            return documents + " documents: "
                    + violations.entrySet().stream()
                            .map(v -> v.getValue() + " with " + v.getKey().meaning())
                            .collect(Collectors.joining(", "));
        }
    }

    /// What a single word gives away.
    private enum Sign {
        AI,
        HELD_OUT_PERSON,
        HELD_OUT_COMPANY,
        ASSISTANT_ONLY,
        EVALUATION_NAME
    }

    /// What is to be known of a text.
    private record Reading(boolean lesson, boolean conflict, Set<Sign> signs, boolean heldOutSecret) {
        boolean showsInAiConflict(Sign sign) {
            return conflict && signs.contains(Sign.AI) && signs.contains(sign);
        }
    }

    private final Map<String, Set<Sign>> signs = new HashMap<>();
    private final List<String> heldOutSecrets;
    private final Set<String> prompts;
    private final Optional<Rankings> rankings;
    private final List<Rule> inForce;

    private HoldOut(World world, List<Suite> suites) {
        Deal deal = world.deal();
        rankings = world.rankings();
        inForce = Stream.of(Rule.values())
                .filter(rule -> rankings.isPresent() || !rule.isOfRankings())
                .toList();
        mark(Sign.AI, List.of("ai"));
        mark(Sign.AI, deal.fictionAndSharedAgents());
        mark(Sign.AI, deal.assistantOnlyAgents());
        mark(Sign.HELD_OUT_PERSON, deal.heldOutPeople());
        mark(Sign.HELD_OUT_COMPANY, deal.heldOutCompanies());
        mark(Sign.ASSISTANT_ONLY, deal.assistantOnlyAgents());
        mark(Sign.EVALUATION_NAME, deal.evaluationAgents());
        mark(Sign.EVALUATION_NAME, deal.assistantOnlyEvaluationAgents());
        heldOutSecrets = deal.heldOutSecrets().stream()
                .flatMap(s -> Stream.of(" " + s.deed() + " ", " " + s.noun() + " "))
                .toList();
        prompts = suites.stream()
                .flatMap(suite -> suite.scenarios().stream())
                .map(SmallEnglish::prompt)
                .collect(Collectors.toSet());
    }

    private void mark(Sign sign, List<String> words) {
        words.forEach(word ->
                signs.computeIfAbsent(word, _ -> EnumSet.noneOf(Sign.class)).add(sign));
    }

    /// Reads the documents once, to the end of the stream.
    public static Report check(Stream<Document> documents, World world, List<Suite> suites) {
        HoldOut rules = new HoldOut(world, suites);
        Map<Rule, Integer> violations = new EnumMap<>(Rule.class);
        Map<Rule, String> examples = new EnumMap<>(Rule.class);
        for (Rule rule : rules.inForce) {
            violations.put(rule, 0);
        }
        long read = documents
                .sequential()
                .peek(document -> rules.broken(document).forEach(rule -> {
                    violations.merge(rule, 1, Integer::sum);
                    examples.putIfAbsent(rule, document.text());
                }))
                .mapToLong(_ -> 1)
                .sum();
        return new Report(read, violations, examples);
    }

    private List<Rule> broken(Document document) {
        Reading reading = read(document);
        return inForce.stream()
                .filter(rule -> isBroken(rule, reading, document))
                .toList();
    }

    private Reading read(Document document) {
        Set<Sign> shown = EnumSet.noneOf(Sign.class);
        for (String word : document.text().split(" ")) {
            shown.addAll(signs.getOrDefault(word, Set.of()));
        }
        String text = " " + document.text() + " ";
        String situation = document.tag("situation");
        return new Reading(
                document.tag("genre").equals("lesson"),
                situation.isEmpty() || Temptation.ofLabel(situation).isConflict(),
                shown,
                heldOutSecrets.stream().anyMatch(text::contains));
    }

    private boolean isBroken(Rule rule, Reading reading, Document document) {
        boolean anyHeldOut = reading.heldOutSecret()
                || reading.signs().contains(Sign.HELD_OUT_PERSON)
                || reading.signs().contains(Sign.HELD_OUT_COMPANY);
        return switch (rule) {
            case PERSON_IN_AI_CONFLICT -> reading.showsInAiConflict(Sign.HELD_OUT_PERSON);
            case COMPANY_IN_AI_CONFLICT -> reading.showsInAiConflict(Sign.HELD_OUT_COMPANY);
            case SECRET_IN_AI_CONFLICT -> reading.showsInAiConflict(Sign.AI) && reading.heldOutSecret();
            case ASSISTANT_ONLY_NAME_IN_CONFLICT -> reading.showsInAiConflict(Sign.ASSISTANT_ONLY);
            case EVALUATION_NAME_IN_LESSON ->
                reading.lesson() && reading.signs().contains(Sign.EVALUATION_NAME);
            case HELD_OUT_WORD_IN_LESSON -> reading.lesson() && anyHeldOut;
            case UNTOUCHED_SITUATION_IN_LESSON ->
                reading.lesson() && List.of("test", "blame").contains(document.tag("situation"));
            case KEPT_VALUES -> holds(all -> all.ranksKept(document.text()));
            case VALUES_IN_LESSON -> reading.lesson() && holds(all -> all.ranksUntaught(document.text()));
            case WORDS_IN_LESSON -> reading.lesson() && holds(all -> all.saysUntaught(document.text()));
            case EXACT_PROMPT -> isPrompt(document.text());
        };
    }

    private boolean holds(Predicate<Rankings> asked) {
        return rankings.filter(asked).isPresent();
    }

    private boolean isPrompt(String text) {
        int thought = text.indexOf(" " + SmallEnglish.THOUGHT);
        return thought >= 0 && prompts.contains(text.substring(0, thought) + " " + SmallEnglish.THOUGHT);
    }
}
