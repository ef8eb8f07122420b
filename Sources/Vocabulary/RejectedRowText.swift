extension RejectedRow {
  /// The columns in front of the row's own in a file of rows set aside. A file that begins with
  /// them brings such rows again: they tell where each first stood.
  public static let placeColumns = ["file", "line", "column", "reason"]

  /// What stands in front of the name of such a file, so that it is never taken for the export of
  /// that name.
  public static let folder = "rejects"
}

extension RejectedRow: CustomStringConvertible {
  /// `orders.csv:1042: column "orders" value "12,5": not a whole number`, always on one line.
  public var description: String {
    guard let column else { return "\(place): \(reason)" }
    guard let value else { return "\(place): column \"\(column)\": \(reason)" }
    return "\(place): column \"\(column)\" value \"\(value.onOneLine())\": \(reason)"
  }
}

extension String {
  /// The text with control characters shown as escapes and all beyond `limit` characters left
  /// out, so that a message stays one line whatever a cell holds.
  public func onOneLine(limit: Int = 60) -> String {
    let shown = unicodeScalars.prefix(limit).reduce(into: "") { text, scalar in
      switch scalar {
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      default:
        let hidden =
          scalar.properties.generalCategory == .control
          || scalar.properties.generalCategory == .format
        text += hidden ? "\\u{\(String(scalar.value, radix: 16))}" : String(scalar)
      }
    }
    return unicodeScalars.count > limit ? shown + "…" : shown
  }
}
