public import Foundation

/// The zone in which times without an offset were written.
public enum LocalZone: Hashable, Sendable {
  case fixed(TimeZoneRule)
  /// One of the IANA database, with its summer times.
  case named(TimeZone)

  /// `UTC`, an offset such as `+01:00`, or an IANA name such as `America/New_York`.
  public init?(_ text: String) {
    if let rule = TimeZoneRule(text) {
      self = .fixed(rule)
    } else if text.contains("/"), let zone = TimeZone(identifier: text) {
      self = .named(zone)
    } else {
      return nil
    }
  }

  /// As it is written in the settings.
  public var name: String {
    switch self {
    case .fixed(.utc): "UTC"
    case .fixed(.offset(let seconds)):
      (seconds < 0 ? "-" : "+") + LocalZone.clock(abs(seconds) / 60)
    case .named(let zone): zone.identifier
    }
  }

  private static func clock(_ minutes: Int) -> String {
    let digits = [minutes / 60, minutes % 60].map { $0 < 10 ? "0\($0)" : "\($0)" }
    return digits.joined(separator: ":")
  }
}

/// What to make of the hour that a clock shows twice when summer time ends.
public enum RepeatedHour: Hashable, Sendable {
  case refused
  /// The rows stand in the order in which they happened: the hour's first pass, then its second.
  case firstThenSecond
}
