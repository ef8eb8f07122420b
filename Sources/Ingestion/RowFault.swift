import Vocabulary

/// Why a row cannot be used.
enum RowFault: Error, Hashable {
  // the row as a whole
  case cellCount(found: Int, expected: Int)
  /// The file ends in the midst of the row.
  case cutOff(found: Int, expected: Int)
  case quoteAlone
  case recordTooLong
  /// Another row of the file gives other values for the same moment and counter.
  case otherSample(line: Int)
  /// Another row of the file gives other content under the same id and was kept.
  case otherContent(keptLine: Int, line: Int)

  // one cell
  case notUTF8
  case emptyCell
  case notWholeNumber
  case negative
  case tooLarge
  case notANumber
  case notATime
  case noOffset
  case noSuchTime
  case fractionOfSecond
  case leapSecond
  case yearOutOfRange
  case notBoolean
  case unknownWord(allowed: [String])
  case before(column: String, value: String)

  // a drop that another program found
  case notADropDetail
  case notOfThisDrop
  /// A long number as a spreadsheet writes it, without its last digits.
  case shortenedNumber
  case notARange
  case notAnInterval

  // what a mapping makes of a cell
  /// Cells that the mapping could not turn into the contract's, each with its own fault.
  case inCells
  case notInFormat(String)
  case needsZone
  /// A local time in the hour that comes twice when summer time ends.
  case happensTwice(zone: String)
  /// A local time in the hour that is left out when summer time begins.
  case neverHappened(zone: String)
  case valueNotListed(listed: [String])
}

extension RowFault {
  private static let givenTwice = "given twice with different content"
  private static let emptyReason = "; once it is right, empty its reason and load it again"

  /// The reason of a row that was set aside and came again as it was; `nil` if its cells tell.
  ///
  /// A fault of one cell shows, or is gone, when the cell is read. Whether a row that was torn, or
  /// was one of two that contradict each other, is now right only a person can say.
  static func standing(column: String, reason: String) -> String? {
    guard !reason.isEmpty, column.isEmpty || reason.hasPrefix(givenTwice) else { return nil }
    return reason.hasSuffix(emptyReason) ? reason : reason + emptyReason
  }

  /// The reason as a reader sees it, after the place, the column and the value.
  var text: String {
    switch self {
    case .cellCount(let found, let expected):
      "has \(found) cells where the header has \(expected)"
    case .cutOff(let found, let expected):
      "\(RejectedRow.cutOffReason) after \(found) of \(expected) cells"
    case .quoteAlone:
      "a quote stands alone in a cell; put the cell in quotes and double the quote in it"
    case .recordTooLong: "longer than \(IngestionPolicy.recordBytes) bytes"
    case .otherSample(let line):
      "line \(line) gives other values for the same time and series; neither was used"
    case .otherContent(let keptLine, let line):
      "\(RowFault.givenTwice); line \(keptLine) was kept, line \(line) was not used"
    case .notUTF8: "not valid UTF-8"
    case .emptyCell: "empty, but required"
    case .notWholeNumber: "not a whole number"
    case .negative: "negative, but a number of things is 0 or more"
    case .tooLarge: "larger than \(Int32.max)"
    case .notANumber: "not a number"
    case .notATime: "not a time like 2026-03-05T14:02:00Z"
    case .noOffset:
      "has no offset; add Z or an offset such as +01:00, or name a zone for this file in the "
        + "settings"
    case .noSuchTime: "no such date or time of day"
    case .fractionOfSecond: "has a fraction of a second; times are to the second"
    case .leapSecond: "a leap second; write 59 or the next minute"
    case .yearOutOfRange:
      "a year outside \(IngestionPolicy.years.lowerBound) to \(IngestionPolicy.years.upperBound)"
    case .notBoolean: "not one of true, false, yes, no, 1, 0"
    case .unknownWord(let allowed): "not one of \(allowed.joined(separator: ", "))"
    case .before(let column, let value): "before \(column) (\(value))"
    case .notADropDetail: "not what faultline detect writes there; leave the cell as it was"
    case .shortenedNumber:
      "a long number that a spreadsheet shortened, so that its last digits are lost; export the "
        + "column as text"
    case .notOfThisDrop: "has another onset than started_at"
    case .notARange: "not two times around started_at with a semicolon between"
    case .notAnInterval: "outside its own interval, or its level is not between 0 and 1"
    case .inCells: "has cells that the mapping cannot read"
    case .notInFormat(let format): "not a time written as \(format)"
    case .needsZone: "has no offset; name the timezone of this feed in the settings"
    case .happensTwice(let zone):
      "happens twice in \(zone) that night; it needs an offset, or say order = "
        + "\"first-then-second\" for this feed"
    case .neverHappened(let zone): "never happened in \(zone): clocks skip that hour that night"
    case .valueNotListed(let listed):
      "not among the values of this column's mapping (\(listed.joined(separator: ", "))); add "
        + "it there, or \"*\" for all others"
    }
  }
}
