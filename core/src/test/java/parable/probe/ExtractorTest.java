package parable.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parable.ground.CorruptFileException;
import parable.ground.Json;
import parable.ground.JsonDamage;
import parable.ground.StudyException;
import parable.model.Site;

/// Reading and extracting on an untrained organism: nothing is felt there, but everything must be what it says.
class ExtractorTest {
    @TempDir
    private Path folder;

    @Test
    void aTextsStatesDoNotDependOnItsCompany() {
        try (ProbedModel model = TinyProbes.model(1)) {
            int[] text = model.ids("story . anna walked home .");
            int[] longer =
                    model.ids("story . anna walked home . ben got a letter . the room was quiet . then anna felt");
            Site site = new Site.AfterMlp(1);
            Activations activations = new Activations(model.decoder());
            double[] alone = activations.of(text, site).mean(2);
            List<double[]> together = new ArrayList<>(List.of(new double[0], new double[0]));

            activations.read(List.of(longer, text), Set.of(site), (i, _, states) -> together.set(i, states.mean(2)));

            // Longer rows are summed in another order of float32, never with other terms.
            assertThat(Vectors.norm(Vectors.minus(together.get(1), alone))).isCloseTo(0, within(1e-5));
            assertThat(activations.of(text, site).tokens()).isEqualTo(text.length);
        }
    }

    @Test
    void storiesAreReadFromTheirNthRealToken() {
        Extraction extraction = TinyProbes.extraction();

        assertThat(extraction.start(60)).isEqualTo(12);
        assertThat(extraction.start(21)).as("never more than a third").isEqualTo(7);
        assertThatThrownBy(() -> extraction.start(9))
                .hasMessageContaining("needs 8 tokens after the skipped 3, but has 9");
    }

    @Test
    void pushingMovesTheReadingAboveByWhatTheModelMakesOfIt() {
        try (ProbedModel model = TinyProbes.model(1)) {
            Directions made = extract(model).directions();
            Direction read = made.reading("desperate"), steer = made.steering("desperate");
            int[] text = model.ids("anna walked home .");
            Steering push = Steering.of(new Edit.Add(steer.site(), steer.vector(), 0.5, made.norm()));

            TokenStates before = new Activations(model.decoder()).of(text, steer.site());
            TokenStates after = new Activations(model.decoder(), push).of(text, steer.site());

            for (int token = 0; token < text.length; token++) {
                assertThat(after.dot(token, steer.vector()) - before.dot(token, steer.vector()))
                        .as("at the edited site by definition")
                        .isCloseTo(0.5 * made.norm(), within(1e-3));
            }
            assertThat(Sites.of(model.decoder().config()).indexOf(steer.site()))
                    .as("pushed below what is read")
                    .isLessThan(Sites.of(model.decoder().config()).indexOf(read.site()));
        }
    }

    @Test
    void theReferencePopulationStandardizesItsOwnReadings() {
        try (ProbedModel model = TinyProbes.model(1)) {
            Direction read = extract(model).directions().reading("calm");
            List<int[]> documents = TinyProbes.WORLD
                    .heldOutDocuments(TinyProbes.extraction().seed())
                    .limit(300)
                    .map(document -> model.ids(document.text()))
                    .toList();
            List<Double> z = new ArrayList<>();

            new Activations(model.decoder())
                    .read(
                            documents,
                            Set.of(read.site()),
                            (_, _, states) ->
                                    IntStream.range(0, states.tokens()).forEach(token -> z.add(read.z(states, token))));

            Scale scale = Scale.of(z);
            assertThat(scale.mean()).isCloseTo(0, within(1e-6));
            assertThat(scale.spread()).isCloseTo(1, within(1e-6));
            assertThat(scale.count()).isEqualTo(read.reference().count());
        }
    }

