package parable.view.page;

import java.nio.file.Path;
import parable.ground.AtomicFile;
import parable.ground.Existing;
import parable.view.figure.Figure;

/// Writes a report into a folder: `report.html`, and every figure as `figures/NAME.svg` and
/// `figures/NAME.csv`.
///
/// Files appear whole or not at all, the page last: a page on disk has all its figures. The same report always gives
/// the same bytes.
public final class ReportWriter {
    private ReportWriter() {}

    /// Writes the page alone: it holds its figures, and their numbers for download.
    ///
    /// @throws parable.ground.StudyException of category STORAGE when the disk refuses
    ///
    /// @throws parable.ground.StudyException of category CONFIG when another file lies there and stays
    public static void writePage(Report report, Path file, Existing existing) {
        AtomicFile.write(file, existing, new Page(report).html());
    }

    /// @return the page, `folder/report.html`
    /// @throws parable.ground.StudyException of category STORAGE when the disk refuses
    public static Path write(Report report, Path folder) {
        for (Figure figure : report.figures()) {
            Path file = folder.resolve("figures").resolve(figure.label().name());
            AtomicFile.write(file.resolveSibling(file.getFileName() + ".svg"), figure.svg());
            AtomicFile.write(file.resolveSibling(file.getFileName() + ".csv"), figure.csv());
        }
        Path page = folder.resolve("report.html");
        writePage(report, page, Existing.REPLACE); // what lies in a run is a view of it, made from its files
        return page;
    }
}
