public import Vocabulary

/// Samples for other tools, a batch at a time, with the columns of `order_metrics.csv`.
public struct SampleText {
  public enum Form: Sendable {
    /// What `faultline load` reads again.
    case csv
    /// A list of objects, one a line.
    case json
  }

  private let form: Form
  private var hasRows = false

  public init(_ form: Form) { self.form = form }

  /// What comes before the first batch.
  public var head: String {
    switch form {
    case .csv: "timestamp,marketplace,service,orders,errors,latency_ms\r\n"
    case .json: "[\n"
    }
  }

  /// What comes after the last batch.
  public var tail: String {
    switch form {
    case .csv: ""
    case .json: hasRows ? "\n]\n" : "]\n"
    }
  }

  public mutating func lines(_ batch: SampleBatch) -> String {
    let text = form == .csv ? csv(batch) : json(batch)
    hasRows = hasRows || batch.count > 0
    return text
  }

  private func csv(_ batch: SampleBatch) -> String {
    let name =
      ",\(ExportTable.field(batch.key.marketplace.name)),"
      + ExportTable.field(batch.key.service?.name ?? "") + ","
    var text = ""
    for row in 0..<batch.count {
      text += Timestamp(secondsSinceEpoch: batch.time[row]).description
      text += name
      text += String(batch.orders[row])
      text += ","
      if batch.errors[row] >= 0 { text += String(batch.errors[row]) }
      text += ","
      if let latency = latency(batch, row) { text += latency }
      text += "\r\n"
    }
    return text
  }

  private func json(_ batch: SampleBatch) -> String {
    let marketplace = JSONText.quoted(batch.key.marketplace.name)
    let service = batch.key.service.map { JSONText.quoted($0.name) } ?? "null"
    var text = ""
    for row in 0..<batch.count {
      if hasRows || row > 0 { text += ",\n" }
      let errors = batch.errors[row] >= 0 ? String(batch.errors[row]) : "null"
      text += "{\"errors\": \(errors), \"latency_ms\": \(latency(batch, row) ?? "null")"
      text += ", \"marketplace\": \(marketplace), \"orders\": \(batch.orders[row])"
      text += ", \"service\": \(service), \"timestamp\": "
      text += "\"\(Timestamp(secondsSinceEpoch: batch.time[row]))\"}"
    }
    return text
  }

  /// The fewest digits that read as the same Float again; `nil` if none was given.
  private func latency(_ batch: SampleBatch, _ row: Int) -> String? {
    guard let value = batch.latency?[row], value.isFinite else { return nil }
    let digits = value.description
    return digits.hasSuffix(".0") ? String(digits.dropLast(2)) : digits
  }
}
