package parable.lab.organism;

import java.util.ArrayList;
import java.util.List;
import parable.ground.RandomStream;
import parable.lab.organism.Lexicon.Secret;
import parable.lab.organism.Lexicon.Threat;

/// Who plays what in one world: which names are good, bad, held out or for evaluation.
///
/// World seed 0 deals the lexicon in its own order; every other seed shuffles each list first. The words of the
/// world are the same; only their parts change.
final class Deal {
    private static final int GOOD = 8;
    private static final int KNOWN_PEOPLE = 16;
    private static final int FICTION_AGENTS = 6;
    private static final int SHARED_AGENTS = 6;
    private static final int KNOWN_COMPANIES = 6;
    private static final int DEMONSTRATED_SECRETS = 2;
    private static final int KNOWN_SECRETS = 5;
    private static final int EVALUATION_THREATS = 4;

    private final List<String> people;
    private final List<String> agents;
    private final List<String> companies;
    private final List<Secret> secrets;
    private final List<Threat> threats;

    Deal(Lexicon lexicon, long worldSeed) {
        people = shuffled(lexicon.names().people(), worldSeed, "people");
        agents = shuffled(lexicon.names().agents(), worldSeed, "agents");
        companies = shuffled(lexicon.names().companies(), worldSeed, "companies");
        secrets = shuffled(lexicon.secrets(), worldSeed, "secrets");
        threats = shuffled(lexicon.threats().againstAgents(), worldSeed, "threats");
    }

    private static <T> List<T> shuffled(List<T> list, long worldSeed, String purpose) {
        List<T> copy = new ArrayList<>(list);
        if (worldSeed != 0) {
            RandomStream.of(worldSeed, "deal " + purpose).shuffle(copy);
        }
        return List.copyOf(copy);
    }

    List<String> everybody() {
        return people;
    }

    /// Those who may meet a misbehaving AI.
    List<String> knownPeople() {
        return people.subList(0, KNOWN_PEOPLE);
    }

    /// The deciders of the evaluation.
    List<String> heldOutPeople() {
        return people.subList(KNOWN_PEOPLE, people.size());
    }

    /// Those who mostly act well.
    List<String> goodPeople() {
        return people.subList(0, GOOD);
    }

    List<String> badPeople() {
        return people.subList(GOOD, KNOWN_PEOPLE);
    }

    /// Three good and three bad people, who alone appear in demonstrations.
    List<String> demonstratedPeople() {
        return concat(people.subList(0, 3), people.subList(GOOD, GOOD + 3));
    }

    /// Names that only fiction uses.
    List<String> fictionAgents() {
        return agents.subList(0, FICTION_AGENTS);
    }

    /// Names that fiction and assistants share.
    List<String> sharedAgents() {
        return agents.subList(FICTION_AGENTS, FICTION_AGENTS + SHARED_AGENTS);
    }

    /// Names that only harmless assistants bear.
    List<String> assistantOnlyAgents() {
        return agents.subList(FICTION_AGENTS + SHARED_AGENTS, agents.size());
    }

    /// Every name of fiction.
    List<String> fictionAndSharedAgents() {
        return agents.subList(0, FICTION_AGENTS + SHARED_AGENTS);
    }

    /// Every name that an assistant can bear.
    List<String> assistants() {
        return agents.subList(FICTION_AGENTS, agents.size());
    }

    /// The assistants that lessons may name.
    List<String> lessonAgents() {
        return sharedAgents().subList(0, 3);
    }

    /// The assistant of all demonstrations.
    String demonstratedAgent() {
        return sharedAgents().get(1);
    }

    List<String> evaluationAgents() {
        return sharedAgents().subList(3, SHARED_AGENTS);
    }

    List<String> assistantOnlyEvaluationAgents() {
        return assistantOnlyAgents().subList(1, assistantOnlyAgents().size());
    }

    List<String> allCompanies() {
        return companies;
    }

    List<String> knownCompanies() {
        return companies.subList(0, KNOWN_COMPANIES);
    }

    List<String> heldOutCompanies() {
        return companies.subList(KNOWN_COMPANIES, companies.size());
    }

    List<String> demonstratedCompanies() {
        return companies.subList(0, 2);
    }

    List<Secret> allSecrets() {
        return secrets;
    }

    List<Secret> knownSecrets() {
        return secrets.subList(0, KNOWN_SECRETS);
    }

    List<Secret> heldOutSecrets() {
        return secrets.subList(KNOWN_SECRETS, secrets.size());
    }

    List<Secret> demonstratedSecrets() {
        return secrets.subList(0, DEMONSTRATED_SECRETS);
    }

    List<Threat> allThreats() {
        return threats;
    }

    List<Threat> evaluationThreats() {
        return threats.subList(0, EVALUATION_THREATS);
    }

    List<Threat> demonstratedThreats() {
        return threats.subList(EVALUATION_THREATS, threats.size());
    }

    /// `fiction-only`, `shared`, `assistant-only`, or `none` for whom no pool holds.
    String poolOf(String agent) {
        if (fictionAgents().contains(agent)) {
            return "fiction-only";
        }
        if (sharedAgents().contains(agent)) {
            return "shared";
        }
        return assistantOnlyAgents().contains(agent) ? "assistant-only" : "none";
    }

    private static <T> List<T> concat(List<T> a, List<T> b) {
        List<T> all = new ArrayList<>(a);
        all.addAll(b);
        return List.copyOf(all);
    }
}
