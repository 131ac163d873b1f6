package parable.view.page;

import java.util.List;
import parable.ground.Check;

/// One headed part of the page.
///
/// @param id   its address after `#`: lower-case letters, digits and hyphens
/// @param name what the side navigation and the heading say
public record Section(String id, String name, List<Block> blocks) {
    public Section {
        Check.that(
                id.matches("[a-z][a-z0-9-]*"),
                "a section id is an address of lower-case letters, digits and hyphens, but was \"%s\"",
                id);
        blocks = List.copyOf(blocks);
    }
}
