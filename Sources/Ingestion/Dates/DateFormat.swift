import Vocabulary

/// One way of writing a moment, as settings and presets name it.
///
/// Either a word (`rfc3339`, `epoch-s`, `epoch-ms`, `epoch-ns`) or a pattern of letters as in
/// Unicode's date patterns: `yyyy` `yy` `M` `MM` `MMM` `d` `dd` `H` `HH` `h` `hh` `m` `mm` `s`
/// `ss` `S` `a` `XXX` `EEE`; one letter takes one or two digits, two letters exactly two. Text
/// between single quotes stands for itself. A fraction of a second is cut off.
public struct DateFormat: Hashable, Sendable {
  enum Part: Hashable, Sendable {
    case literal(UInt8)
    case blank
    case year, yearOfCentury
    case month(Digits), monthName
    case day(Digits)
    case hour(Digits), hourOfHalfDay(Digits)
    case minute(Digits), second(Digits)
    case fraction, halfDay, offset, weekday
  }

  enum Digits: Hashable, Sendable {
    case oneOrTwo, two
  }

  enum Kind: Hashable, Sendable {
    case rfc3339
    /// Units a second.
    case epoch(Int64)
    case pattern([Part])
  }

  /// As it is written in the settings.
  public let name: String
  let kind: Kind

  /// `nil` if `name` is neither a known word nor a pattern with a year, a month and a day.
  public init?(_ name: String) {
    self.name = name
    switch name {
    case "rfc3339": kind = .rfc3339
    case "epoch-s": kind = .epoch(1)
    case "epoch-ms": kind = .epoch(1000)
    case "epoch-ns": kind = .epoch(1_000_000_000)
    default:
      guard let parts = DatePattern.parts(of: name) else { return nil }
      kind = .pattern(parts)
    }
  }

  /// Whether the text itself says how far it is from UTC; `nil` if that differs from row to row.
  public var hasOffset: Bool? {
    switch kind {
    case .rfc3339: nil
    case .epoch: true
    case .pattern(let parts): parts.contains(.offset)
    }
  }

  /// The reading of a text without blanks around it; `nil` if it is not written so.
  func read(_ text: Span<UInt8>) -> DateReading? {
    switch kind {
    case .rfc3339: DateFormat.rfc3339(text)
    case .epoch(let unit): DateFormat.epoch(text, unit)
    case .pattern(let parts): DatePattern.read(text, parts)
    }
  }

  private static func rfc3339(_ text: Span<UInt8>) -> DateReading? {
    // A fraction is cut: exports of machines have one, and times here are to the second.
    for suffix in rfc3339Parts {
      if let reading = DatePattern.read(text, suffix) { return reading }
    }
    return nil
  }

  private static let rfc3339Parts: [[Part]] =
    ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss"].flatMap { clock in
      ["XXX", "", ".SXXX", ".S"].compactMap { DatePattern.parts(of: clock + $0) }
    }

  private static func epoch(_ text: Span<UInt8>, _ unit: Int64) -> DateReading? {
    guard (1...19).contains(text.count) else { return nil }
    var value: Int64 = 0
    for index in text.indices {
      let digit = text[index] &- UInt8(ascii: "0")
      let (shifted, over) = value.multipliedReportingOverflow(by: 10)
      guard digit <= 9, !over, shifted <= Int64.max - Int64(digit) else { return nil }
      value = shifted + Int64(digit)
    }
    let moment = Timestamp(secondsSinceEpoch: value / unit)
    return IngestionPolicy.years.contains(moment.civil.year)
      ? .moment(moment.secondsSinceEpoch) : nil
  }
}