    @Test
    void directionsComeBackFromDiskAsTheyWere() {
        try (ProbedModel model = TinyProbes.model(1)) {
            Directions made = extract(model).directions();
            made.save(folder);

            Directions read = Directions.load(folder, model.decoder().config());

            assertThat(read.norm()).isEqualTo(made.norm());
            assertThat(read.steer()).containsKey(Directions.SHUFFLED);
            made.read()
                    .forEach((name, direction) ->
                            assertThat(read.reading(name).identity()).isEqualTo(direction.identity()));
            assertThatThrownBy(() -> read.reading("bored")).hasMessageContaining("no direction \"bored\"");
        }
    }

    @Test
    void aDamagedDirectionIsNotRead() throws IOException {
        try (ProbedModel model = TinyProbes.model(1)) {
            extract(model).directions().save(folder);
            Path vectors = folder.resolve(Directions.VECTORS);
            byte[] bytes = Files.readAllBytes(vectors);
            bytes[bytes.length - 9] ^= 1;
            Files.write(vectors, bytes);

            assertThatThrownBy(() -> Directions.load(folder, model.decoder().config()))
                    .isInstanceOf(CorruptFileException.class);
        }
    }

    @Test
    void aListingOfAnotherVersionIsRefusedInASentence() throws IOException {
        try (ProbedModel model = TinyProbes.model(1)) {
            extract(model).directions().save(folder);
            Path listing = folder.resolve(Directions.JSON);
            for (JsonDamage.Damaged damaged : JsonDamage.of(Files.readString(listing))) {
                Files.writeString(listing, damaged.json());
                try {
                    Directions.load(folder, model.decoder().config());
                } catch (StudyException | CorruptFileException refused) {
                    assertThat(refused).as(damaged.what()).hasMessageNotContaining("Exception");
                }
            }
        }
    }

    @Test
    void whatMakesADirectionIsPartOfItsIdentity() {
        try (ProbedModel model = TinyProbes.model(1);
                ProbedModel other = TinyProbes.model(2)) {
            String first = extract(model).directions().reading("desperate").identity();
            Extraction more = new Extraction("desperate", 5, 12, Method.MEAN_DIFFERENCE, 0.5, 1);
            Extraction later = new Extraction("desperate", 4, 11, Method.MEAN_DIFFERENCE, 0.5, 1);

            assertThat(extract(model).directions().reading("desperate").identity())
                    .as("the same again")
                    .isEqualTo(first);
            assertThat(extract(other).directions().reading("desperate").identity())
                    .isNotEqualTo(first);
            for (Extraction changed : List.of(more, later)) {
                Directions made = new Extractor(model, TinyProbes.WORLD, changed)
                        .extract()
                        .directions();
                assertThat(made.reading("desperate").identity()).isNotEqualTo(first);
            }
        }
    }

    @Test
    void anUntrainedModelDoesNotPassForOneThatFeels() {
        try (ProbedModel model = TinyProbes.model(1)) {
            Extracted.Validation validation = extract(model).validation();

            assertThat(validation.gates()).extracting(ProbeGate::id).containsExactly("G1", "G2", "G3");
            assertThat(validation.gates()).anyMatch(gate -> !gate.holds());
            assertThat(validation.sites()).hasSize(7);
            assertThat(Json.read(Json.line(validation), Extracted.Validation.class))
                    .isEqualTo(validation);
        }
    }

    @Test
    void sitesHaveNamesAndATypoIsAnsweredWithTheNearest() {
        try (ProbedModel model = TinyProbes.model(1)) {
            for (Site site : Sites.of(model.decoder().config())) {
                assertThat(Sites.named(Sites.label(site), model.decoder().config()))
                        .isEqualTo(site);
            }
            assertThatThrownBy(() -> Sites.named("blok-1", model.decoder().config()))
                    .isInstanceOf(StudyException.class)
                    .hasMessageContaining("Did you mean \"block-1\"?");
        }
    }

    private static Extracted extract(ProbedModel model) {
        return new Extractor(model, TinyProbes.WORLD, TinyProbes.extraction()).extract();
    }
}
