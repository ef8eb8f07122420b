import Vocabulary

/// What is fed with any bytes: by `scripts/fuzz coverage`, which looks for new ones, and by the
/// tests, which feed again those that were kept.
public enum FuzzTarget: String, CaseIterable, Sendable {
  /// Order metrics through the plain lane and through libcsv alone, cut anywhere.
  case lanes
  // the readers of the contract's own form
  case deploys, incidents, services, calendar, metrics
  case changeRecords = "change-records"
  /// Rows set aside that are given back.
  case mended
  /// Foreign files of rows: dialects, encodings, dates, columns made of others.
  case mapping
  case json, gzip
  /// Patterns of dates and the times they read.
  case dates
  /// Drops that another program found, and the sorted rows that `faultline detect` reads.
  case drops, stream

  /// What is wrong with what is made of `input`, as a sentence; `nil` if nothing is. A trap, a
  /// leak or a hang is for whoever calls to see.
  public func fault(_ input: [UInt8]) -> String? {
    do throws(Contradiction) {
      switch self {
      case .lanes: try LanesTarget.check(input)
      case .deploys: try RecordsTarget.check(input, .deploys)
      case .incidents: try RecordsTarget.check(input, .incidents)
      case .services: try RecordsTarget.check(input, .services)
      case .calendar: try RecordsTarget.check(input, .calendar)
      case .metrics: try MetricsTarget.check(input)
      case .mapping: try MappingTarget.check(input)
      case .json: try JSONTarget.check(input)
      case .gzip: try GzipTarget.check(input)
      case .changeRecords: try RecordsTarget.check(input, .changeRecords)
      case .mended: try MendedTarget.check(input)
      case .dates: try DatesTarget.check(input)
      case .drops: try DropsTarget.check(input)
      case .stream: try StreamTarget.check(input)
      }
      return nil
    } catch {
      return "\(rawValue): \(error.text)"
    }
  }
}

/// What a reader made of its input contradicts what it promises.
struct Contradiction: Error {
  let text: String

  init(_ text: String) { self.text = text }

  static func unless(_ holds: Bool, _ text: @autoclosure () -> String) throws(Contradiction) {
    guard holds else { throw Contradiction(text()) }
  }
}

/// An input parted into the text to read and the bytes that choose how: its last ones, so that a
/// seed can be read by people and a choice changes alone.
struct Parted {
  let text: [UInt8]
  private var choices: ArraySlice<UInt8>

  init(_ input: [UInt8], choices count: Int) {
    text = Array(input.dropLast(count))
    choices = input.suffix(count)
  }

  /// The next choice, 0 where there is none.
  mutating func next() -> Int { Int(choices.popFirst() ?? 0) }
}
