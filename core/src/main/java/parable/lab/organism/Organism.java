package parable.lab.organism;

import parable.ground.Check;
import parable.ground.Largest;
import parable.model.DecoderConfig;
import parable.model.Initialization;

/// The shape of the organism; its vocabulary is the world's.
public record Organism(
        int width, int layers, int mlpWidth, DecoderConfig.Heads attention, double normEpsilon, Initialization start) {
    public Organism {
        Check.that(
                attention.heads() > 0 && attention.width() > 0 && attention.context() > 0 && attention.ropeBase() > 0,
                "organism.attention needs positive heads, width, context and ropeBase, but was %s",
                attention);
        Largest.within("organism.width", width, 1 << 14);
        Largest.within("organism.layers", layers, 1 << 10);
        Largest.within("organism.mlpWidth", mlpWidth, 1 << 16);
        Largest.within("organism.attention.heads", attention.heads(), 1 << 10);
        Largest.within("organism.attention.width", attention.width(), 1 << 12);
        Largest.within("organism.attention.context", attention.context(), 1 << 20);
        new DecoderConfig(1, width, layers, mlpWidth, attention, normEpsilon, true); // refuses what it cannot build
    }

    public DecoderConfig decoder(int vocabulary) {
        return new DecoderConfig(vocabulary, width, layers, mlpWidth, attention, normEpsilon, true);
    }
}
