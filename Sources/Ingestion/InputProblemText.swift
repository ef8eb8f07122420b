import Vocabulary

extension InputProblem: CustomStringConvertible {
  public var description: String {
    switch self {
    case .notFound(let path): "\(path): no such file or folder"
    case .feedMissing(let feed, let folder, let there, let others):
      missingText(feed, folder, there, others)
    case .plainAndCompressed(let name, let folder):
      "\(folder): has both \(name) and \(name).gz. Keep one of them."
    case .sameNameTwice(let path, let other):
      "\(path): \(other) has the same name. Load them one after the other, the older one first."
    case .notAFile(let path):
      "\(path): is a folder or a device, not a file. Put the CSV file itself there."
    case .feedNotInName(let path):
      "\(path): the name does not tell which feed it is. Let it begin with "
        + Feed.allCases.map(\.rawValue).joined(separator: ", ") + " and end with .csv or .csv.gz."
    case .cannotOpen(let path, let reason): "\(path): cannot be opened: \(reason)"
    case .readFailed(let path, let reason): "\(path): reading failed: \(reason)"
    case .changedWhileRead(let path):
      "\(path): changed while it was read. Nothing of it was used; run again when the export "
        + "is finished."
    case .compressedDataBroken(let path, let reason):
      "\(path): the compressed data are broken (\(reason)). Export or copy the file again."
    case .notUTF8(let path, let encoding):
      "\(path): looks like \(encoding), not UTF-8. Export it again as UTF-8, or say "
        + "encoding in the settings for this file."
    case .nulByte(let path, let line):
      "\(path):\(line): a NUL byte, which no CSV file has. The file is damaged or not UTF-8; "
        + "export it again."
    case .quoteNeverClosed(let path, let line):
      "\(path):\(line): a quote that opens in this record is never closed, so the rows after it "
        + "cannot be told apart. Close the quote, or double it if it belongs to the text."
    case .quoteBroken(let path, let line, let brokenOn): quoteText(path, line, brokenOn)
    case .recordTooLong(let path, let line):
      "\(path):\(line): a quoted cell of this record goes on for more than "
        + "\(IngestionPolicy.recordBytes) bytes. Most likely its quote is never closed."
    case .empty(let path): "\(path): is empty. It needs at least the header row."
    case .columnsMissing(let path, let missing, let found): columnsText(path, missing, found)
    case .columnTwice(let path, let column):
      "\(path):1: the column \"\(column)\" is there twice. Rename or remove one of them."
    case .tooManyRowsSetAside(let path, let limit, let first):
      "\(path): more than \(limit) rows cannot be used, the first being \(first). "
        + "Mend the export, or the settings for this file."
    case .mapping(let path, let problem):
      "\(path)\(problem.line.map { ":\($0)" } ?? ""): \(problem.text)"
    case .seriesOutOfOrder(let path, let place, let series, let after):
      "\(path): \(place.words): \(series.words) comes after \(after.words). Sort rows by marketplace, "
        + "service and time, by the bytes of the names (LC_ALL=C sort)."
    case .timeOutOfOrder(let path, let place, let series, let after):
      "\(path): \(place.words): a row of \(series.words) comes after one of \(after). Sort the rows of "
        + "a series by time."
    case .framesBroken(let path, let fault): "\(path): \(fault.text)"
    case .dropUnusable(let row): "\(row). Nothing of the file was used."
    case .noFileMatches(let pattern, let table):
      "\(pattern): no such file. The settings name it in [\(table)]; put the export there, or "
        + "correct files."
    }
  }

  private func missingText(
    _ feed: Feed, _ folder: String, _ there: [String], _ others: Bool
  ) -> String {
    let text = "\(folder): has no \(feed.rawValue).csv (or .csv.gz), which is required. "
    guard there.isEmpty else {
      return text + "It has \(there.joined(separator: ", ")). "
        + "Rename the export to \(feed.rawValue).csv."
    }
    return text
      + (others
        ? "Put it there; if there is nothing to record, the header row alone."
        : "It has no CSV file at all.")
  }

  private func quoteText(_ path: String, _ line: Int, _ brokenOn: Int) -> String {
    if line == brokenOn {
      return "\(path):\(line): a quote stands alone in a cell. Put the cell in quotes and double "
        + "the quote in it."
    }
    return "\(path):\(line): a quoted cell that opens in this record is broken by a single quote "
      + "on line \(brokenOn), so the rows between cannot be told apart. Double the quotes that "
      + "belong to the text."
  }

  private func columnsText(
    _ path: String, _ missing: [MissingColumn], _ found: [String]
  ) -> String {
    let names = missing.map { "\"\($0.name)\"" }.joined(separator: ", ")
    let there = found.map { $0.onOneLine() }.joined(separator: ", ")
    var text = "\(path):1: has no column \(names). It has: \(there)."
    for column in missing {
      if let near = column.near {
        text += " Did you mean \"\(near.onOneLine())\" for \"\(column.name)\"?"
      }
    }
    if found.contains(where: { Timestamp(rfc3339: $0) != nil }) {
      text +=
        " The first line looks like a row; put a header with the names of the columns above it."
    }
    if found.count == 1, let separator = [";", "\t", "|"].first(where: { found[0].contains($0) }) {
      let name = separator == "\t" ? "tabs" : "\"\(separator)\""
      text += " The cells seem to be separated by \(name); separate them by commas."
    }
    return text
  }
}

extension SeriesKey {
  /// `US`, or `US, service cart`.
  fileprivate var words: String {
    let place = marketplace.name.onOneLine()
    return service.map { "\(place), service \($0.name.onOneLine())" } ?? place
  }
}
