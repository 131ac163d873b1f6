package parable.audit.run;

/// Where in a run something belongs.
///
/// @param model  the model's name
/// @param turn   of the model, from 0
public record Place(String model, String situation, int sample, int turn) {
    Place turn(int number) {
        return new Place(model, situation, sample, number);
    }
}
