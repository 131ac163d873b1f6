package parable.probe;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Directions with what they were chosen by.
///
/// @param validation what chose the sites, and how each method does
public record Extracted(Directions directions, Validation validation) {
    /// @param read     site that is read: the best of the upper layers
    /// @param steer    site that is edited: the best below it
    /// @param sites    balanced accuracy of each site on the part of the stories that did not make its
    ///     directions
    /// @param methods  balanced accuracy on the held-out stories, by method, at the site that is read
    /// @param shuffled the same of directions from shuffled labels
    /// @param raw      the same without standardizing columns: what the artefact of a common state leaves
    /// @param gates    G1 to G3
    public record Validation(
            String read,
            String steer,
            Map<String, Double> sites,
            Map<String, Double> methods,
            double shuffled,
            double raw,
            List<ProbeGate> gates) {
        public Validation {
            sites = new TreeMap<>(sites);
            methods = new TreeMap<>(methods);
            gates = List.copyOf(gates);
        }
    }
}
