import Ingestion
import Vocabulary

/// Known events read from a file without a database.
enum CalendarFile {
  /// Rows that cannot be used end the run: what is judged without an event that is known would be
  /// judged wrongly, and nobody reads what a task of an engine says beside its result.
  static func events(_ path: String, _ settings: Settings) throws -> [CalendarEvent] {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let file = InputFile(path: path, name: name, feed: .calendar)
    let reading = try FeedReader.read(file, as: settings.sources.form(of: file)) { _ in }
    if let first = reading.rejected.first {
      throw ToolFailure(
        status: .unusableFile,
        message: "\(path): \(reading.rejected.count) rows cannot be used, the first being \(first)."
      )
    }
    guard case .calendar(let events) = reading.records else { return [] }
    return events
  }
}
